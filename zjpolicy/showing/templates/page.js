
"use strict";
(() => {
  const details = JSON.parse(document.getElementById("data").textContent);
  const panel = document.getElementById("panel");
  const facts = document.getElementById("facts");
  const form = document.getElementById("filters");
  const table = document.getElementById("table");
  const rows = [...table.querySelectorAll("tbody tr")];
  const startOf = (element) => element.id.slice(2);
  const figureOf = (start) => document.getElementById("f-" + start);
  const rowOf = (start) => document.getElementById("r-" + start);
  const narrow = matchMedia("(max-width: 48rem)");
  let current = null;
  let quiet = false; // while focus goes back to a figure whose panel was closed

  function fact(label, value, lang) {
    const term = document.createElement("dt");
    const told = document.createElement("dd");
    term.textContent = label;
    told.textContent = value;
    if (lang) told.lang = lang;
    facts.append(term, told);
  }

  function mark(start, on) {
    for (const element of [figureOf(start), rowOf(start)]) {
      if (!element) continue;
      element.classList.toggle("current", on);
      if (on) element.setAttribute("aria-current", "true");
      else element.removeAttribute("aria-current");
    }
  }

  function show(start) {
    const detail = details[start];
    if (!detail) return;
    if (current !== null) mark(current, false);
    current = start;
    mark(start, true);
    document.getElementById("panel-title").textContent = detail.title;
    facts.replaceChildren();
    for (const [label, value, lang] of detail.facts) fact(label, value, lang);
    document.getElementById("to-text").href = "#f-" + start;
    document.getElementById("to-row").href = "#r-" + start;
    panel.hidden = false;
    panel.scrollTop = 0;
    const row = rowOf(start);
    if (!narrow.matches && !row.hidden && !row.contains(document.activeElement)) {
      table.scrollTop = row.offsetTop - table.clientHeight / 3;
    }
  }

  function close(back = true) {
    panel.hidden = true;
    if (current === null) return;
    quiet = true;
    if (back) figureOf(current)?.focus({ preventScroll: true });
    quiet = false;
    mark(current, false);
    current = null;
  }

  // The figure that the address names, in the text or in the table.
  function follow() {
    const [, where, start] = /^#([fr])-(\d+)$/.exec(location.hash) || [];
    if (!start || !details[start]) return;
    const figure = figureOf(start);
    show(start);
    if (where === "f" && figure) {
      figure.scrollIntoView({ block: "center" });
      if (!panel.contains(document.activeElement)) figure.focus({ preventScroll: true });
    }
  }

  function go(start, next) {
    if (location.hash !== "#f-" + start) history.pushState(null, "", "#f-" + start);
    show(start);
    figureOf(start)?.scrollIntoView({ block: "center" });
    if (next) next.focus({ preventScroll: true });
  }

  const told = (event) => event.target.closest("article .mark, tbody tr");

  // By keyboard only: a panel that opened while the mouse is down would move what is clicked from under it.
  document.addEventListener("focusin", (event) => {
    const element = told(event);
    if (element && !quiet && event.target.matches(":focus-visible")) show(startOf(element));
  });

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const figure = event.target.closest("article .mark");
    const row = event.target.closest("tbody tr");
    if (figure && event.detail === 0) { // Enter: on to what the panel says
      event.preventDefault();
      go(startOf(figure), panel);
    } else if (figure) {
      show(startOf(figure));
    } else if (row && getSelection().isCollapsed) {
      event.preventDefault();
      go(startOf(row), figureOf(startOf(row)));
    } else if (event.target.dataset.step) {
      const seen = rows.filter((candidate) => !candidate.hidden).map(startOf);
      const at = seen.indexOf(current);
      const next = seen[(at + Number(event.target.dataset.step) + seen.length) % seen.length];
      if (next !== undefined) go(next, null);
    } else if ("close" in event.target.dataset) {
      close();
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && event.target !== form.elements.search) close();
  });

  function measure() {
    document.documentElement.style.setProperty("--filters", form.offsetHeight + "px");
  }

  // What was chosen away is shown no longer, and the first figure that is left comes into sight.
  function bring(left) {
    if (current !== null && rowOf(current).hidden) close(false);
    table.scrollTop = 0;
    const first = left.length < rows.length && left.length ? figureOf(startOf(left[0])) : null;
    if (!first || narrow.matches) return;
    const { top, bottom } = first.getBoundingClientRect();
    if (top < form.offsetHeight || bottom > innerHeight) first.scrollIntoView({ block: "center" });
  }

  function filter() {
    const wanted = [...form.querySelectorAll("select")].filter((select) => select.value);
    const words = form.elements.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const left = [];
    for (const row of rows) {
      const measure = row.cells[1].textContent.toLowerCase();
      const fits = wanted.every((select) => row.dataset[select.name] === select.value)
        && words.every((word) => measure.includes(word));
      const figure = figureOf(startOf(row));
      row.hidden = !fits;
      if (figure) {
        figure.classList.toggle("off", !fits);
        figure.tabIndex = fits ? 0 : -1;
      }
      if (fits) left.push(row);
    }
    const all = rows.length + (rows.length === 1 ? " figure" : " figures");
    form.elements.count.textContent = left.length === rows.length ? all : left.length + " of " + all;
    document.getElementById("nothing").hidden = left.length > 0 || rows.length === 0;
    measure();
    return left;
  }

  form.hidden = false;
  for (const said of ["input", "change"]) form.addEventListener(said, () => bring(filter()));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of form.querySelectorAll("select, input")) field.value = "";
    bring(filter());
  });
  addEventListener("resize", measure);
  if (matchMedia("(max-width: 72rem)").matches) {
    for (const aside of document.querySelectorAll("nav details, .legend")) aside.open = false;
  }
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  filter(); // a browser may bring back what was typed before a reload
  follow();
})();
