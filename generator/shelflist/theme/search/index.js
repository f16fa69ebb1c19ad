{#- One entry a page that search can find; `text.js` holds what they say, in the same order. -#}
{%- import "partials/search.html" as search with context -%}
globalThis.shelflistIndex = [
{{ search.entries() -}}
];
