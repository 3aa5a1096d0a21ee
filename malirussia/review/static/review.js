// The page of review: shows a draft and sends what keys ask for. Every step is saved by the server before it is shown.
"use strict";

const body = document.body;
const WORDS = JSON.parse(body.dataset.words);
const LANG = body.dataset.lang;
const BASE = `${body.dataset.root}/draft/${body.dataset.id}`;
const MARKS = ["", "proposed", "covered", "ignored"];
const SIGNS = { proposed: "·", accepted: "✓", edited: "✎", rejected: "✗" };
const FIELDS = ["subject", "predicate", "object", "text", "value.low", "value.high", "value.unit", "value.per",
  "value.approx", "date", "as_printed", "polarity", "modality", "by", "status", "sector", "fr", "en", "note"];
const PROMISE = ["id", "by", "to", "made", "due", "rhythm", "met_by", "fr", "en"].map((part) => `commitment.${part}`);
const LISTS = { subject: "entity", object: "entity", by: "entity", "commitment.by": "entity", "commitment.to": "entity",
  predicate: "predicate", polarity: "polarity", modality: "modality", status: "status", sector: "sector",
  "value.unit": "unit", "value.per": "per", kind: "kind", schema: "schema", "source.voice": "entity", "source.kind": "source" };
const SOURCE = ["title", "publisher", "published", "voice", "kind", "origin_group", "url"].map((part) => `source.${part}`);
const CARRIED = { entity: ["object"], text: ["text"],
  quantity: ["value.low", "value.high", "value.unit", "value.per", "value.approx"], none: [] };

const $ = (id) => document.getElementById(id);
const say = (name, held = {}) => WORDS[name].replace(/\{(\w+)\}/g, (whole, key) => (key in held ? held[key] : whole));

let article = null; // what never changes
let state = null; // the draft as saved
let shown = []; // the element of each word
let current = null; // the id of the candidate that is looked at
let marked = new Set(); // candidates to be merged
let caret = 0; // the word that the arrows are at
let anchor = null; // where a selection begins, or null
let form = null; // the open form of the detail
let queue = Promise.resolve(); // steps one after another
let number = 0;
let missing = new Set(); // words that must not stay open
let listed = ""; // the entities that completion knows

function make(tag, fields = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

function tell(text, fault = false) {
  $("told").textContent = text;
  $("told").classList.toggle("fault", fault);
}

// -- to the server ---------------------------------------------------------------------------------------------------

async function send(path, content) {
  const call = () => fetch(`${BASE}/${path}?lang=${LANG}`, content === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(content) });
  let answer;
  try {
    answer = await call();
  } catch {
    // An answer that is lost is asked for again: a step that arrives twice is done once.
    await new Promise((go) => setTimeout(go, 300));
    try {
      answer = await call();
    } catch {
      return { fault: say("gone"), gone: true };
    }
  }
  const kind = answer.headers.get("Content-Type") || "";
  if (!kind.startsWith("application/json")) return { fault: say("not_saved", { fault: String(answer.status) }) };
  return answer.json();
}

function step(did, asked = {}) {
  const seen = {};
  for (const id of [asked.id, ...(asked.ids || [])]) {
    const held = find(id);
    if (held) seen[id] = asked.seen || held.seen;
  }
  number += 1;
  const key = `${performance.timeOrigin}-${number}-${Math.random().toString(36).slice(2)}`;
  return send("step", { key, did, revision: state.revision, ...asked, seen });
}

/** Does a step and shows what came of it; gives the answer, or null where nothing was done. */
async function done(did, asked) {
  const answer = await step(did, asked);
  if (answer.changed) {
    await refresh();
    tell(say("other_window"), true);
    return null;
  }
  if (answer.fault) {
    tell(answer.gone ? answer.fault : say("not_saved", { fault: answer.fault }), true);
    return { fault: answer.fault, field: answer.field, failed: true };
  }
  take(answer.state);
  if (!answer.wrong) tell(say("saved", { n: state.revision }));
  return answer;
}

async function refresh() {
  const newest = await send("state");
  if (newest.candidates) take(newest);
  return newest;
}

async function look() {
  if (document.hidden || !state || body.dataset.busy !== "0") return;
  let answer;
  try {
    answer = await fetch(`${BASE}/state?lang=${LANG}&since=${state.revision}`);
  } catch {
    tell(say("gone"), true);
    return;
  }
  if (answer.status !== 200) return;
  const newest = await answer.json();
  if (newest.revision > state.revision && body.dataset.busy === "0") {
    take(newest);
    tell(say("news", { n: newest.revision }));
  }
}

// -- what is shown ---------------------------------------------------------------------------------------------------

