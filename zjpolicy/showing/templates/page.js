
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const form = byId("filters");
  const table = byId("table");
  const body = table.querySelector("tbody");
  const other = byId("other");
  const inOrder = [...body.rows]; // in the order of the text
  const figures = [...document.querySelectorAll("#text .mark")];
  const rowOf = new Map(); // by the figure of either text
  for (const row of inOrder) for (const id of [row.dataset.figure, row.dataset.other]) if (id) rowOf.set(id, row);
  const narrow = matchMedia("(max-width: 48rem)");
  let rows = inOrder; // as sorted
  let current = null; // the row whose figure the panel tells of
  let quiet = false; // while focus goes back to a figure whose panel was closed

  const marksOf = (row) => [byId(row.dataset.figure), row.dataset.other && byId(row.dataset.other)].filter(Boolean);
  const say = (form, ...parts) => parts.reduce((told, part) => told.replace("{}", part), form);

  function fact([label, value, lang]) {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = label;
    told.textContent = value;
    if (lang) told.lang = lang;
    byId("facts").append(term, told);
  }

  function mark(row, on) {
    for (const element of [row, ...marksOf(row)]) {
      element.classList.toggle("current", on);
      if (on) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  // In the table, the place of a row that is out of sight; in the other edition, that of a figure.
  function reveal(element, pane, at = pane.clientHeight / 3) {
    const top = element.offsetTop - pane.scrollTop;
    if (top < 40 || top + element.offsetHeight > pane.clientHeight) pane.scrollTop = element.offsetTop - at;
  }

  function show(id) {
    const row = rowOf.get(id);
    if (!row) return;
    const detail = data.figures[row.dataset.figure];
    if (current) mark(current, false);
    current = row;
    mark(row, true);
    byId("panel-title").textContent = detail.title;
    byId("facts").replaceChildren();
    detail.facts.forEach(fact);
    byId("copied").textContent = "";
    byId("to-text").href = "#" + row.dataset.figure;
    byId("to-row").href = "#" + row.id;
    panel.hidden = false;
    panel.scrollTop = 0;
    if (narrow.matches) return;
    if (!row.hidden && !row.contains(document.activeElement)) reveal(row, table);
    const beside = marksOf(row).find((figure) => other?.contains(figure));
    if (beside && beside.id !== id) reveal(beside, other);
  }

  function close(back = true) {
    panel.hidden = true;
    if (!current) return;
    quiet = true;
    if (back) marksOf(current)[0].focus({ preventScroll: true });
    quiet = false;
    mark(current, false);
    current = null;
  }

  // The figure that the address names, in the text or in the table.
  function visit() {
    const named = byId(location.hash.slice(1));
    const id = named?.dataset.figure || named?.id;
    if (!rowOf.has(id)) return;
    show(id);
    if (named.dataset.figure) return;
    named.scrollIntoView({ block: "center" });
    const own = marksOf(current)[0];
    if (own !== named && !narrow.matches) own.scrollIntoView({ block: "center" });
    if (!panel.contains(document.activeElement)) named.focus({ preventScroll: true });
  }

  function go(row, next) {
    const id = row.dataset.figure;
    if (location.hash !== "#" + id) history.pushState(null, "", "#" + id);
    show(id);
    byId(id).scrollIntoView({ block: "center" });
    if (next) next.focus({ preventScroll: true });
  }

  function step(by) {
    const left = rows.filter((row) => !row.hidden);
    const at = left.indexOf(current);
    const next = at < 0 ? left[0] : left[(at + by + left.length) % left.length];
    if (next) go(next, null);
  }

  async function copy() {
    const text = data.figures[current.dataset.figure].facts.at(-1)[1];
    try {
      await navigator.clipboard.writeText(text);
    } catch { // an address that a browser holds for unsafe
      const field = document.createElement("textarea");
      field.value = text;
      panel.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    byId("copied").textContent = data.labels.copied;
  }

  // What is left of the table, in the order of the text; the mark at the head tells Excel that it is UTF-8.
  function download() {
    const left = inOrder.map((row, at) => (row.hidden ? "" : data.csv[at + 1])).filter(Boolean);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(["\ufeff", [data.csv[0], ...left, ""].join("\n")], { type: "text/csv" }));
    link.download = data.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  function sort(button) {
    const head = button.closest("th");
    const way = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
    for (const each of table.querySelectorAll("th")) each.removeAttribute("aria-sort");
    if (way !== "none") head.setAttribute("aria-sort", way);
    const told = (row) => row.cells[head.cellIndex].textContent;
    const words = (a, b) => told(a).localeCompare(told(b), document.documentElement.lang);
    const amounts = (a, b) => (a.dataset.unit || "").localeCompare(b.dataset.unit || "") || a.dataset.value - b.dataset.value;
    const compare = button.dataset.sort === "value" ? amounts : words;
    const sign = way === "descending" ? -1 : 1;
    rows = way === "none" ? inOrder : [...inOrder].sort((a, b) => sign * compare(a, b));
    body.append(...rows);
    if (current) reveal(current, table);
  }

  document.addEventListener("focusin", (event) => {
    // By keyboard only: a panel that opened while the mouse is down would move what is clicked from under it.
    const element = event.target.closest("article .mark, tbody tr");
    if (element && !quiet && event.target.matches(":focus-visible")) show(element.dataset.figure || element.id);
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const figure = event.target.closest("article .mark");
    const row = event.target.closest("tbody tr");
    const asked = event.target.dataset;
    if (figure && event.detail === 0) { // Enter: on to what the panel says
      event.preventDefault();
      go(rowOf.get(figure.id), panel);
    } else if (figure) {
      show(figure.id);
    } else if (row && getSelection().isCollapsed) {
      event.preventDefault();
      go(row, byId(row.dataset.figure));
    } else if (asked.step) step(Number(asked.step));
    else if ("close" in asked) close();
    else if ("copy" in asked) copy();
    else if ("csv" in asked) download();
    else if (asked.sort) sort(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && event.target !== form.elements.search) close();
  });

  function measure() {
    document.documentElement.style.setProperty("--filters", form.offsetHeight + "px");
  }

  // What was chosen away is shown no longer, and the first figure that is left comes into sight.
  function bring(left) {
    if (current?.hidden) close(false);
    table.scrollTop = 0;
    const first = left.length < rows.length && left.length ? marksOf(left[0])[0] : null;
    if (!first || narrow.matches) return;
    const { top, bottom } = first.getBoundingClientRect();
    if (top < form.offsetHeight || bottom > innerHeight) first.scrollIntoView({ block: "center" });
  }

  // The words that are searched for, wherever the texts have them.
  function highlight(words) {
    if (!globalThis.Highlight) return;
    const found = new Highlight();
    for (const article of words.length ? document.querySelectorAll("article") : []) {
      const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue; // some letters are longer in lower case
        for (const word of words) {
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            found.add(new StaticRange({ startContainer: node, startOffset: at, endContainer: node, endOffset: at + word.length }));
          }
        }
      }
    }
    CSS.highlights.set("searched", found);
  }

  function filter() {
    const wanted = [...form.querySelectorAll("select")].filter((select) => select.value);
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const left = [];
    for (const row of rows) {
      const detail = data.figures[row.dataset.figure];
      detail.searched ??= (detail.words + " " + data.sentences[detail.sentence]).toLowerCase();
      const fits = wanted.every((select) => (row.dataset[select.name] || "").split("|").includes(select.value))
        && words.every((word) => detail.searched.includes(word));
      row.hidden = !fits;
      for (const figure of marksOf(row)) {
        figure.classList.toggle("off", !fits);
        figure.tabIndex = fits ? 0 : -1;
      }
      if (fits) left.push(row);
    }
    for (const item of document.querySelectorAll(".mentions li")) {
      item.hidden = !words.every((word) => item.textContent.toLowerCase().includes(word));
    }
    highlight(words);
    const all = say(rows.length === 1 ? data.labels.one : data.labels.many, rows.length);
    form.elements.count.textContent = left.length === rows.length ? all : say(data.labels.some, left.length, all);
    byId("nothing").hidden = left.length > 0 || rows.length === 0;
    measure();
    return left;
  }

  // The table, and the other edition, follow the text: the first figure in sight, or the one that the panel tells of.
  const seen = new Set();
  function follow(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
      rowOf.get(target.id).classList.toggle("seen", isIntersecting);
    }
    if (narrow.matches || rows !== inOrder || (current && seen.has(byId(current.dataset.figure)))) return;
    const row = rowOf.get(figures.find((figure) => seen.has(figure) && !figure.classList.contains("off"))?.id);
    if (!row) return;
    table.scrollTop = row.offsetTop - table.querySelector("thead").offsetHeight;
    if (row.dataset.other) {
      const figure = byId(row.dataset.figure).getBoundingClientRect();
      other.scrollTop = byId(row.dataset.other).offsetTop - (figure.top - other.getBoundingClientRect().top);
    }
  }

  form.hidden = false;
  table.querySelector("[data-csv]").hidden = false;
  for (const said of ["input", "change"]) form.addEventListener(said, () => bring(filter()));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("select, input")) field.value = "";
    bring(filter());
  });
  addEventListener("resize", measure);
  const fold = () => { form.querySelector(".more").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  if (other || matchMedia("(max-width: 72rem)").matches) {
    for (const aside of document.querySelectorAll(".outline details, .legend")) aside.open = false;
  }
  if (narrow.matches) for (const list of document.querySelectorAll(".list")) list.open = false;
  addEventListener("hashchange", visit);
  addEventListener("popstate", visit);
  filter(); // a browser may bring back what was typed before a reload
  visit();
  const watcher = new IntersectionObserver(follow, { rootMargin: "-60px 0px 0px 0px" });
  for (const figure of figures) watcher.observe(figure);
})();
