// The controls of a redline: step from change to change, filter them, set the old text beside the new.
// Without this script the page shows every change in its text.
(() => {
  "use strict";
  const main = document.querySelector("main");
  const controls = document.querySelector(".review");
  const status = controls.querySelector("output");
  const note = document.getElementById("~note");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const inline = [...main.children].filter((block) => !block.matches(".comparison"));
  const buttons = (name) => [...controls.querySelectorAll(`button[data-${name}]`)];
  const isOn = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));
  const marks = () => [...main.querySelectorAll(".change[data-change]")];
  let beside = null;
  let current = "";

  // What is known of each change: its kind, its language, and who made it, when and why.
  const changes = new Map();
  for (const mark of marks()) {
    const known = changes.get(mark.dataset.change);
    const told = mark.getAttribute("aria-description");
    if (known) {
      known.told ||= told;
    } else {
      const kind = buttons("kind").map((button) => button.dataset.kind).find((name) => mark.classList.contains(name));
      changes.set(mark.dataset.change, { kind, language: mark.closest("[lang]").lang, told });
    }
  }

  // Filters. A language or kind without a button of its own is always shown.
  const wanted = (name, value) => buttons(name).every((button) => button.dataset[name] !== value || isOn(button));
  const isShown = ({ kind, language }) => wanted("kind", kind) && wanted("language", language);
  const shown = () => [...new Set(marks().map((mark) => mark.dataset.change))].filter((id) => isShown(changes.get(id)));

  function refresh() {
    for (const mark of marks()) mark.toggleAttribute("data-off", !isShown(changes.get(mark.dataset.change)));
    for (const block of main.querySelectorAll("[data-change]:not(.change), .changed")) {
      const inside = [...block.querySelectorAll(".change")];
      block.toggleAttribute("data-off", inside.length > 0 && inside.every((mark) => mark.hasAttribute("data-off")));
    }
    const known = [...changes.values()];
    for (const [name, other] of [["kind", "language"], ["language", "kind"]]) {
      for (const button of buttons(name)) {
        const own = known.filter((change) => change[name] === button.dataset[name] && wanted(other, change[other]));
        button.lastElementChild.textContent = own.length;
      }
    }
    status.textContent = controls.dataset.count.replace("{total}", shown().length);
  }

  // Steps. After the last change comes the first again.
  function step(by) {
    const ids = shown();
    if (!ids.length) return;
    const at = ids.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : (at + by + ids.length) % ids.length;
    go(ids[next]);
    const position = controls.dataset.position.replace("{at}", next + 1).replace("{total}", ids.length);
    const told = document.createElement("span");
    told.lang = changes.get(ids[next]).language;
    told.textContent = changes.get(ids[next]).told ?? "";
    status.replaceChildren(`${position} · `, told);
  }

  function go(id) {
    current = id;
    const own = marks().filter((mark) => mark.dataset.change === id);
    main.querySelectorAll("[aria-current]").forEach((mark) => mark.removeAttribute("aria-current"));
    own.forEach((mark) => mark.setAttribute("aria-current", "true"));
    const [first] = own;
    if (first.tabIndex < 0) first.tabIndex = 0;
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  // Notes: on hover and on focus, until Escape is pressed or the pointer leaves both mark and note.
  function tell(mark) {
    const change = mark && changes.get(mark.dataset.change);
    note.hidden = !change?.told || mark.hasAttribute("data-off");
    if (note.hidden) return;
    note.textContent = change.told;
    note.lang = change.language;
    const place = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const below = place.bottom + note.offsetHeight < innerHeight;
    note.style.left = `${Math.max(8, Math.min(place.left, document.documentElement.clientWidth - note.offsetWidth - 8))}px`;
    note.style.top = `${below ? place.bottom : place.top - note.offsetHeight}px`;
  }

  // Side by side: each block twice, without what the other version alone has; rows of a table one by one.
  const foreign = { old: "ins.change, .inserted, .moved-to, .was, .note", new: "del.change, .deleted, .moved-from, .was, .note" };

  function half(block, side) {
    const cell = document.createElement("div");
    cell.dataset.side = side;
    cell.append(block.cloneNode(true));
    cell.querySelectorAll(foreign[side]).forEach((other) => other.remove());
    if (side === "old") {
      cell.querySelectorAll("[data-was] > .number").forEach((label) => { label.textContent = `${label.parentElement.dataset.was} `; });
      cell.querySelectorAll("[id]").forEach((own) => own.closest(".deleted, .moved-from") ?? own.removeAttribute("id"));
    }
    return cell;
  }

  function pair(block) {
    const row = document.createElement("div");
    row.className = "pair";
    row.append(half(block, "old"), half(block, "new"));
    return row;
  }

  function rowsOf(table) {
    return [...table.rows].map((row, at) => {
      const alone = table.cloneNode(false);
      if (at) alone.removeAttribute("id");
      const part = row.parentElement.cloneNode(false);
      part.append(row.cloneNode(true));
      const kept = [...table.children].filter((each) => each.matches(at ? "colgroup" : "colgroup, caption"));
      alone.append(...kept.map((each) => each.cloneNode(true)), part);
      return pair(alone);
    });
  }

  function sidesOf(block) {
    if (block.matches("nav")) return [block.cloneNode(true)];
    if (block.matches("table") && getComputedStyle(block).tableLayout === "fixed") return rowsOf(block);
    if (!block.matches("section, div, header, footer")) return [pair(block)];
    const group = block.cloneNode(false);
    group.append(...[...block.children].flatMap(sidesOf));
    return [group];
  }

  function headOf() {
    const row = document.createElement("div");
    row.className = "pair head";
    for (const side of ["old", "new"]) {
      const name = document.createElement("p");
      name.textContent = controls.dataset[side];
      name.lang = controls.lang;
      row.append(name);
    }
    return row;
  }

  function show(view) {
    const sides = view === "sides";
    beside ??= sides ? [headOf(), ...inline.flatMap(sidesOf)] : null;
    (sides ? inline : beside ?? []).forEach((block) => block.remove());
    main.append(...(sides ? beside : inline));
    document.body.dataset.view = view;
    buttons("view").forEach((button) => press(button, button.dataset.view === view));
    refresh();
    if (current && shown().includes(current)) go(current);
  }

  controls.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.step) step(Number(button.dataset.step));
    else if (button.dataset.view) show(button.dataset.view);
    else {
      press(button, !isOn(button));
      refresh();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") note.hidden = true;
    if (event.ctrlKey || event.metaKey || event.altKey || !buttons("keys").every(isOn)) return;
    const by = { n: 1, j: 1, p: -1, k: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    step(by);
  });
  main.addEventListener("focusin", ({ target }) => tell(target.closest(".change")));
  main.addEventListener("focusout", () => tell(null));
  document.addEventListener("pointerover", ({ target }) => {
    if (target.closest("#\\~note")) return;
    tell(target.closest("main .change") ?? document.activeElement.closest("main .change"));
  });
  addEventListener("scroll", () => { if (document.activeElement.matches(".change")) tell(document.activeElement); }, { passive: true });

  document.documentElement.dataset.scripted = "";
  controls.hidden = false;
  refresh();
})();