const find = (id) => (state ? state.candidates.find((held) => held.id === id) : undefined);
const place = (id) => state.candidates.findIndex((held) => held.id === id);
const judged = (held) => held.state !== "proposed";

function take(newest) {
  const before = state;
  state = newest;
  if (current === null || !find(current)) {
    const first = state.candidates.find((held) => !judged(held)) || state.candidates[0];
    current = first ? first.id : null;
  }
  marked = new Set([...marked].filter((id) => find(id)));
  showMarks(before);
  showList(before);
  showDetail();
  showCounts();
}

/** The words, each an element, in a block a line of the text: a word that changes has only its line set anew. */
function showArticle() {
  const pane = $("article");
  const text = article.text;
  const blocks = [];
  let block = null;
  const open = (blank) => {
    block = make("div", { class: blank ? "par apart" : "par" });
    blocks.push(block);
  };
  const put = (between) => {
    const lines = between.split("\n");
    if (!block || lines.length > 1) {
      if (block && lines[0].trim()) block.append(lines[0]);
      for (const line of lines.slice(1, -1)) if (line.trim()) {
        open(false);
        block.append(line);
      }
      open(lines.length > 2);
    }
    const last = lines[lines.length - 1];
    if (last) block.append(last);
  };
  let at = 0;
  shown = article.spans.map(([start, end], index) => {
    if (start > at || !block) put(text.slice(at, start));
    // What stands between two words of a line belongs to the first: a mark runs on.
    const next = article.spans[index + 1];
    const between = next ? text.slice(end, next[0]) : "";
    const stop = between.includes("\n") ? end : end + between.length;
    const word = make("span", { class: "word" }, text.slice(start, stop));
    word.index = index;
    block.append(word);
    at = stop;
    return word;
  });
  if (at < text.length) put(text.slice(at));
  pane.replaceChildren(...blocks);
  pane.lang = article.lang;
}

function showMarks(before) {
  const old = before ? before.marks : "";
  for (let i = 0; i < shown.length; i += 1) {
    if (state.marks[i] === old[i]) continue;
    if (old[i] > "0") shown[i].classList.remove(MARKS[old[i]]);
    if (state.marks[i] > "0") shown[i].classList.add(MARKS[state.marks[i]]);
  }
  const now = new Set();
  for (const [first, n] of state.open_found) {
    for (let i = first; i < first + n; i += 1) if (state.marks[i] === "0") now.add(i);
  }
  for (const i of missing) if (!now.has(i)) shown[i].classList.remove("missing");
  for (const i of now) if (!missing.has(i)) shown[i].classList.add("missing");
  missing = now;
}

function sentence(held) {
  const own = held[LANG] || held.en || held.fr;
  if (own) return own;
  const name = (list, key) => (list.find(([known]) => known === key) || [key, key])[1];
  return [name(state.entities, held.subject), name(article.choices.predicate, held.predicate),
    held.object ? name(state.entities, held.object) : held.text].filter(Boolean).join(" · ");
}

function row(held) {
  const faulty = Boolean(state.problems[held.id]);
  const element = make("div", { role: "option", id: `row-${held.id}`, class: `row ${held.state}` },
    make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[held.state]),
    make("span", { class: "key" }, held.id),
    make("span", { class: "says" }, sentence(held)),
    make("span", { class: "state" }, faulty ? `⚠ ${say("problems")}` : say(`state_${held.state}`)));
  element.classList.toggle("faulty", faulty);
  element.shows = JSON.stringify([held, faulty]);
  return element;
}

function showList() {
  const list = $("list");
  list.setAttribute("role", state.candidates.length ? "listbox" : "group");
  const there = new Map([...list.children].map((element) => [element.id, element]));
  const rows = state.candidates.map((held) => {
    const old = there.get(`row-${held.id}`);
    const faulty = Boolean(state.problems[held.id]);
    return old && old.shows === JSON.stringify([held, faulty]) ? old : row(held);
  });
  // Only rows that are new or moved are touched: the others are not laid out anew.
  const keep = new Set(rows);
  for (const old of [...list.children]) if (!keep.has(old)) old.remove();
  let after = list.firstChild;
  for (const element of rows) {
    if (element === after) after = after.nextSibling;
    else list.insertBefore(element, after);
  }
  rows.forEach((element, i) => element.classList.toggle("marked", marked.has(state.candidates[i].id)));
  choose(current, false);
}

