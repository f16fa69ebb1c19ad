// What the site does beyond plain HTML: the menu on small screens, the colour scheme,
// copy buttons and the search. No dependency and no build step; works over http and file://.
"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const make = (name, className, content) => {
    const element = document.createElement(name);
    element.className = className;
    element.append(content);
    return element;
  };
  const site = new URL("../", document.currentScript.src);

  /** Adds a script of the site, once; not fetch(), which browsers refuse over file://. */
  const loaded = {};
  const load = (path) => (loaded[path] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL(path, site).href;
    script.onload = resolve;
    script.onerror = () => { delete loaded[path]; script.remove(); reject(new Error(path)); };
    document.head.append(script);
  }));

  // ---- Menu ------------------------------------------------------------------------

  const menu = $(".sl-menu");
  const header = $(".sl-header");
  const setMenu = (open) => {
    menu.setAttribute("aria-expanded", String(open));
    header.classList.toggle("sl-header--open", open);
  };
  menu.addEventListener("click", () => setMenu(menu.getAttribute("aria-expanded") !== "true"));
  $("#sl-nav").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setMenu(false);
    menu.focus();
  });

  // ---- Colour scheme ---------------------------------------------------------------

  const scheme = $(".sl-scheme");
  const order = ["automatic", "light", "dark"];
  const root = document.documentElement;
  const showScheme = () => {
    scheme.title = `Colours: ${root.dataset.scheme || order[0]}`;
    scheme.setAttribute("aria-label", scheme.title);
  };
  scheme.addEventListener("click", () => {
    const next = order[(order.indexOf(root.dataset.scheme || order[0]) + 1) % order.length];
    if (next === order[0]) delete root.dataset.scheme;
    else root.dataset.scheme = next;
    // Browsers may refuse storage over file:// or in private windows.
    try { localStorage.setItem("shelflist.scheme", next); } catch { /* lasts for this page */ }
    showScheme();
  });
  showScheme();

  // ---- Copy buttons ----------------------------------------------------------------

  const copyText = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No clipboard API, or not allowed here: the old way still works over file://.
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "sl-hidden";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) throw new Error("copying is not allowed");
    }
  };

  /** Says for a moment in a button, and to those who cannot see it, what became of a click. */
  const answer = (button, status, said) => {
    button.dataset.label ??= button.textContent;
    button.textContent = status.textContent = said;
    button.focus();
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => { button.textContent = button.dataset.label; status.textContent = ""; }, 2500);
  };

  const copyFrom = async (block, button, status) => {
    try {
      await copyText(block.textContent);
      answer(button, status, "Copied");
    } catch {
      answer(button, status, "Press Ctrl+C to copy");
      getSelection().selectAllChildren(block);
    }
  };

  for (const block of document.querySelectorAll(".md-typeset pre > code")) {
    if (block.closest(".sl-cite")) continue;
    const button = make("button", "sl-copy", "Copy");
    button.type = "button";
    const status = make("span", "sl-hidden", "");
    status.setAttribute("role", "status");
    block.parentElement.parentElement.classList.add("sl-copyable");
    block.parentElement.after(button, status);
    button.addEventListener("click", () => copyFrom(block, button, status));
  }

  // Wide tables and code scroll inside; the keyboard must reach them to scroll.
  const markScrollers = () => {
    for (const box of document.querySelectorAll(".md-typeset table, .md-typeset pre, .md-typeset pre > code, .md-typeset math[display=block]")) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };
  markScrollers();
  addEventListener("resize", markScrollers);

  // ---- Citing a paper --------------------------------------------------------------

  const FILES = {
    bibtex: ["bib", "application/x-bibtex"],
    biblatex: ["bib", "application/x-bibtex"],
    ris: ["ris", "application/x-research-info-systems"],
    csl: ["json", "application/vnd.citationstyles.csl+json"],
  };

  const offerCitations = (part) => {
    const choice = $("select", part);
    const [copy, save] = part.querySelectorAll("button");
    const status = $("[role=status]", part);
    const citation = $(".sl-citation", part);
    const block = () => $(choice.value.startsWith("@") ? ".sl-citation p" : `#${choice.value}`, part);

    const showStyle = async (style) => {
      copy.disabled = true;
      citation.textContent = "Loading …";
      let shown;
      try {
        await load("assets/cite.js");
        shown = await globalThis.shelflistCite(JSON.parse($("#csl", part).textContent)[0], style, load);
      } catch {
        shown = "This style could not be loaded.";
      }
      if (choice.value !== `@${style}`) return; // another one was chosen meanwhile
      citation.replaceChildren(shown);
      copy.disabled = typeof shown === "string";
      if (copy.disabled) return;
      // Its licence asks for this line.
      const by = make("small", "", "Citations by ");
      by.append(Object.assign(make("a", "", "CSL"), { href: "https://citationstyles.org/" }), " (citeproc-js)");
      citation.append(by);
    };

    const show = () => {
      const isStyle = choice.value.startsWith("@");
      for (const form of part.querySelectorAll("details")) form.open = !isStyle && form.contains(block());
      citation.hidden = !isStyle;
      save.hidden = isStyle;
      copy.disabled = false;
      if (isStyle) showStyle(choice.value.slice(1));
      else save.textContent = save.dataset.label = `Save .${FILES[choice.value][0]}`;
      markScrollers();
    };

    copy.addEventListener("click", () => copyFrom(block(), copy, status));
    save.addEventListener("click", () => {
      const [extension, type] = FILES[choice.value];
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([`${block().textContent}\n`], { type }));
      link.download = `${part.dataset.key}.${extension}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
      answer(save, status, "Saved");
    });
    choice.addEventListener("change", show);
    show();
  };

  const citing = $(".sl-cite");
  if (citing) offerCitations(citing);

  // ---- Search ----------------------------------------------------------------------

  const input = $("#sl-search");
  const panel = $("#sl-results");
  const list = $(".md-search-result__list", panel);
  const count = $(".sl-results__count", panel);
  const more = $(".sl-results__more", panel);
  const PAGE = 20;

  // Letters that Unicode does not take apart into a letter and an accent.
  const PLAIN = { ß: "ss", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d", ı: "i", þ: "th", ð: "d" };
  const foldLetters = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/\p{M}+/gu, "").replace(/[ßøłæœđıþð]/g, (letter) => PLAIN[letter]);
  /** Words in lower case without accents, each with a blank before it. */
  const fold = (text) => ` ${foldLetters(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()}`;

  // Scripts without blanks between words are searched anywhere, others from the start of a word.
  const NO_BLANKS = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/;
  // An id may have its address or name before it, and arXiv's a version behind it.
  const bare = (query) => query.trim()
    .replace(/^(?:https?:\/\/)?(?:(?:dx\.)?doi\.org\/|doi:\s*)(?=10\.)/i, "")
    .replace(/^(?:https?:\/\/)?(?:arxiv\.org\/(?:abs|pdf)\/|arxiv:\s*)(\S+?)(?:v\d+)?(?:\.pdf)?$/i, "$1");
  const needles = (query) => fold(bare(query)).trim().split(" ").filter(Boolean)
    .map((word) => (NO_BLANKS.test(word) ? word : ` ${word}`));

  let entries = null;

  /** Loads titles and authors, then what the pages say; searches again after each. */
  const prepare = async () => {
    if (entries) return;
    await load("search/index.js");
    if (entries) return;
    entries = globalThis.shelflistIndex.map(([url, title, authors, year, venue, topics, kind, ids]) => ({
      url, title, authors, year, venue, kind, text: "", said: "",
      head: fold(title), ids: fold(ids), names: fold(authors),
      rest: fold(`${year} ${venue} ${topics.join(" ")}`),
    }));
    search();
    await load("search/text.js");
    const texts = globalThis.shelflistText;
    for (let at = 0; at < entries.length; at += 500) {
      entries.slice(at, at + 500).forEach((entry, i) => {
        entry.text = texts[at + i] || "";
        entry.said = fold(entry.text);
      });
      await new Promise((resolve) => setTimeout(resolve));
    }
    search();
  };

  /** How well an entry fits: 0 when a word is missing, more for title than authors than text. */
  const score = (entry, words) => {
    let total = 0;
    for (const word of words) {
      if (entry.head.includes(word)) total += `${entry.head} `.includes(`${word} `) ? 1000 : 800;
      else if (entry.ids.includes(word)) total += 700;
      else if (entry.names.includes(word)) total += `${entry.names} `.includes(`${word} `) ? 120 : 100;
      else if (entry.rest.includes(word)) total += 20;
      else if (entry.said.includes(word)) total += 1;
      else return 0;
    }
    if (entry.head.startsWith(words.join(""))) total += 500;
    return entry.kind === "paper" ? total + 0.5 : total;
  };

  const marked = (text, words) => {
    const out = document.createDocumentFragment();
    const bare = words.map((word) => word.trim());
    for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
      const folded = foldLetters(part);
      if (part && bare.some((word) => folded.startsWith(word) || (NO_BLANKS.test(word) && folded.includes(word)))) {
        out.append(make("mark", "", part));
      } else out.append(part);
    }
    return out;
  };

  /** Some 160 characters around the first word found. */
  const excerpt = (text, words) => {
    const bare = words.map((word) => word.trim());
    let at = 0;
    for (const { 0: part, index } of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const folded = foldLetters(part);
      if (bare.some((word) => folded.startsWith(word))) { at = index; break; }
    }
    const from = at < 60 ? 0 : text.indexOf(" ", at - 60) + 1;
    const to = from + 170 < text.length ? text.lastIndexOf(" ", from + 170) : text.length;
    return (from ? "… " : "") + text.slice(from, Math.max(to, at + 20)) + (to < text.length ? " …" : "");
  };

  const item = (entry, words) => {
    const link = make("a", "md-search-result__link", make("span", "sl-results__title", marked(entry.title, words)));
    link.href = new URL(entry.url, site).href;
    const people = entry.authors.split(", ");
    // Of many authors the first three, and whoever was looked for.
    const shown = people.filter((name, i) => i < 3 || words.some((word) => fold(name).includes(word)));
    const by = [shown.join(", ") + (shown.length < people.length ? " et al." : ""), entry.venue, /\d{4}/.test(entry.venue) ? "" : entry.year];
    if (entry.kind !== "paper") by.unshift(entry.kind);
    link.append(make("span", "sl-results__by", marked(by.filter(Boolean).join(" · "), words)));
    if (entry.text) link.append(make("span", "sl-results__text", marked(excerpt(entry.text, words), words)));
    return make("li", "md-search-result__item", link);
  };

  let found = [];
  let words = [];
  const showMore = () => {
    const start = list.children.length;
    list.append(...found.slice(start, start + PAGE).map((entry) => item(entry, words)));
    more.hidden = list.children.length >= found.length;
    return list.children[start];
  };

  const show = (open) => {
    panel.hidden = !open;
    if (!open) return;
    // The panel ends above the bottom of the window, wherever the header stands.
    panel.style.maxHeight = `${Math.max(200, innerHeight - panel.getBoundingClientRect().top - 16)}px`;
  };

  const search = () => {
    words = needles(input.value);
    list.replaceChildren();
    more.hidden = true;
    if (!input.value.trim()) { found = []; count.textContent = ""; show(false); return; }
    if (document.activeElement !== input && panel.hidden) return;
    if (!entries) { count.textContent = "Loading …"; show(true); return; }
    found = !words.length ? [] : entries.map((entry) => [score(entry, words), entry])
      .filter(([points]) => points > 0)
      .sort(([a], [b]) => b - a)
      .map(([, entry]) => entry);
    count.textContent = found.length === 1 ? "1 result" : found.length ? `${found.length} results` : "Nothing found";
    showMore();
    show(true);
    panel.scrollTop = 0;
  };

  const start = () => prepare().catch(() => {
    count.textContent = "Search could not be loaded.";
    show(true);
  });

  input.addEventListener("focus", () => { start(); search(); });
  input.addEventListener("input", () => { start(); search(); });
  more.addEventListener("click", () => $("a", showMore())?.focus());

  // Arrow keys walk through the field and the links; Enter in the field opens the first result.
  $(".sl-search").addEventListener("keydown", (event) => {
    const stops = [input, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape") {
      if (panel.hidden) input.value = "";
      else input.focus();
      show(false);
    } else if (event.key === "Enter" && document.activeElement === input && stops[1] && !event.isComposing) {
      stops[1].click();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !panel.hidden && at >= 0) {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (stops[next]) stops[next].focus();
    } else return;
    event.preventDefault();
  });

  $(".sl-search").addEventListener("focusout", (event) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) show(false);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".sl-search")) show(false);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const asked = (plain && !typing && (event.key === "/" || event.key === "s"))
      || ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k");
    if (!asked) return;
    event.preventDefault();
    input.focus();
    input.select();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    input.focus();
  }
})();
