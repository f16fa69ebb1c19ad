{%- import "partials/search.html" as search with context -%}
globalThis.shelflistText = [
{{ search.texts() -}}
];