/** Looks at a candidate: its row, its passage, its detail. */
function choose(id, scroll = true) {
  for (const old of document.querySelectorAll('#list [aria-selected="true"]')) {
    if (old.id !== `row-${id}`) old.setAttribute("aria-selected", "false");
  }
  const changed = current !== id;
  current = id;
  const element = id && $(`row-${id}`);
  for (const word of [...document.querySelectorAll(".word.current")]) word.classList.remove("current");
  if (!element) return;
  element.setAttribute("aria-selected", "true");
  $("list").setAttribute("aria-activedescendant", element.id);
  const held = find(id);
  if (held.words) {
    for (let i = held.first; i < held.first + held.words && i < shown.length; i += 1) shown[i].classList.add("current");
    if (scroll && shown[held.first]) {
      if (anchor === null) moveCaret(held.first, false);
      into($("article"), shown[held.first]);
    }
  }
  if (scroll) into($("list"), element);
  if (changed) {
    if (form && form.root) form = null;
    showDetail();
  }
}

/** Scrolls a pane so far that an element stands in it. */
function into(pane, element) {
  const inner = element.getBoundingClientRect();
  const outer = pane.getBoundingClientRect();
  if (inner.top >= outer.top + 24 && inner.bottom <= outer.bottom - 24) return;
  pane.scrollTop += inner.top - outer.top - outer.height / 3;
}

function value(held, name) {
  const [group, part] = name.split(".");
  const whole = held[group];
  if (part === undefined) return whole === undefined || whole === null ? "" : whole;
  const inner = whole ? whole[part] : undefined;
  return Array.isArray(inner) ? inner.join(" ") : inner === undefined || inner === null ? "" : inner;
}

function label(name, held) {
  const list = LISTS[name];
  const pairs = list === "entity" ? state.entities : article.choices[list] || [];
  const pair = pairs.find(([key]) => key === held);
  return pair && pair[1] !== held ? `${pair[1]} (${held})` : String(held);
}

function passage(first, n) {
  if (!n || !article.spans[first]) return "";
  const last = article.spans[Math.min(first + n, article.spans.length) - 1];
  return article.text.slice(article.spans[first][0], last[1]).replace(/\s+/g, " ");
}

function showDetail() {
  if (form) return;
  const pane = $("detail");
  const held = find(current);
  if (!held) {
    pane.replaceChildren();
    return;
  }
  const pairs = [];
  const put = (name, text, fault = false) => {
    if (text === "" || text === false) return;
    pairs.push(make("dt", {}, name), make("dd", { class: fault ? "fault" : undefined }, String(text)));
  };
  for (const problem of state.problems[held.id] || []) {
    const named = problem.field && WORDS[`field.${problem.field}`];
    put(named || say("problems"), `${problem.found}; ${problem.todo}`, true);
  }
  put(say("passage"), passage(held.first, held.words));
  for (const name of [...FIELDS, ...PROMISE]) {
    const text = value(held, name);
    if (name === "polarity" && text === "affirmed") continue;
    if (name === "value.per" && text === "once") continue;
    if (name === "value.approx" && text !== true) continue;
    put(say(`field.${name}`), text === true ? "✓" : text === "" ? "" : label(name, text));
  }
  put(say("reason_given"), held.rejected || "");
  const why = (held.why || []).map((reason) => say(`why_${reason.kind}`, { of: reason.of }));
  put(say("why"), why.join("; "));
  pane.replaceChildren(make("dl", {}, ...pairs));
}

function showCounts() {
  const left = state.candidates.filter((held) => !judged(held)).length;
  $("count").textContent = say("left", { left, all: state.candidates.length });
  const sums = [0, 0, 0, 0];
  for (const mark of state.marks) sums[mark] += 1;
  const share = (n) => new Intl.NumberFormat(LANG, { style: "percent" }).format(state.marks.length ? n / state.marks.length : 0);
  $("parts").textContent = say("of_words", { covered: share(sums[2] + sums[3]), proposed: share(sums[1]), open: share(sums[0]) });
}

// -- words that are selected -----------------------------------------------------------------------------------------

function selected() {
  return anchor === null ? null : [Math.min(anchor, caret), Math.abs(anchor - caret) + 1];
}

function showSelection() {
  for (const word of [...document.querySelectorAll(".word.selected")]) word.classList.remove("selected");
  const run = selected();
  if (!run) return;
  for (let i = run[0]; i < run[0] + run[1]; i += 1) shown[i].classList.add("selected");
  tell(say("selected", { words: passage(run[0], run[1]) }));
}

function moveCaret(to, scroll = true) {
  if (!shown.length) return;
  shown[caret]?.classList.remove("caret");
  caret = Math.max(0, Math.min(shown.length - 1, to));
  shown[caret].classList.add("caret");
  if (scroll) into($("article"), shown[caret]);
}

/** The word above or below the caret, by what is seen. */
function line(direction) {
  const from = shown[caret].getBoundingClientRect();
  let best = caret;
  let top = null;
  let distance = Infinity;
  for (let i = caret + direction; i >= 0 && i < shown.length; i += direction) {
    const there = shown[i].getBoundingClientRect();
    if (Math.abs(there.top - from.top) < 4) continue;
    if (top === null) top = there.top;
    if (Math.abs(there.top - top) >= 4) break;
    const far = Math.abs(there.left - from.left);
    if (far < distance) [best, distance] = [i, far];
  }
  return best;
}

