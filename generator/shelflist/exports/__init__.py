"""Files to take the list away with, which the site has and `docs/` has not.

forms      every form of a paper, and of a feed
entries    a paper as every form needs it; which papers a file holds
written    all files of a site
taking     the page that tells of them
schema     the front matter of pages, for editors: the one file in `docs/`
leftovers  files in `docs/` that earlier versions left there
"""
