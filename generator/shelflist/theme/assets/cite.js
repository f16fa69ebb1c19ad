// Citations in CSL styles, loaded by shelflist.js when a reader first asks for one.
// The processor is citeproc-js; it, the locale and each style come as scripts, because a
// page opened by double click may load nothing else.
"use strict";
(() => {
  // A style prints these beside the address that already says them, or takes them for a reprint.
  const LEFT_OUT = new Set(["abstract", "archive", "archive_location", "custom", "keyword", "note", "original-date"]);
  const FOLDER = "assets/citations/";
  const USUAL_LOCALE = "en-US";

  const MATH = /(?<!\\)\$(?=\S)((?:\\.|[^$\\])*?)(?<=\S)\$(?!\d)/gs;
  const APART = /<span class="nocase">([<&])<\/span>/g;
  // The processor takes `<i>` for markup wherever it stands; this sign keeps the text apart.
  const WEDGE = "\ue000";
  const WEDGES = /\ue000/g;

  const toPlain = (text) => text.replace(WEDGES, "").replace(APART, "$1");
  const keepApart = (text) => text.replace(/\\\$/g, "$").replace(/</g, `<${WEDGE}`);
  /** Text for the processor: nothing in it is markup but what keeps the case of mathematics. */
  const toRich = (text) => toPlain(text).split(MATH)
    .map((part, i) => (i % 2 ? `<span class="nocase">${keepApart(part)}</span>` : keepApart(part))).join("");
  const toFields = (value) => {
    if (typeof value === "string") return toRich(value);
    if (Array.isArray(value)) return value.map(toFields);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toFields(inner)]));
  };
  // Particles are part of the family name already: the processor need not look for them.
  const toNames = (names) => names?.map((name) => ({ ...name, "parse-names": false }));
  const toItem = (item) => {
    const said = Object.entries(item).filter(([name]) => !LEFT_OUT.has(name));
    const fields = toFields(Object.fromEntries(said));
    return { ...fields, id: "item", author: toNames(fields.author), editor: toNames(fields.editor), translator: toNames(fields.translator) };
  };

  // ---- From what the processor writes to what the page shows ---------------------------

  const KEPT = new Set(["I", "B", "EM", "STRONG", "SUP", "SUB"]);
  const NUMBER = /^\s*[[(]?1[\]).]?\s+/;

  /** Copies text and plain emphasis; any other element gives its text alone. */
  const copySafely = (from, into) => {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) into.append(node.data.replace(WEDGES, "").replace(/\s+/g, " "));
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(".csl-left-margin")) continue;
      let target = into;
      if (KEPT.has(node.tagName)) target = document.createElement(node.tagName);
      else if (node.style?.fontVariant === "small-caps") {
        target = document.createElement("span");
        target.className = "sl-caps";
      }
      copySafely(node, target);
      if (target !== into) into.append(target);
      if (node.tagName === "DIV") into.append(" ");
    }
  };

  const toParagraph = (html, isNumbered) => {
    const paragraph = document.createElement("p");
    // A document that is never shown runs no script and loads no picture.
    copySafely(new DOMParser().parseFromString(html, "text/html").body, paragraph);
    paragraph.normalize();
    const { firstChild: first, lastChild: last } = paragraph;
    if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.trimStart().replace(isNumbered ? NUMBER : "", "");
    if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
    return paragraph;
  };

  const render = (style, item) => {
    const system = {
      retrieveItem: () => item,
      retrieveLocale: (language) => globalThis.shelflistLocales[language] ?? globalThis.shelflistLocales[USUAL_LOCALE],
    };
    const engine = new globalThis.CSL.Engine(system, style);
    engine.updateItems([item.id]);
    const made = engine.makeBibliography();
    if (made) return made[1].join("");
    // A style of notes has no list of references: the note itself is the citation.
    const note = { citationItems: [{ id: item.id }], properties: { noteIndex: 1 } };
    return engine.previewCitationCluster(note, [], [], "html");
  };

  /**
   * Gives an item in a style as a paragraph of safe HTML.
   * `load` adds a script of the site and promises its end.
   */
  globalThis.shelflistCite = async (item, name, load) => {
    // npm's file is for CommonJS: it ends by giving itself to `module`, which is there only meanwhile.
    const isLent = !("module" in globalThis);
    if (isLent) globalThis.module = {};
    const parts = ["citeproc", `locale-${USUAL_LOCALE}`, encodeURIComponent(name)];
    // All are awaited, also when one fails: the processor may still be under way.
    const loads = await Promise.allSettled(parts.map((part) => load(`${FOLDER}${part}.js`)));
    if (isLent) delete globalThis.module;
    const failed = loads.find(({ status }) => status === "rejected");
    if (failed) throw failed.reason;
    const style = globalThis.shelflistStyles[name];
    return toParagraph(render(style, toItem(item)), /<bibliography[^]*variable="citation-number"/.test(style));
  };
})();
