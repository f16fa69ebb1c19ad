"""The Markdown of `docs/`: typed views of the library, drawn by Jinja2 templates.

views     what each kind of page shows
listing   one paper as a line of a list
chart     papers per year as inline SVG
render    a view and its template -> the page's text
"""
