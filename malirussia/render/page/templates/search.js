// The search of every page. The index of a language is a script of its own, loaded when somebody begins to type; how
// words are folded and compared is what malirussia/language/folding.py says, and tests/search_cases.json holds both.
(() => {
  "use strict";
  const SHOWN = 12, LEAST = 5, WORD = 3, BEGINNING = 2, NEAR = 1, NONE = 0;
  const TWO = { "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i" };

  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().normalize("NFKD")
      .replace(/[œæßøłđı]/gu, (letter) => TWO[letter])
      .replace(/\p{M}/gu, "")
      .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const words = (text) => fold(text).split(" ").filter(Boolean);

  // Two words that differ by one letter: another, one more, one less, or two that changed places. By code points.
  const oneError = (a, b) => {
    if (Math.abs(a.length - b.length) > 1) return false;
    let first = 0;
    while (first < a.length && first < b.length && a[first] === b[first]) first += 1;
    if (first === a.length || first === b.length) return true;
    const same = (x, y) => x.length === y.length && x.every((letter, i) => letter === y[i]);
    if (a.length === b.length) {
      return same(a.slice(first + 1), b.slice(first + 1)) ||
        (a[first] === b[first + 1] && a[first + 1] === b[first] && same(a.slice(first + 2), b.slice(first + 2)));
    }
    const [long, short] = a.length > b.length ? [a, b] : [b, a];
    return same(long.slice(first + 1), short.slice(first));
  };
  const meets = (word, other) => {
    if (other.startsWith(word)) return other.length === word.length ? WORD : BEGINNING;
    const typed = [...word], there = [...other];
    if (typed.length < LEAST) return NONE;
    const near = [-1, 0, 1].some((more) => oneError(typed, there.slice(0, Math.min(there.length, typed.length + more))));
    return near ? NEAR : NONE;
  };
  const match = (query, text) => {
    const there = words(text);
    const met = words(query).map((word) => Math.max(NONE, ...there.map((other) => meets(word, other))));
    return met.length ? Math.min(...met) : NONE;
  };

  let index = null;
  // What the script of a language calls; see malirussia/publish/search.py.
  const take = (given) => {
    const rows = given.rows.map(([kind, slug, title, about, sectors, statuses, countries, years, names = "", lang = given.lang]) => {
      const called = [...words(names), ...about.flatMap((entity) => words(given.names[entity][1]))];
      const own = given.own.includes(kind);
      return {
        kind, title, lang, sectors, statuses, countries, years,
        slug: slug.startsWith(".") ? given.names[about[0]][0] + slug : slug,
        whole: words(title).join(" "),
        titled: own ? [...words(title), ...called] : words(title),
        named: own ? [] : called,
      };
    });
    // A word is compared once, wherever it stands.
    const titled = new Map(), named = new Map();
    const put = (map, word, row) => { (map.get(word) ?? map.set(word, []).get(word)).push(row); };
    rows.forEach((row, place) => {
      new Set(row.titled).forEach((word) => put(titled, word, place));
      new Set(row.named).forEach((word) => put(named, word, place));
    });
    index = { ...given, rows, titled, named };
  };
  const search = (query, wanted = {}) => {
    const typed = words(query);
    const scores = new Array(index.rows.length).fill(typed.length ? Infinity : 0);
    for (const word of typed) {
      const best = new Map();
      for (const [where, bonus] of [[index.titled, 1], [index.named, 0]]) {
        for (const [other, places] of where) {
          const met = meets(word, other);
          if (met) for (const place of places) best.set(place, Math.max(best.get(place) ?? 0, 2 * met + bonus));
        }
      }
      scores.forEach((score, place) => { scores[place] = Math.min(score, best.get(place) ?? 0); });
    }
    // Who bears the very name stands before those whose names hold it.
    index.rows.forEach((row, place) => { if (row.whole === typed.join(" ")) scores[place] += 0.5; });
    const chosen = Object.entries(wanted).filter(([, value]) => value !== "");
    return index.rows
      .map((row, place) => ({ row, score: scores[place], place }))
      .filter(({ row, score }) => (typed.length ? score > 0 : chosen.length > 0) &&
        chosen.every(([by, value]) => row[by].map(String).includes(value)))
      .sort((a, b) => b.score - a.score || a.row.kind - b.row.kind || a.place - b.place)
      .map(({ row }) => row);
  };
  globalThis.malirussiaSearch = { fold, match, take, search };

  if (typeof document === "undefined") return;
  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const begin = (place) => {
    const { index: address, root, label, hint } = place.dataset;
    const input = make("input", { type: "search", id: "search", autocomplete: "off", spellcheck: "false", placeholder: hint,
      "aria-controls": "search-found", "aria-expanded": "false" });
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-haspopup", "true");
    const status = make("p", { role: "status" });
    const filters = make("div", { class: "search-filters" });
    const list = make("ol", {});
    const found = make("div", { id: "search-found", class: "search-found", role: "region", "aria-label": label, hidden: "" },
      status, filters, list);
    place.append(make("label", { for: "search", class: "search-label" }, label), input, found);
    const selects = {};
    const show = (open) => {
      found.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
    };
    const draw = () => {
      if (!index) return;
      const wanted = Object.fromEntries(Object.entries(selects).map(([by, select]) => [by, select.value]));
      const rows = search(input.value, wanted);
      const asked = words(input.value).length > 0 || Object.values(wanted).some(Boolean);
      show(asked);
      status.textContent = index.say.counts[rows.length === 1 ? "one" : rows.length ? "many" : "none"]
        .replace("{n}", rows.length.toLocaleString(index.lang));
      list.replaceChildren(...rows.slice(0, SHOWN).map((row) => make("li", {},
        make("a", { href: `${root}${index.lang}/${index.folders[row.kind]}${row.slug}.html`, lang: row.lang }, row.title),
        " ", make("span", {}, index.kinds[row.kind]))));
      if (rows.length > SHOWN) {
        list.append(make("li", { class: "search-all" }, make("a", { href: `${root}${index.lang}/all.html` }, index.say.all)));
      }
    };
    const ready = () => {
      for (const [by, { name, values }] of Object.entries(index.filters)) {
        const select = make("select", { "aria-label": name }, make("option", { value: "" }, name));
        select.append(...values.map((shown, value) => make("option", { value }, shown)));
        select.addEventListener("change", draw);
        selects[by] = select;
        filters.append(select);
      }
      draw();
    };
    let asked = false;
    const load = () => {
      if (asked) return;
      asked = true;
      const script = make("script", { src: address });
      script.addEventListener("load", ready);
      script.addEventListener("error", () => { asked = false; });
      document.head.append(script);
    };
    input.addEventListener("focus", load);
    input.addEventListener("input", () => { load(); draw(); });
    const links = () => [...list.querySelectorAll("a")];
    place.addEventListener("keydown", (event) => {
      const all = links(), at = all.indexOf(document.activeElement);
      if (event.key === "Escape") {
        show(false);
        input.focus();
      } else if (event.key === "Enter" && event.target === input && all.length && !found.hidden) {
        all[0].click();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.tagName !== "SELECT" && all.length) {
        const next = event.key === "ArrowDown" ? at + 1 : at - 1;
        (next < 0 ? input : all[Math.min(next, all.length - 1)]).focus();
        event.preventDefault();
      }
    });
    document.addEventListener("pointerdown", (event) => { if (!place.contains(event.target)) show(false); });
    document.addEventListener("keydown", (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        input.focus();
        event.preventDefault();
      }
    });
  };
  const place = document.querySelector(".search[data-index]");
  if (place) begin(place);
})();
