// The controls of a register: each leaves rows out of its table, and the section of an agreement with its row.
// Without this script the page shows every row.
(() => {
  "use strict";
  const controls = document.querySelector(".filters");
  const { table, shown, rows: known } = controls.dataset;
  const facts = JSON.parse(known);
  const rows = [...document.getElementById(table).tBodies[0].rows];
  const selects = [...controls.querySelectorAll("select")];
  const status = controls.querySelector("output");

  function refresh() {
    const wanted = selects.map(({ value }) => value);
    let count = 0;
    rows.forEach((row, at) => {
      const [section, ...values] = facts[at];
      const fits = wanted.every((value, facet) => value === "" || values[facet].includes(Number(value)));
      row.hidden = !fits;
      const own = section && document.getElementById(section);
      if (own) own.hidden = !fits;
      count += fits;
    });
    status.textContent = shown.replace("{shown}", count).replace("{total}", rows.length);
  }

  controls.addEventListener("change", refresh);
  controls.hidden = false;
  refresh();
})();
