"""The templates that draw the site; MkDocs finds them here under the name `shelflist`."""
