"use strict";
(() => {
  const LIMIT = 300;
  const MORE = 1000;
  const RANK = { error: 0, warning: 1, info: 2 };
  const form = document.getElementById("filters");
  const tables = [...document.querySelectorAll("table.findings")].map((table) => ({
    table,
    body: table.tBodies[0],
    more: table.nextElementSibling,
    limit: LIMIT,
    rows: [...table.tBodies[0].rows].map((tr) => ({
      tr,
      severity: tr.dataset.severity,
      code: tr.dataset.code,
      sequence: tr.dataset.sequence,
      line: Number(tr.dataset.line),
      order: Number(tr.dataset.order),
      text: null,
    })),
  }));
  const total = tables.reduce((n, t) => n + t.rows.length, 0);

  const number = (n) => n.toLocaleString("en");

  // A row's text is read once, when somebody searches first.
  const textOf = (row) => (row.text ??= row.tr.textContent.toLowerCase());

  const wantedSequences = (given) => {
    const parts = given.toLowerCase().split(",").map((p) => p.trim()).filter(Boolean);
    if (!parts.length) return () => true;
    const tests = parts.map((part) => {
      const range = part.match(/^(\d+)\s*(?:-|\.\.|–)\s*(\d+)$/);
      if (range) return (s) => s !== "" && Number(s) >= Number(range[1]) && Number(s) <= Number(range[2]);
      if (/^\d+$/.test(part)) return (s) => s === String(Number(part));
      return (s) => s === "";
    });
    return (s) => tests.some((test) => test(s));
  };

  const apply = () => {
    const severities = new Set([...form.elements.severity].filter((c) => c.checked).map((c) => c.value));
    const rule = form.elements.rule.value;
    const sequence = wantedSequences(form.elements.sequence.value);
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let fitting = 0;
    for (const t of tables) {
      const found = [];
      for (const row of t.rows) {
        const fits =
          severities.has(row.severity) &&
          (!rule || row.code === rule) &&
          sequence(row.sequence) &&
          words.every((word) => textOf(row).includes(word));
        if (fits) found.push(row.tr);
      }
      // Only what is shown stays in the page: 10,000 rows would make every change slow.
      const here = found.length;
      t.body.replaceChildren(...found.slice(0, t.limit));
      t.table.hidden = !here;
      t.more.hidden = here <= t.limit;
      t.more.firstElementChild.textContent = `Show more (${number(t.limit)} of ${number(here)} shown)`;
      fitting += here;
    }
    form.querySelector("output").textContent =
      fitting === total ? `${number(total)} listed` : `${number(fitting)} of ${number(total)} listed`;
  };

  const later = (() => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(apply, 120);
    };
  })();

  const KEYS = {
    severity: (a, b) => RANK[a.severity] - RANK[b.severity],
    code: (a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    line: (a, b) => a.line - b.line,
    order: () => 0,
  };

  const sortable = (t) => {
    const heads = [...t.table.tHead.rows[0].cells].filter((th) => th.dataset.key);
    for (const th of heads) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = th.textContent;
      th.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = th.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        const compare = KEYS[th.dataset.key];
        const sign = down ? -1 : 1;
        t.rows.sort((a, b) => sign * (compare(a, b) || a.order - b.order));
        apply();
      });
    }
  };

  const dialog = document.getElementById("dialog");
  const explain = (summary) => {
    const title = document.createElement("h2");
    title.textContent = `${summary.firstElementChild.textContent} ${summary.childNodes[1].textContent.trim()}`;
    dialog.querySelector(".body").replaceChildren(title, summary.nextElementSibling.cloneNode(true));
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#rule-"]');
    if (link && dialog.showModal && !event.ctrlKey && !event.metaKey) {
      const summary = document.getElementById(link.getAttribute("href").slice(1));
      if (summary) {
        event.preventDefault();
        explain(summary);
      }
    } else if (event.target === dialog) {
      dialog.close();
    }
  });
  dialog.querySelector("button").addEventListener("click", () => dialog.close());

  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const t of tables) t.limit = Infinity;
    if (total) apply();
  });

  if (!total) return;
  const counts = new Map();
  for (const t of tables) {
    sortable(t);
    t.more.firstElementChild.addEventListener("click", () => {
      t.limit += MORE;
      apply();
    });
    for (const row of t.rows) counts.set(row.code, (counts.get(row.code) || 0) + 1);
  }
  for (const code of [...counts.keys()].sort()) {
    const option = document.createElement("option");
    const summary = document.getElementById(`rule-${code}`);
    option.value = code;
    option.textContent = `${code} ${summary ? summary.childNodes[1].textContent.trim() : ""} (${counts.get(code)})`;
    form.elements.rule.append(option);
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", later);
  form.addEventListener("reset", () => setTimeout(apply));
  apply();
  document.documentElement.classList.remove("starting");
})();
