"""docs/ → site: the MkDocs plugin computes everything that belongs to the site alone.

plugin     what MkDocs calls, event by event
defaults   what a list's mkdocs.yml need not say
papers     docs/papers/*.md as records, and what other pages say of topics and seeds
atlas      everything that is known of a list, and the list that each page shows
pages      MkDocs' pages as views, with addresses from each one's place
views/     what templates show, typed; nothing in it knows MkDocs
drawing    pages that the plugin draws without MkDocs
search     what the search knows; addresses: the sitemap and llms.txt
chart      papers a year as a picture
building   MkDocs run by `shelflist build`; serving: by `shelflist serve`
"""
