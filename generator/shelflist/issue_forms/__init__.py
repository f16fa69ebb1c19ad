"""Issues written with a form, as new pages or changes of pages.

boxes      the text of an issue  ->  what stands in each box of the form
unseen     signs that nobody sees
values     what stands in a box  ->  the value of a field, or why it cannot be one
fixing     values                ->  other values on a page that there is
adding     values                ->  a new page
applying   which of the two it is
"""