function wordOf(node) {
  const element = node && (node.nodeType === Node.TEXT_NODE ? node.parentElement : node);
  const word = element && element.closest ? element.closest(".word") : null;
  return word ? word.index : null;
}

/** Words that a browser's own selection touches, from the first to the last. */
function fromMouse() {
  const held = window.getSelection();
  if (!held || held.isCollapsed || !held.rangeCount) return;
  const range = held.getRangeAt(0);
  if (!$("article").contains(range.commonAncestorContainer)) return;
  // Where a selection begins or ends between two words, the nearest word inside it counts.
  let low = wordOf(range.startContainer);
  let high = wordOf(range.endContainer);
  const inside = (i) => range.intersectsNode(shown[i]) && touches(range, shown[i]);
  if (low === null || !inside(low)) low = seek(range, 1, low);
  if (high === null || !inside(high)) high = seek(range, -1, high);
  held.removeAllRanges();
  if (low === null || high === null || high < low) return;
  anchor = low;
  moveCaret(high, false);
  showSelection();
}

function touches(range, word) {
  const text = word.firstChild;
  const first = range.startContainer === text ? range.startOffset < text.length : true;
  const last = range.endContainer === text ? range.endOffset > 0 : true;
  return first && last;
}

function seek(range, direction, from) {
  const start = from !== null ? from + direction : direction > 0 ? 0 : shown.length - 1;
  for (let i = start; i >= 0 && i < shown.length; i += direction) {
    if (range.intersectsNode(shown[i]) && touches(range, shown[i])) return i;
  }
  return null;
}

function letGo() {
  anchor = null;
  showSelection();
}

// -- the form of a candidate -----------------------------------------------------------------------------------------

function lists() {
  const entities = JSON.stringify(state.entities);
  if (entities === listed) return;
  listed = entities;
  for (const old of document.querySelectorAll("datalist:not(#of-reason)")) old.remove();
  for (const name of new Set(Object.values(LISTS))) {
    const pairs = name === "entity" ? state.entities
      : name === "schema" ? [...new Set(Object.values(article.choices.schemas).flat())].map((one) => [one, one])
      : article.choices[name];
    body.append(make("datalist", { id: `of-${name}` }, ...pairs.map(([key, text]) => make("option", { value: key }, text))));
  }
}

function lineOf(name, held, prefix) {
  const id = `${prefix}-${name}`;
  const tick = name === "value.approx";
  const input = make("input", { id, name, type: tick ? "checkbox" : "text", autocomplete: "off", spellcheck: "false",
    list: LISTS[name] && `of-${LISTS[name]}`, "aria-describedby": `${id}-fault`,
    lang: name.endsWith("fr") ? "fr" : name.endsWith("en") ? "en" : undefined });
  if (tick) input.checked = held === true;
  else input.value = held === undefined ? "" : String(held);
  return make("div", { class: "line", "data-line": name },
    make("label", { for: id }, say(`field.${name}`)), input, make("div", { id: `${id}-fault`, class: "fault", lang: "en" }));
}

function read(root) {
  const fields = {};
  for (const input of root.querySelectorAll("input[name]")) {
    fields[input.name] = input.type === "checkbox" ? input.checked : input.value;
  }
  return fields;
}

/** Writes each problem beside its line; what has no line stands on top. Gives the first line that is wrong. */
function showProblems(root, problems) {
  const lines = new Map([...root.querySelectorAll(".line")].map((element) => [element.dataset.line, element]));
  for (const element of lines.values()) {
    element.querySelector(".fault").textContent = "";
    element.querySelector("input").removeAttribute("aria-invalid");
  }
  const rest = [];
  let first = null;
  for (const problem of problems) {
    const name = problem.field || "";
    const element = lines.get(name) || lines.get({ value: "value.low", commitment: "commitment.id" }[name]);
    const text = `${problem.found}; ${problem.todo}`;
    if (!element) {
      rest.push(problem.field && !WORDS[`field.${name}`] ? `${name}: ${text}` : text);
      continue;
    }
    element.hidden = false;
    element.closest("details")?.setAttribute("open", "");
    element.querySelector(".fault").textContent = text;
    const input = element.querySelector("input");
    input.setAttribute("aria-invalid", "true");
    if (!first || input.compareDocumentPosition(first) & Node.DOCUMENT_POSITION_FOLLOWING) first = input;
  }
  root.querySelector(".rest").textContent = rest.join(" · ");
  return first;
}

