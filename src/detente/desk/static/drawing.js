// Makes drawings alive when they come into view: what a mark stands on is shown beside it, and a click leads there.
// Without this the picture and the table behind it stand as they are.
(() => {
  "use strict";
  const own = document.currentScript;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  let program = null;

  function load() {
    program ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = own.dataset.bundle;
      script.onload = () => done(window.vegaEmbed);
      script.onerror = failed;
      document.head.append(script);
    });
    return program;
  }

  function line(name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  // Only text is ever set here: what stands in a report may be anything.
  function show(_, event, __, value) {
    tip.hidden = !value || typeof value !== "object";
    if (tip.hidden) return;
    const days = [value.first, value.last].filter((one, n, all) => one && all.indexOf(one) === n).join(" – ");
    const told = [days, value.value ?? ""].filter((one) => one !== "").join(": ");
    tip.replaceChildren(line("span", told));
    if (value.words) tip.append(line("q", value.words));
    const left = Math.min(event.clientX + 12, window.innerWidth - tip.offsetWidth - 8);
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${Math.min(event.clientY + 14, window.innerHeight - tip.offsetHeight - 8)}px`;
  }

  // The picture on the server has the hatch of its own; here it is brought along.
  function hatch(svg) {
    const space = "http://www.w3.org/2000/svg";
    const made = (name, fields) => {
      const one = document.createElementNS(space, name);
      for (const [key, value] of Object.entries(fields)) one.setAttribute(key, value);
      return one;
    };
    const pattern = made("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(made("path", { d: "M0 0V5", stroke: "var(--other)", "stroke-width": 3 }));
    const kept = made("defs", {});
    kept.append(pattern);
    svg.prepend(kept);
  }

  function width(canvas) {
    if (matchMedia("(max-width: 640px)").matches) return "narrow";
    return matchMedia("(max-width: 1240px)").matches ? "middle" : "wide";
  }

  async function enliven(canvas) {
    const picture = canvas.querySelector("picture");
    const address = new URL(canvas.dataset.drawing, location.href);
    address.searchParams.set("width", width(canvas));
    const [embed, answer] = await Promise.all([load(), fetch(address)]);
    if (!answer.ok) return;
    const place = document.createElement("div");
    const made = await embed(place, await answer.json(), {
      mode: "vega", renderer: "svg", actions: false, defaultStyle: false, ast: true, hover: false, tooltip: show,
    });
    const svg = place.querySelector("svg");
    hatch(svg);
    made.view.addEventListener("mouseout", () => { tip.hidden = true; });
    picture.replaceWith(place);
  }

  const seen = new IntersectionObserver((entries) => {
    for (const one of entries) {
      if (!one.isIntersecting) continue;
      seen.unobserve(one.target);
      enliven(one.target).catch(() => {});
    }
  });
  document.body.append(tip);
  for (const canvas of document.querySelectorAll("[data-drawing]")) seen.observe(canvas);
})();
