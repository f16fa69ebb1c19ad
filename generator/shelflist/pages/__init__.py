"""The Markdown of `docs/`: typed views of the library, drawn by Jinja2 templates.

views         what each kind of page shows
listing       one paper as a line of a list
names         authors: what counts as one name, and their order
bibliography  one paper as a reference
parts         long lists in parts whose bounds stay
render        a view and its template -> the page's text
"""