function fit(root) {
  const predicate = root.querySelector('[name="predicate"]').value;
  const carried = CARRIED[article.choices.objects[predicate]];
  for (const [kind, names] of Object.entries(CARRIED)) {
    for (const name of names) {
      const input = root.querySelector(`[name="${name}"]`);
      const filled = input.type === "checkbox" ? input.checked : input.value !== "" && !(name === "value.per");
      input.closest(".line").hidden = Boolean(carried) && kind !== article.choices.objects[predicate] && !filled;
    }
  }
}

const kept = (id) => `malirussia-${body.dataset.id}-${id}`;

function openForm(problems = [], focus = null) {
  const held = find(current);
  if (!held) return;
  lists();
  const root = make("form", { novalidate: true },
    make("p", { class: "how" }, passage(held.first, held.words)),
    make("div", { class: "rest fault", lang: "en" }),
    ...FIELDS.map((name) => lineOf(name, value(held, name), "line")),
    make("details", { open: Boolean(held.commitment) }, make("summary", {}, say("promise")),
      ...PROMISE.map((name) => lineOf(name, value(held, name), "line"))),
    make("button", { type: "submit" }, make("kbd", {}, "Enter"), ` ${say("save")}`), " ",
    make("button", { type: "button", onclick: () => closeForm() }, make("kbd", {}, "Esc"), ` ${say("close")}`));
  form = { root, id: held.id, seen: held.seen, round: 0, timer: 0 };
  root.addEventListener("input", (event) => {
    form.typed = event.timeStamp;
    fit(root);
    sessionStorage.setItem(kept(held.id), JSON.stringify(read(root)));
    clearTimeout(form.timer);
    form.timer = setTimeout(check, 10);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    perform(saveForm);
  });
  $("detail").replaceChildren(root);
  const typed = sessionStorage.getItem(kept(held.id));
  if (typed) {
    for (const [name, text] of Object.entries(JSON.parse(typed))) {
      const input = root.querySelector(`[name="${name}"]`);
      if (input && input.type === "checkbox") input.checked = text === true;
      else if (input) input.value = text;
    }
  }
  fit(root);
  const wrong = showProblems(root, problems);
  (focus || wrong || root.querySelector('[name="subject"]')).focus();
  if (!problems.length) check();
}

async function check() {
  const open = form;
  if (!open) return;
  open.round += 1;
  const round = open.round;
  const answer = await send("check", { id: open.id, fields: read(open.root) });
  if (form !== open || open.round !== round || !Array.isArray(answer)) return;
  showProblems(open.root, answer);
  if (open.typed) performance.measure("error of a line", { start: open.typed, end: performance.now() });
}

async function saveForm() {
  const open = form;
  if (!open) return;
  clearTimeout(open.timer);
  const answer = await done("edit", { id: open.id, fields: read(open.root), seen: open.seen });
  if (answer === null) {
    // The next Enter is for what stands there now.
    open.seen = find(open.id) ? find(open.id).seen : "";
    return;
  }
  if (answer.failed) {
    check();
    return;
  }
  sessionStorage.removeItem(kept(open.id));
  const wrong = state.problems[open.id];
  if (wrong && wrong.length) {
    open.seen = find(open.id).seen;
    const first = showProblems(open.root, wrong);
    if (first) first.focus();
    return;
  }
  form = null;
  choose(open.id, false);
  showDetail();
  $("list").focus();
}

function closeForm() {
  if (!form) return;
  sessionStorage.removeItem(kept(form.id));
  form = null;
  showDetail();
  $("list").focus();
}

let returns = null; // where the focus goes when the dialog closes

function closeDialog() {
  const dialog = $("dialog");
  if (!dialog.open) return;
  dialog.close();
  $("veil").hidden = true;
  returns.focus();
}

function inDialog(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    perform(closeDialog, event.timeStamp, "Escape");
  } else if (event.key === "Tab") {
    const stops = [...$("dialog").querySelectorAll("input, button")];
    const at = stops.indexOf(document.activeElement);
    const to = event.shiftKey ? at - 1 : at + 1;
    if (at === -1 || to < 0 || to >= stops.length) {
      event.preventDefault();
      stops[event.shiftKey ? stops.length - 1 : 0].focus();
    }
  }
}

// -- small dialogs ---------------------------------------------------------------------------------------------------

