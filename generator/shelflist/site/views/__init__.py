"""What the templates show, as typed values; nothing here knows MkDocs.

paper      a paper's page: head, links, topics, related papers
cite       its citation in every form
metadata   `citation_*` tags and JSON-LD, for search engines and Zotero
coins      a paper as an OpenURL in a span
links      its links to arXiv, DOI, code and other addresses
lists      lists of papers, topics and references; authors: of names
edit       where a page can be corrected
page       the frame of every page, and the one function from view to page
text       titles and descriptions as text and as HTML
"""
