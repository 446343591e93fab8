"use strict";
// Keeps the entries in the page alone; writes them to a CSV file, and reads one back.
{
  const words = JSON.parse(document.getElementById("vocabulary").textContent);
  const form = document.getElementById("form");
  const entries = document.getElementById("entries");
  const problems = document.getElementById("problems");
  const ROWS = ["observer", "mission"];
  const further = new WeakMap(); // columns of a loaded file that the form does not have
  let made = 0, unsaved = false;

  const say = (text) => { document.getElementById("status").textContent = text; };
  const all = () => [...entries.children];
  const two = (n) => String(n).padStart(2, "0");
  const input = (root, column) => root.querySelector(`[data-col="${column}"]`);
  const holder = (root, column) => root.querySelector(`[data-f="${column}"]`);

  const get = (root, column) => {
    const found = column === "method" ? root.querySelector('[data-col="method"]:checked') : input(root, column);
    return found && !found.closest("[hidden]") ? found.value.trim() : "";
  };
  const set = (root, column, value) => {
    if (column !== "method") { input(root, column).value = value; return; }
    for (const radio of root.querySelectorAll('[data-col="method"]')) radio.checked = radio.value === value;
  };

  // names, labels and descriptions, so that each field is told with its help and its error
  const wire = (root, prefix) => {
    for (const field of root.querySelectorAll("[data-f]")) {
      const id = `${prefix}-${field.dataset.f}`;
      const help = field.querySelector(":scope > .help:not(.nothing)");
      const err = field.querySelector(":scope > .err");
      err.id = `${id}-err`;
      if (help) help.id = `${id}-help`;
      const label = field.querySelector(":scope > label");
      const control = field.querySelector(":scope > [data-col]");
      if (label && control) { label.htmlFor = id; control.id = id; }
      if (control) control.setAttribute("aria-describedby", [help?.id, err.id].filter(Boolean).join(" "));
    }
    for (const radio of root.querySelectorAll('[data-col="method"]')) radio.name = `${prefix}-method`;
  };

  // times: what the clock of the field shows, and its offset from UTC
  const offsetText = (minutes) => {
    const size = Math.abs(minutes);
    return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  };
  const offsetMinutes = (text) => {
    const [hours, minutes] = text.slice(1).split(":").map(Number);
    return (text[0] === "-" ? -1 : 1) * (hours * 60 + minutes);
  };
  const here = () => offsetText(-new Date().getTimezoneOffset());
  const clock = (date, offset, seconds = false) => {
    const shifted = new Date(date.getTime() + offsetMinutes(offset) * 60000);
    return shifted.toISOString().slice(0, seconds && shifted.getUTCSeconds() ? 19 : 16);
  };
  const fillOffsets = (select) => {
    for (let minutes = -720; minutes <= 840; minutes += 15) {
      const text = offsetText(minutes);
      const usual = minutes % 60 === 0 || ["+03:30", "+04:30", "+05:30", "+05:45", "+06:30", "+09:30", "-03:30"].includes(text);
      if (usual || text === here()) offerOffset(select, text);
    }
    select.value = here();
  };
  const offerOffset = (select, text) => {
    if ([...select.options].some((o) => o.value === text)) return;
    select.add(new Option(`UTC${text === "+00:00" ? "" : text}${text === here() ? " (this device)" : ""}`, text));
  };
  const when = (root, column) => {
    const value = get(root, column);
    return value ? new Date(value + get(root, "offset")) : null;
  };

  const showParts = (root) => {
    const nothing = get(root, "what") === "nothing";
    holder(root, "told_by").hidden = get(root, "method") !== "told";
    root.querySelector(".nothing").hidden = !nothing;
    for (const column of ["count_kind", "count"]) holder(root, column).hidden = nothing;
    for (const group of root.querySelectorAll("[data-group]")) group.hidden = nothing;
    const kind = get(root, "count_kind");
    holder(root, "count").hidden = nothing || kind === "" || kind === "uncounted";
  };

  const NUMBER = /^[+-]?[0-9]{1,9}([.,][0-9]{1,9})?$/;
  const number = (text) => (NUMBER.test(text) ? Number(text.replace(",", ".")) : NaN);
  const within = (text, least, most) => number(text) >= least && number(text) <= most;
  const isDirection = (text) => {
    const folded = text.toLowerCase().replace(/[\s-]+/g, "-");
    if (folded in words.points || text.toLowerCase() in words.points) return true;
    return /^[0-9]{1,3}([.,][0-9]{1,2})? ?(°|degrees|deg)?$/i.test(text) && parseFloat(text.replace(",", ".")) <= 360;
  };

  // the rules by which the desk reads a row; each yields a column and what to do
  function* wrongIn(root) {
    const at = (column) => get(root, column);
    const metres = at("distance_unit") === "m";
    if (!at("place") && !(at("lat") && at("lon"))) yield ["place", "Say where you were: a place, or latitude and longitude."];
    if (at("lat") ? !within(at("lat"), -90, 90) : at("lon")) yield ["lat", "Write the latitude as a number from -90 to 90."];
    if (at("lon") ? !within(at("lon"), -180, 180) : at("lat")) yield ["lon", "Write the longitude as a number from -180 to 180."];
    const from = when(root, "from"), to = when(root, "to");
    if (!from) yield ["from", "Say when it was, or when it began."];
    else if (from.getFullYear() < 1900 || from.getFullYear() > 2198) yield ["from", "Check the year in which it was."];
    if (from && to && to < from) yield ["to", "It ended before it began; check both times."];
    if (at("what") === "nothing" && !(from && to && from < to)) yield ["to", "Say until when you watched."];
    if (!at("method")) yield ["method", "Choose how you know."];
    if (!at("what")) yield ["what", "Choose what it was; “nothing observed” is a report too."];
    if (at("what") === "other" && !at("what_words")) yield ["what_words", "Say what it was."];
    const needsCount = !["", "uncounted"].includes(at("count_kind"));
    if (needsCount && !(/^[0-9]{1,9}$/.test(at("count")) && Number(at("count")) > 0)) yield ["count", "Write how many: a whole number above zero."];
    if (at("direction") && !isDirection(at("direction"))) yield ["direction", "Write the direction as a compass point (SE) or degrees, 0 to 360."];
    for (const column of ["near", "far"]) {
      if (at(column) && !within(at(column), 0, metres ? 500000 : 500)) yield [column, "Write the distance as a number, 500 km at most."];
    }
    if (at("near") && at("far") && number(at("far")) < number(at("near"))) yield ["far", "The longer distance is less than the shorter one."];
    if (at("recognised_by") && !at("who")) yield ["who", "Say who was recognised."];
    if (at("why_not") && !at("not_visited")) yield ["not_visited", "Say which area could not be visited."];
  }

  const mark = (root, column, message) => {
    const field = holder(root, column);
    const err = field.querySelector(":scope > .err");
    err.textContent = message;
    err.hidden = !message;
    const control = field.querySelector(":scope > [data-col]");
    if (control) { if (message) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid"); }
    else field.querySelector(".radios").classList.toggle("wrong", Boolean(message));
  };
  const clear = (root) => { for (const field of root.querySelectorAll("[data-f]")) mark(root, field.dataset.f, ""); };

  const name = (root) => {
    const kind = words.kinds[get(root, "what")];
    const time = get(root, "from").slice(11, 16);
    return [time, kind, get(root, "place")].filter(Boolean).join(", ");
  };
  const refresh = () => {
    all().forEach((root, i) => {
      root.querySelector(".no").textContent = `Observation ${i + 1}`;
      const brief = name(root);
      root.querySelector(".brief").textContent = brief && `· ${brief}`;
      const count = [...wrongIn(root)].length;
      root.querySelector(".state").textContent = count ? (root.classList.contains("wrong") ? `${count} to mend` : "not complete yet") : "complete";
      root.querySelector('[data-do="remove"]').hidden = all().length === 1;
    });
  };

  const add = (values = {}, { focus = true } = {}) => {
    const root = document.getElementById("entry").content.firstElementChild.cloneNode(true);
    made += 1;
    wire(root, `o${made}`);
    fillOffsets(input(root, "offset"));
    entries.append(root);
    for (const [column, value] of Object.entries(values)) {
      if (column === "offset") offerOffset(input(root, "offset"), value);
      set(root, column, value);
    }
    showParts(root);
    refresh();
    if (focus) root.querySelector("summary").focus();
    return root;
  };
  const valuesOf = (root, columns) => Object.fromEntries(columns.map((c) => [c, get(root, c)]).filter(([, v]) => v));

  const locate = (root, button) => {
    const told = root.querySelector(".told");
    if (!navigator.geolocation) { told.textContent = "This browser gives no position; write it in."; return; }
    button.disabled = true;
    told.textContent = "Asking the device …";
    const done = (text) => { told.textContent = text; button.disabled = false; refresh(); };
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        set(root, "lat", coords.latitude.toFixed(5));
        set(root, "lon", coords.longitude.toFixed(5));
        unsaved = true;
        done(`Taken from the device, right to about ${Math.ceil(coords.accuracy)} m.`);
      },
      (error) => done(error.code === 1 ? "The device may not tell it; allow it, or write it in." : "The device does not know it; write it in."),
      { enableHighAccuracy: true, timeout: 30000, maximumAge: 60000 },
    );
  };

  const acts = {
    locate,
    "from-now": (root) => { set(root, "from", clock(new Date(), get(root, "offset"))); },
    "to-now": (root) => { set(root, "to", clock(new Date(), get(root, "offset"))); },
    copy: (root) => {
      const columns = [...words.columns.filter((c) => !ROWS.includes(c)), "offset"];
      add(valuesOf(root, columns));
      say("Copied; change what is different.");
    },
    remove: (root) => {
      if (!confirm("Remove this observation? It cannot be brought back.")) return;
      const near = root.previousElementSibling ?? root.nextElementSibling;
      root.remove();
      near?.querySelector("summary").focus();
      say("Removed.");
    },
  };

  // the file
  const cell = (text) => {
    // a spreadsheet would take such a cell for a formula; the desk takes the apostrophe away again
    const safe = /^[=+\-@]/.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rowOf = (root) => {
    const row = { ...further.get(root) };
    for (const column of words.columns) row[column] = get(ROWS.includes(column) ? form : root, column);
    for (const column of ["from", "to"]) if (row[column]) row[column] += get(root, "offset");
    if (!row.near && !row.far) row.distance_unit = "";
    return row;
  };
  const csvOf = (rows) => {
    const columns = [...new Set([...words.columns, ...rows.flatMap(Object.keys)])];
    const lines = [columns, ...rows.map((row) => columns.map((c) => row[c] ?? ""))];
    return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };
  const fileName = (rows) => {
    const plain = (text) => text.normalize("NFKD").replace(/[^A-Za-z0-9]+/g, "-").replace(/^-|-$/g, "").toLowerCase();
    const day = rows.map((row) => row.from.slice(0, 10)).filter(Boolean).sort()[0] ?? "no-date";
    return `field-report-${day}-${plain(rows[0].observer) || "observer"}.csv`;
  };
  const download = () => {
    const rows = all().map(rowOf);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csvOf(rows)], { type: "text/csv;charset=utf-8" }));
    link.download = fileName(rows);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    unsaved = false;
    return `${rows.length} ${rows.length === 1 ? "observation" : "observations"} as ${link.download}`;
  };

  const check = () => {
    const found = [];
    clear(form);
    if (!get(form, "observer")) found.push([form, "observer", "Write your name or call sign.", "Who reports"]);
    all().forEach((root, i) => {
      clear(root);
      const wrong = [...wrongIn(root)];
      root.classList.toggle("wrong", wrong.length > 0);
      for (const [column, message] of wrong) found.push([root, column, message, `Observation ${i + 1}`]);
    });
    for (const [root, column, message] of found) mark(root, column, message);
    refresh();
    return found;
  };
  const showProblems = (found) => {
    problems.replaceChildren();
    problems.hidden = found.length === 0;
    if (!found.length) return;
    const lead = document.createElement("p");
    lead.textContent = "Not saved yet: the desk cannot use it like this.";
    const list = document.createElement("ul");
    for (const [root, column, message, where] of found) {
      const link = document.createElement("a");
      const control = root.querySelector(`[data-f="${column}"] [data-col]`);
      link.href = `#${control.id || "main"}`;
      link.textContent = `${where}: ${message}`;
      link.addEventListener("click", (event) => {
        event.preventDefault();
        if (root.open === false) root.open = true;
        control.focus();
      });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    const anyway = document.createElement("button");
    anyway.type = "button";
    anyway.className = "small";
    anyway.textContent = "Save it unfinished, to go on later";
    anyway.addEventListener("click", () => { say(`Saved ${download()}, unfinished. Load it to go on.`); problems.hidden = true; });
    problems.append(lead, list, anyway);
    problems.focus();
  };
  const save = () => {
    const found = check();
    showProblems(found);
    say(found.length ? "" : `Saved ${download()}. Hand this file to the desk.`);
  };

  const parse = (text) => {
    const body = text.replace(/^\ufeff/, "").replace(/^sep=.\r?\n/i, "");
    const first = body.split(/\r?\n/, 1)[0];
    const mark = [",", ";", "\t"].reduce((a, b) => (first.split(b).length > first.split(a).length ? b : a));
    const rows = [[""]];
    let quoted = false;
    for (let i = 0; i < body.length; i += 1) {
      const c = body[i], row = rows.at(-1);
      if (quoted) {
        if (c !== '"') row[row.length - 1] += c;
        else if (body[i + 1] === '"') { row[row.length - 1] += c; i += 1; }
        else quoted = false;
      } else if (c === '"') quoted = true;
      else if (c === mark) row.push("");
      else if (c === "\n") rows.push([""]);
      else if (c !== "\r") row[row.length - 1] += c;
    }
    const [header, ...rest] = rows;
    const columns = header.map((c) => (words.columns.includes(c.trim().toLowerCase()) ? c.trim().toLowerCase() : c.trim()));
    const plain = (value) => value.trim().replace(/^'(?=[=+\-@])/, "");
    return rest.filter((row) => row.some((c) => c.trim())).map((row) => Object.fromEntries(columns.map((c, i) => [c, plain(row[i] ?? "")])));
  };
  const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d(?::?\d\d)?)$/i;
  const parseTime = (text) => {
    const found = TIME.exec(text ?? "");
    if (!found) return null;
    const digits = found[3].replace(":", "").padEnd(5, "0");
    const offset = found[3].toUpperCase() === "Z" ? "+00:00" : `${digits.slice(0, 3)}:${digits.slice(3)}`;
    const date = new Date(`${found[1]}T${found[2]}${offset}`);
    return Number.isNaN(date.getTime()) ? null : { date, offset };
  };
  const addRow = (row) => {
    const values = Object.fromEntries(words.columns.filter((c) => !ROWS.includes(c)).map((c) => [c, row[c] ?? ""]));
    const from = parseTime(row.from), to = parseTime(row.to);
    const offset = (from ?? to)?.offset ?? here();
    Object.assign(values, { offset, from: from ? clock(from.date, offset, true) : "", to: to ? clock(to.date, offset, true) : "" });
    values.distance_unit ||= "km";
    const lost = ["what", "method", "count_kind"].filter((c) => values[c] && !{ what: Object.keys(words.kinds), method: words.methods, count_kind: words.counts }[c].includes(values[c]));
    for (const column of lost) values[column] = "";
    if (values.count && !values.count_kind) values.count_kind = "exact";
    const root = add(values, { focus: false });
    further.set(root, Object.fromEntries(Object.entries(row).filter(([c, v]) => c && v && !words.columns.includes(c))));
    const dropped = [...lost, ...["from", "to"].filter((c) => row[c] && !values[c])];
    for (const column of dropped) mark(root, column, `The file says “${row[column]}”, which the form does not know; give it again.`);
    return dropped.length;
  };
  const load = async (file) => {
    const rows = parse(await file.text());
    if (!rows.length || !("observer" in rows[0]) || !("what" in rows[0])) { say(`${file.name} holds no field reports; nothing was changed.`); return; }
    if (unsaved && !confirm("Load the file in place of what is here and not saved?")) return;
    const others = new Set(rows.map((row) => `${row.observer}\n${row.mission}`)).size > 1;
    if (others) { say(`${file.name} is from several observers; load the file of one. Nothing was changed.`); return; }
    entries.replaceChildren();
    problems.hidden = true;
    for (const column of ROWS) set(form, column, rows[0][column] ?? "");
    const dropped = rows.map(addRow).reduce((a, b) => a + b, 0);
    unsaved = false;
    refresh();
    say(`Loaded ${rows.length} from ${file.name}${dropped ? `; ${dropped} values have to be given again` : ""}.`);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    unsaved = true;
    const root = event.target.closest(".entry");
    if (root) showParts(root);
    const field = event.target.closest("[data-f]");
    if (field) mark(field.closest(".entry") ?? form, field.dataset.f, "");
    refresh();
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    acts[button.dataset.do](button.closest(".entry"), button);
    unsaved = true;
    refresh();
  });
  document.getElementById("add").addEventListener("click", () => {
    const last = all().at(-1);
    // where one stands stays the same more often than not; what one sees does not
    add(last ? valuesOf(last, ["place", "lat", "lon", "offset"]) : {});
  });
  document.getElementById("save").addEventListener("click", save);
  document.getElementById("load").addEventListener("change", (event) => {
    const [file] = event.target.files;
    if (file) load(file).catch(() => say("The file cannot be read."));
    event.target.value = "";
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });

  wire(form, "shared");
  add({}, { focus: false });
}