/** Asks in a dialog; `save` gets the lines and says with true that it may close. */
function ask(title, children, save, button = say("save")) {
  const dialog = $("dialog");
  const back = document.activeElement;
  const root = make("form", { novalidate: true }, make("h2", { id: "dialog-head" }, title),
    make("div", { class: "rest fault", role: "alert" }), ...children,
    save ? make("button", { type: "submit" }, make("kbd", {}, "Enter"), ` ${button}`) : "", " ",
    make("button", { type: "button", onclick: closeDialog }, make("kbd", {}, "Esc"), ` ${say("close")}`));
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    if (save) perform(async () => {
      if (await save(read(root), root)) closeDialog();
    });
  });
  dialog.replaceChildren(root);
  returns = back && back.isConnected && back !== body && !dialog.contains(back) ? back : $("list");
  // Not showModal: making thousands of words inert takes longer than a key may. The veil and Tab keep to the dialog.
  dialog.show();
  $("veil").hidden = false;
  const first = root.querySelector("input, button");
  if (first) first.focus();
}

function lineFor(name, text, held = "", list = null, tick = false) {
  const id = `ask-${name}`;
  const input = make("input", { id, name, type: tick ? "checkbox" : "text", autocomplete: "off", list, value: tick ? null : held,
    "aria-describedby": `${id}-fault` });
  return make("div", { class: "line", "data-line": name }, make("label", { for: id }, text), input,
    make("div", { id: `${id}-fault`, class: "fault" }));
}

async function saved(did, asked, root) {
  const answer = await done(did, asked);
  if (answer && !answer.failed) return answer;
  const fault = answer ? answer.fault : say("other_window");
  if (answer && answer.field) showProblems(root, [{ field: answer.field, found: answer.fault.split("; ")[0], todo: answer.fault.split("; ").slice(1).join("; ") }]);
  else root.querySelector(".rest").textContent = fault;
  return null;
}

function reasons() {
  const known = new Set(state.candidates.map((held) => held.rejected).filter(Boolean));
  $("of-reason")?.remove();
  body.append(make("datalist", { id: "of-reason" }, ...[...known].map((reason) => make("option", { value: reason }))));
  return "of-reason";
}

