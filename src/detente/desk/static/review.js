// Keys of the review. Each one presses a button that stands on the page.
"use strict";
(() => {
  const form = document.querySelector(".coding");
  if (!form) return;
  const OFF = "detente.review.keys-off";
  const off = document.getElementById("keys-off");
  let chosen = null;

  const remembered = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  if (off) {
    off.closest("label").hidden = false;
    off.checked = remembered();
  }
  off?.addEventListener("change", () => { try { localStorage.setItem(OFF, off.checked ? "1" : "0"); } catch { /* not remembered */ } });

  const edit = () => form.classList.add("editing");
  const field = (row) => {
    edit();
    const input = row.querySelector("input:not([type=hidden]), select, textarea");
    if (!input) return;
    input.focus();
    if (input.select) input.select();
    row.scrollIntoView({ block: "nearest" });
  };
  const press = (key) => {
    const one = document.querySelector(`[data-do~="${key}"]`);
    if (!one) return false;
    if (key === "e") { field(form.querySelector(".field")); return true; }
    if (key === "c" && !form.classList.contains("editing")) { field(form.querySelector(".field")); return true; }
    one.click();
    return true;
  };
  const isTyping = (at) => at.matches("input:not([type=checkbox]), select, textarea");

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.key === "Enter" && event.ctrlKey && form.contains(at)) { event.preventDefault(); press("c"); return; }
    if (event.ctrlKey) return;
    if (isTyping(at)) {
      if (event.key === "Escape") { at.blur(); document.getElementById("item")?.focus(); }
      return;
    }
    if ((off ? off.checked : remembered()) || event.repeat) return;
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

  form.querySelector("a[data-do=e]")?.addEventListener("click", (event) => { event.preventDefault(); field(form.querySelector(".field")); });

  // A form is sent once, however often its key is pressed.
  let sent = false;
  form.addEventListener("submit", (event) => { if (sent) event.preventDefault(); sent = true; });
  window.addEventListener("pageshow", () => { sent = false; });

  // Words that are selected in the text go into the field that was gone to last.
  form.addEventListener("focusin", (event) => { if (event.target.matches("[data-words]")) chosen = event.target; });
  const passage = document.getElementById("passage");
  const place = (node, offset) => {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return Number(piece.dataset.at) + [...before.toString()].length;
  };
  passage?.addEventListener("mouseup", () => {
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
  });
  const isOnce = (words) => passage.textContent.replace(/\s+/g, " ").split(words).length === 2;

  if (form.dataset.edit && form.dataset.edit !== "all") {
    const row = form.querySelector(`[data-field="${CSS.escape(form.dataset.edit)}"]`);
    if (row) field(row);
  }
  const trouble = document.querySelector(".trouble");
  if (trouble) trouble.focus();
})();
