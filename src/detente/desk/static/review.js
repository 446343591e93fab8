// Keys of the review, and the next item fetched ahead. Each key presses a button that stands on the page.
"use strict";
(() => {
  let form = null, chosen = null, sent = false, ahead = null;
  const OFF = "detente.review.keys-off";
  const AHEAD = { "Detente-Ahead": "1" };
  const off = () => document.getElementById("keys-off");
  const remembered = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };

  const field = (row) => {
    form.classList.add("editing");
    const input = row.querySelector("input:not([type=hidden]), select, textarea");
    if (!input) return;
    input.focus();
    if (input.select) input.select();
    row.scrollIntoView({ block: "nearest" });
  };
  // A doubt that is begun is shown: its button is pressed, and the field says what it asks for and how it ends.
  const doubt = (begun) => {
    if (begun) form.dataset.doubts = "1"; else delete form.dataset.doubts;
    form.querySelector("[data-do=d]")?.setAttribute("aria-pressed", String(begun));
    const asks = form.querySelector(".comment .asks");
    if (asks) asks.textContent = begun ? asks.dataset.asks : "";
  };
  const press = (key) => {
    const one = document.querySelector(`[data-do~="${key}"]`);
    if (!one) return false;
    const why = document.getElementById("comment");
    if (key === "d" && why && !why.value.trim()) { doubt(true); why.focus(); return true; }
    if (one.hidden) return false;
    const opens = key === "e" || (key === "c" && !form.classList.contains("editing"));
    if (opens) field(form.querySelector(".field"));
    else one.click();
    return true;
  };
  const isTyping = (at) => at.matches("input:not([type=checkbox]), select, textarea");

  document.addEventListener("keydown", (event) => {
    if (!form || event.isComposing || event.altKey || event.metaKey) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Enter" && event.ctrlKey && form.contains(at)) { event.preventDefault(); press(form.dataset.doubts ? "d" : "c"); return; }
    if (event.ctrlKey) return;
    if (isTyping(at)) {
      if (event.key === "Enter" && at.id === "comment" && form.dataset.doubts) { event.preventDefault(); press("d"); return; }
      if (event.key === "Escape") { if (form.dataset.doubts) doubt(false); at.blur(); document.getElementById("item")?.focus(); }
      return;
    }
    if ((off() ? off().checked : remembered()) || event.repeat) return;
    if (event.key === "?") {
      const keys = document.getElementById("keys");
      if (!keys) return;
      keys.open = !keys.open;
      if (keys.open) keys.querySelector("summary").focus();
    } else if (event.key === "m") {
      document.getElementById("comment")?.focus();
    } else if (/^[0-9]$/.test(event.key)) {
      const row = [...form.querySelectorAll(".field")].find((one) => one.querySelector(".name kbd")?.textContent === event.key);
      if (!row) return;
      field(row);
    } else if (!/^[a-z]$/.test(event.key) || !press(event.key)) {
      return;
    }
    event.preventDefault();
  });
  window.addEventListener("pageshow", () => { sent = false; });
  window.addEventListener("popstate", () => location.reload());

  // The next item is fetched while this one is read. A verdict is kept first, and then leads to it.
  const fetchAhead = () => {
    const link = form.querySelector("a[rel=next]");
    const href = link && new URL(link.href);
    if (!href || !href.pathname.startsWith("/review/items/")) return;
    const own = { path: href.pathname, page: null };
    fetch(href, { headers: AHEAD })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((text) => { own.page = text && new DOMParser().parseFromString(text, "text/html"); })
      .catch(() => {});
    ahead = own;
  };
  const show = (page) => {
    document.title = page.title;
    document.querySelector("main").replaceWith(document.importNode(page.querySelector("main"), true));
    scrollTo(0, 0);
    begin();
    (document.querySelector(".trouble") || document.getElementById("item"))?.focus();
  };
  const leadOn = (answer, text, next) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const told = page.getElementById("onward");
    if (!told) {
      if (answer.ok) location.assign(answer.url);
      else show(page);
      return;
    }
    const href = new URL(told.dataset.href, location.href);
    if (href.pathname !== next.path) { location.assign(href); return; }
    const top = next.page.querySelector(".item-top");
    top.querySelectorAll(".pace, .did").forEach((one) => one.remove());
    top.prepend(...told.children);
    next.page.querySelector(".undo")?.removeAttribute("hidden");
    show(next.page);
    history.pushState(null, "", href);
  };
  const keep = async (submitter) => {
    const typed = new URLSearchParams(new FormData(form));
    if (submitter?.name) typed.set(submitter.name, submitter.value);
    const next = ahead;
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed, headers: AHEAD, keepalive: true });
      leadOn(answer, await answer.text(), next);
    } catch {
      sent = false;
      submitter?.click(); // the browser sends it, and says what is wrong
    }
  };

  const begin = () => {
    form = document.querySelector(".coding");
    chosen = null; sent = false; ahead = null;
    if (!form) return;
    const keysOff = off();
    if (keysOff) {
      keysOff.closest("label").hidden = false;
      keysOff.checked = remembered();
      keysOff.addEventListener("change", () => { try { localStorage.setItem(OFF, keysOff.checked ? "1" : "0"); } catch { /* not remembered */ } });
    }
    form.querySelector("a[data-do=e]")?.addEventListener("click", (event) => { event.preventDefault(); field(form.querySelector(".field")); });
    // A form is sent once, however often its key is pressed.
    form.addEventListener("submit", (event) => {
      if (sent) { event.preventDefault(); return; }
      sent = true;
      if (ahead?.page && form.classList.contains("item")) { event.preventDefault(); keep(event.submitter); }
    });
    form.addEventListener("focusin", (event) => { if (event.target.matches("[data-words]")) chosen = event.target; });
    document.getElementById("passage")?.addEventListener("mouseup", takeWords);
    if (form.dataset.edit && form.dataset.edit !== "all") {
      const row = form.querySelector(`[data-field="${CSS.escape(form.dataset.edit)}"]`);
      if (row) field(row);
    }
    if (form.classList.contains("item")) fetchAhead();
  };

  // Words that are selected in the text go into the field that was gone to last.
  const place = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return Number(piece.dataset.at) + [...before.toString()].length;
  };
  const takeWords = () => {
    const selection = getSelection();
    if (!chosen || !selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const raw = range.toString();
    const words = raw.trim().replace(/\s+/g, " ");
    const at = place(range.startContainer, range.startOffset);
    if (!words) return;
    const start = at === null ? null : at + [...raw].length - [...raw.trimStart()].length;
    const given = isOnce(words) || start === null ? words : `${words}[${start}]`;
    if (chosen.dataset.words === "several") {
      chosen.value = [...chosen.value.split("\n").filter(Boolean), given].join("\n");
    } else {
      chosen.value = given;
    }
    chosen.focus();
  };
  const isOnce = (words) => document.getElementById("passage").textContent.replace(/\s+/g, " ").split(words).length === 2;

  begin();
  document.querySelector(".trouble")?.focus();
})();
