"use strict";
// Lights up the words of an entry, and the entries of words. Without it the page reads the same, and entries are links.
{
  const STRONG = new Set(["t", "q"]);
  const FRAMED = new Set(["s", "v", "a", "r"]);
  let pinned = null;

  // A type says what it means where it stands; the legend is where that is written.
  const means = new Map([...document.querySelectorAll("#codes dt")].map((code) => [code.textContent, code.nextElementSibling]));
  for (const type of document.querySelectorAll(".ty, .code")) {
    const told = means.get(type.textContent);
    if (told) type.title = told.textContent;
  }

  const tokens = (segment) => segment.dataset.i.split(" ");
  const owner = (token) => token.slice(0, -1);

  const darken = () => {
    for (const lit of document.querySelectorAll(".report .on")) lit.classList.remove("on", "k", "b");
  };

  const lightWords = (report, id) => {
    for (const segment of report.querySelectorAll(`u[data-i*="${id}"]`)) {
      const parts = tokens(segment).filter((t) => owner(t) === id).map((t) => t.at(-1));
      if (!parts.length) continue;
      segment.classList.add("on");
      if (parts.some((p) => STRONG.has(p))) segment.classList.add("k");
      else if (parts.some((p) => FRAMED.has(p))) segment.classList.add("b");
    }
    for (const item of report.querySelectorAll(`.it[data-k="${id}"]`)) item.classList.add("on");
  };

  const lightItems = (report, segment) => {
    const ids = new Set(tokens(segment).map(owner));
    for (const item of report.querySelectorAll(".it")) item.classList.toggle("on", ids.has(item.dataset.k));
    segment.classList.add("on");
  };

  const light = (thing) => {
    darken();
    if (!thing) return;
    const report = thing.closest(".report");
    if (thing.matches(".it")) lightWords(report, thing.dataset.k);
    else lightItems(report, thing);
  };

  const thingAt = (target) => (target instanceof Element ? target.closest(".report .it, .report u[data-i]") : null);

  const hold = (thing) => {
    for (const link of document.querySelectorAll(".it a[aria-current]")) link.removeAttribute("aria-current");
    pinned = thing;
    if (pinned?.matches(".it")) pinned.querySelector("a").setAttribute("aria-current", "true");
    light(pinned);
  };

  const bringIntoView = (item) => {
    const words = document.getElementById(item.querySelector("a").hash.slice(1));
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    words?.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };

  document.addEventListener("mouseover", (event) => light(thingAt(event.target) ?? pinned));
  document.addEventListener("focusin", (event) => light(thingAt(event.target) ?? pinned));
  document.addEventListener("focusout", () => light(pinned));
  document.addEventListener("click", (event) => {
    const thing = thingAt(event.target);
    if (!thing) {
      if (event.target.closest("a, input, label, summary") === null) hold(null);
      return;
    }
    if (thing.matches(".it")) event.preventDefault();
    hold(thing === pinned ? null : thing);
    if (pinned?.matches(".it")) bringIntoView(pinned);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hold(null);
  });
}
