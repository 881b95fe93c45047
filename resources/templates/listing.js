"use strict";
(() => {
  const form = document.getElementById("find");
  const all = document.querySelectorAll("details.seq");
  const rows = [...document.querySelectorAll(".contents tbody tr")];
  const parts = [...document.querySelectorAll("details.part")];
  const say = (text) => { form.querySelector("output").textContent = text; };
  const reveal = () => {
    const target = location.hash ? document.getElementById(location.hash.slice(1)) : null;
    const around = target && target.closest("details");
    if (around) {
      around.open = true;
      around.scrollIntoView();
    }
  };
  const each = (open) => { for (const one of all) one.open = open; };
  const go = (number) => {
    const row = rows.find((r) => r.dataset.number === number);
    if (!row) return say(`There is no SEQ ID NO: ${number} here.`);
    say("");
    const href = row.querySelector("a").getAttribute("href");
    if (location.hash === href) reveal();
    location.href = href;
  };
  let texts = null;
  const filter = (wanted) => {
    texts = texts || rows.map((r) => r.textContent.toLowerCase());
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    rows.forEach((r, i) => {
      const fits = words.every((w) => texts[i].includes(w));
      r.hidden = !fits;
      found += fits;
    });
    for (const p of parts) {
      const some = p.querySelector("tbody tr:not([hidden])") !== null;
      p.hidden = !some;
      p.open = words.length > 0 && some;
    }
    say(words.length ? `${found} of ${rows.length}` : "");
  };
  form.hidden = rows.length === 0 && all.length === 0;
  if (!rows.length) for (const label of form.querySelectorAll("label")) label.hidden = true;
  if (!all.length) for (const name of ["open", "close"]) form.elements[name].hidden = true;
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    const number = form.elements.go.value.trim();
    if (number) go(number);
  });
  let waiting = 0;
  form.elements.text.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => filter(form.elements.text.value), rows.length > 5000 ? 300 : 60);
  });
  form.elements.open.addEventListener("click", () => each(true));
  form.elements.close.addEventListener("click", () => each(false));
  addEventListener("hashchange", reveal);
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...all].filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
  reveal();
})();