function slug(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

// -- what keys do ----------------------------------------------------------------------------------------------------

function goOn() {
  const from = place(current);
  const order = [...state.candidates.slice(from + 1), ...state.candidates.slice(0, from + 1)];
  const next = order.find((held) => !judged(held));
  if (next) choose(next.id);
  else tell(say("none_left"));
}

function walk(by) {
  const to = Math.max(0, Math.min(state.candidates.length - 1, place(current) + by));
  if (state.candidates[to]) choose(state.candidates[to].id);
}

const needs = (name) => {
  tell(say(name), true);
};

const ACTIONS = {
  accept: { key: "a", async do() {
    if (!find(current)) return;
    const answer = await done("accept", { id: current });
    if (!answer || answer.failed) return;
    if (answer.wrong) openForm(answer.wrong);
    else goOn();
  } },
  edit: { key: "e", do() {
    openForm();
  } },
  reject: { key: "r", do() {
    const id = current;
    if (!find(id)) return;
    let seen = find(id).seen; // as it stands when the question is asked, whatever another window does meanwhile
    ask(say("why_reject"), [make("p", { class: "how" }, sentence(find(id))), lineFor("reason", say("reason_given"), "", reasons())],
      async (fields, root) => {
        const answer = await saved("reject", { id, reason: fields.reason, seen }, root);
        if (answer) goOn();
        else seen = find(id)?.seen; // who has been told presses again for what stands there now
        return answer;
      }, say("reject"));
  } },
  reopen: { key: "o", async do() {
    if (find(current)) await done("reopen", { id: current });
  } },
  split: { key: "s", async do() {
    const held = find(current);
    if (!held) return;
    if (!(caret > held.first && caret < held.first + held.words)) return needs("split_first");
    const answer = await done("split", { id: current, at: caret });
    if (answer && answer.made) choose(answer.made);
  } },
  mark: { key: "x", do() {
    if (!find(current)) return;
    if (!marked.delete(current)) marked.add(current);
    showList();
  } },
  merge: { key: "m", async do() {
    const others = [...marked].filter((id) => id !== current);
    if (!others.length || !find(current)) return needs("mark_first");
    const answer = await done("merge", { ids: [current, ...others] });
    if (answer && !answer.failed) {
      marked.clear();
      showList();
    }
  } },
  add: { key: "n", async do() {
    const run = selected();
    if (!run) return needs("select_first");
    const answer = await done("add", { first: run[0], words: run[1] });
    if (!answer || !answer.made) return;
    letGo();
    form = { root: null }; // its form is opened: its detail need not be shown first
    choose(answer.made);
    openForm();
  } },
  move: { key: "p", async do() {
    const run = selected();
    if (!run || !find(current)) return needs("select_first");
    const answer = await done("move", { id: current, first: run[0], words: run[1] });
    if (answer && !answer.failed) letGo();
  } },
  ignore: { key: "i", do() {
    const run = selected();
    if (!run) return needs("select_first");
    ask(say("why_ignore"), [make("p", { class: "how" }, passage(run[0], run[1])), lineFor("reason", say("reason_given")),
      lineFor("furniture", say("furniture"), "", null, true)], async (fields, root) => {
      const answer = await saved("ignore", { first: run[0], words: run[1], reason: fields.reason, furniture: fields.furniture }, root);
      if (answer) letGo();
      return answer;
    }, say("ignore"));
  } },
  heed: { key: "h", async do() {
    const there = Object.entries(state.ignored).find(([, held]) => caret >= held.first && caret < held.first + held.words);
    if (!there) return needs("ignored_first");
    await done("heed", { id: there[0] });
  } },
  entity: { key: "c", do() {
    const run = selected();
    const printed = run ? passage(run[0], run[1]) : "";
    lists();
    const held = { id: slug(printed), fr: printed, en: printed };
    const lines = ["id", "fr", "en", "kind", "schema", "country", "qid"].map((name) => {
      const element = lineOf(name, held[name], "ask");
      return element;
    });
    ask(say("entity"), lines, async (fields, root) => {
      const { id, ...rest } = fields;
      const asked = run ? { first: run[0], words: run[1] } : {};
      const answer = await saved("entity", { id, fields: rest, ...asked }, root);
      if (answer) letGo();
      return answer;
    });
    const dialog = $("dialog");
    dialog.querySelector('[name="kind"]').addEventListener("input", (event) => {
      const schemas = article.choices.schemas[event.target.value];
      const input = dialog.querySelector('[name="schema"]');
      if (schemas && !schemas.includes(input.value)) input.value = schemas[0];
    });
  } },
  source: { key: "b", do() {
    lists();
    ask(say("source"), SOURCE.map((name) => lineOf(name, value(state, name), "ask")),
      (fields, root) => saved("source", { fields }, root));
  } },
  undo: { key: "u", async do() {
    if (!state.undo) return tell(say("nothing_to_undo"));
    await done("undo");
  } },
  redo: { key: "U", async do() {
    if (!state.redo) return tell(say("nothing_to_redo"));
    await done("redo");
  } },
  next: { key: "g", do: goOn },
  problem: { key: "f", do() {
    const from = place(current);
    const order = [...state.candidates.slice(from + 1), ...state.candidates.slice(0, from + 1)];
    const wrong = order.find((held) => state.problems[held.id]);
    if (!wrong) return tell(say("no_problem"));
    choose(wrong.id);
    openForm(state.problems[wrong.id]);
  } },
  finish: { key: "w", do() {
    ask(say("finish"), [lineFor("coded_by", say("coded_by")), lineFor("reviewed_by", say("reviewed_by")),
      lineFor("over", say("over"), "", null, true)], finish, say("finish"));
  } },
  language: { key: "l", do() {
    location.search = `?lang=${LANG === "fr" ? "en" : "fr"}`;
  } },
  help: { key: "?", do() {
    const pairs = Object.entries(ACTIONS).map(([name, action]) => [action.key, say(name)]);
    pairs.unshift(["↑ ↓ j k", say("walk")], ["← → Shift", say("select")], ["t", say("panes")], ["Enter Esc", say("enter_escape")]);
    ask(say("help"), [make("dl", { class: "keys" }, ...pairs.flatMap(([key, text]) =>
      [make("dt", {}, make("kbd", {}, key)), make("dd", {}, text)]))], null);
  } },
};

/** What a change says, in the words of the page where it is a word of a closed list. */
function named(change) {
  const pairs = article.choices[change.kind] || [];
  return (pairs.find(([key]) => key === change.told) || [null, change.told])[1];
}

async function finish(fields, root) {
  root.querySelector(".rest").textContent = say("writing");
  const answer = await send("finish", fields);
  const dialog = $("dialog");
  if (answer.fault) {
    root.querySelector(".rest").replaceChildren(say("refused"), make("ul", {},
      ...(answer.problems || [answer.fault]).map((problem) => make("li", {}, problem))));
    return false;
  }
  await refresh();
  const done = answer.accepted;
  const parts = [make("p", {}, done.written.length ? say("written", { n: done.claims, passages: done.passages }) : say("unchanged"))];
  if (done.open) parts.push(make("p", {}, say("still_open", { n: done.open })));
  for (const kind of ["fact", "corroborated", "carried", "disputed", "conflict", "status", "commitment", "gone"]) {
    const changes = done.changes.filter((change) => change.kind === kind);
    if (changes.length) parts.push(make("h3", {}, `${say(`change_${kind}`)} (${changes.length})`), make("ul", {},
      ...changes.map((change) => make("li", {}, make("code", {}, change.id), ` ${named(change)}`))));
  }
  if (answer.overdue.length) parts.push(make("h3", {}, say("overdue")), make("ul", {}, ...answer.overdue.map((told) => make("li", {}, told))));
  const to = returns;
  closeDialog();
  to.focus();
  ask(say("finish"), parts, null);
  return false;
}

/** Does one thing after another; the page is busy until what was asked for is seen. */
function perform(work, started = performance.now(), name = "step") {
  body.dataset.busy = String(Number(body.dataset.busy) + 1);
  queue = queue.then(work).catch((error) => tell(String(error), true)).then(() => {
    requestAnimationFrame(() => setTimeout(() => {
      performance.measure(`key ${name}`, { start: started, end: performance.now() });
      body.dataset.busy = String(Number(body.dataset.busy) - 1);
    }));
  });
  return queue;
}

function inArticle(event) {
  const to = { ArrowLeft: () => caret - 1, ArrowRight: () => caret + 1, ArrowUp: () => line(-1), ArrowDown: () => line(1),
    Home: () => 0, End: () => shown.length - 1 }[event.key];
  if (!to) return false;
  const keep = event.shiftKey;
  if (keep && anchor === null) anchor = caret;
  if (!keep && anchor !== null) letGo();
  moveCaret(to());
  if (keep) showSelection();
  else tell(say("word_at", { n: caret + 1, word: passage(caret, 1) }));
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!state || event.isComposing) return;
  if ($("dialog").open) {
    inDialog(event);
    return;
  }
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && form) {
    event.preventDefault();
    perform(closeForm, event.timeStamp, "Escape");
    return;
  }
  if (typing || event.altKey) return;
  const command = event.ctrlKey || event.metaKey;
  if (command) {
    const did = { z: event.shiftKey ? "redo" : "undo", Z: "redo", y: "redo" }[event.key];
    if (!did) return;
    event.preventDefault();
    perform(ACTIONS[did].do, event.timeStamp, event.key);
    return;
  }
  const focused = document.activeElement;
  let work = null;
  if (focused === $("article") && event.key.match(/^(Arrow|Home$|End$)/)) work = () => inArticle(event);
  else if (focused !== $("detail") && (event.key === "ArrowDown" || event.key === "j")) work = () => walk(1);
  else if (focused !== $("detail") && (event.key === "ArrowUp" || event.key === "k")) work = () => walk(-1);
  else if (event.key === "t") work = () => (focused === $("article") ? $("list") : $("article")).focus();
  else if (event.key === "Escape") work = letGo;
  else if (event.key === "Enter" && (focused === $("list") || focused === body)) work = ACTIONS.edit.do;
  else if (!event.repeat) {
    const action = Object.values(ACTIONS).find((held) => held.key === event.key);
    work = action && action.do;
  }
  if (!work) return;
  event.preventDefault();
  perform(work, event.timeStamp, event.key);
});

