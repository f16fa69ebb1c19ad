"""Old addresses that lead to new ones: the file `docs/redirects` and the pages made of it.

lines.py    one line: what a person may write, and what is wrong with it
table.py    where each old address leads in the end; every address that is published
plan.py     the generator's own lines; what is wrong with all of them together
pages.py    the small pages at the old addresses, which the site has
docs.py     what is in docs_dir, and which of it earlier versions wrote for a redirect

Nothing is imported here: most lists have no redirects, and a run without any loads only docs.py.
"""

REDIRECTS_FILE = "redirects"
"""Name of the file in `docs_dir`."""
