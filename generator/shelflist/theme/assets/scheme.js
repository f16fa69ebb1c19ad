// Before anything is painted, so that no page flashes in the other scheme: a script that waits
// for nothing, in the head.
"use strict";
(() => {
  const root = document.documentElement;
  root.className = "js";
  try {
    const scheme = localStorage.getItem("shelflist.scheme");
    if (scheme === "light" || scheme === "dark") root.dataset.scheme = scheme;
  } catch { /* storage may be refused over file:// or in private windows */ }
})();
