"""docs/ → site: the MkDocs plugin computes everything that belongs to the site alone.

plugin     what MkDocs calls, event by event
defaults   what a list's mkdocs.yml need not say
papers     docs/papers/*.md as records, and what other pages say of topics and seeds
atlas      every page of the build: which there are, which papers each lists
views/     what templates show, typed; nothing in it knows MkDocs
files      what is written beside the pages: search, exports, addresses
building   MkDocs run by `shelflist build`; serving: by `shelflist serve`
"""