function showActions() {
  $("actions").replaceChildren(...Object.entries(ACTIONS).map(([name, action]) => make("button", { type: "button",
    "aria-keyshortcuts": action.key === "U" ? "Shift+U" : action.key, onclick: () => perform(action.do, performance.now(), action.key),
    lang: name === "language" ? (LANG === "fr" ? "en" : "fr") : undefined },
  make("kbd", {}, action.key), ` ${say(name)}`)));
}

async function begin() {
  body.dataset.busy = "0";
  article = await send("article");
  if (article.fault) {
    tell(article.fault, true);
    return;
  }
  $("title").textContent = article.title || article.id;
  $("title").lang = article.lang;
  showArticle();
  showActions();
  take(article.state);
  if (current) choose(current);
  moveCaret(find(current)?.first || 0, false);
  $("list").focus();
  $("veil").addEventListener("mousedown", (event) => event.preventDefault());
  $("list").addEventListener("click", (event) => {
    const element = event.target.closest(".row");
    if (element) perform(() => choose(element.id.slice(4)), event.timeStamp, "click");
  });
  $("article").addEventListener("mouseup", () => setTimeout(fromMouse));
  $("article").addEventListener("click", (event) => {
    const index = wordOf(event.target);
    if (index === null || (window.getSelection() && !window.getSelection().isCollapsed)) return;
    if (anchor !== null && !event.shiftKey) return;
    if (event.shiftKey && anchor === null) anchor = caret;
    moveCaret(index, false);
    if (event.shiftKey) showSelection();
  });
  $("article").addEventListener("mousedown", (event) => {
    if (!event.shiftKey) letGo();
  });
  const typed = state.candidates.find((held) => sessionStorage.getItem(kept(held.id)));
  if (typed) {
    choose(typed.id);
    openForm();
  }
  setInterval(look, 2000);
  document.addEventListener("visibilitychange", look);
  body.dataset.ready = "true";
}

begin();
