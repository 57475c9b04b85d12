// Inside the frame of a document: puts pages in, keeps the reader's place, and tells the page around it what was clicked.
// Nothing but this script and that of redlines can run here, and nothing can be asked for (see assets.py).
(() => {
  "use strict";
  const page = new CSSStyleSheet();
  const own = new CSSStyleSheet();
  own.replaceSync(`
    [data-shown] { outline: 2px solid #1769aa; outline-offset: 3px; border-radius: 2px; }
    [data-problem] { box-shadow: -6px 0 0 -2px #c77700; background: #fff6df; }
    [data-problem="error"] { box-shadow: -6px 0 0 -2px #b3261e; background: #fdecea; }
    [data-updated] { animation: updated 1.6s ease-out; }
    @keyframes updated { from { background: #cfe8d8; } }
    @media (prefers-reduced-motion: reduce) { [data-updated] { animation: none; } }
  `);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const permanent = (id) => id.split("~")[0].replace(/^_was\./, "");
  const tell = (message) => parent.postMessage(message, "*");
  const marked = ["data-shown", "data-problem", "data-updated"];
  let problems = [];
  let picked = null;

  // The blocks that hold no other blocks, in reading order.
  const leaves = () => [...document.querySelectorAll("main [id]")].filter((each) => !each.querySelector("[id]"));

  // The reader's place: the first block in the window and how far it is from the top, then others should it be gone.
  function place() {
    if (scrollY === 0) return null;
    const all = leaves();
    const at = all.findIndex((each) => each.getBoundingClientRect().bottom > 0);
    if (at < 0) return null;
    const offset = all[at].getBoundingClientRect().top;
    const near = [...all.slice(at, at + 20), ...all.slice(Math.max(0, at - 20), at).reverse()];
    return { offset, ids: near.map((each) => each.id) };
  }

  function find(id) {
    const exact = document.getElementById(id);
    if (exact) return exact;
    const name = permanent(id);
    return document.getElementById(name) ?? leaves().find((each) => permanent(each.id) === name);
  }

  function restore(kept) {
    if (!kept) return;
    for (const id of kept.ids) {
      const block = find(id);
      if (block) {
        scrollBy({ top: block.getBoundingClientRect().top - kept.offset, behavior: "instant" });
        return;
      }
    }
  }

  function unmark() {
    for (const each of document.querySelectorAll(marked.map((name) => `[${name}]`).join())) {
      marked.forEach((name) => each.removeAttribute(name));
    }
  }

  function remark() {
    for (const each of document.querySelectorAll("[data-problem]")) each.removeAttribute("data-problem");
    for (const { block, severity } of problems) {
      for (const each of blocksOf(block)) if (each.dataset.problem !== "error") each.dataset.problem = severity;
    }
    if (picked) find(picked)?.setAttribute("data-shown", "");
  }

  // A block that names no language stands for its text in all of them.
  function blocksOf(id) {
    const exact = document.getElementById(id);
    if (exact) return [exact];
    const name = permanent(id);
    const all = [...document.querySelectorAll("main [id]")].filter((each) => permanent(each.id) === name);
    return id.includes("~") && document.getElementById(name) ? [document.getElementById(name)] : all;
  }

  // Pages arrive as whole files. Their styles become a sheet of this frame, whose policy knows no others.
  function parsed(html) {
    const sheets = [];
    const bare = html.replace(/<style>(.*?)<\/style>/gs, (_, css) => (sheets.push(css), ""));
    const read = new DOMParser().parseFromString(bare, "text/html");
    page.replaceSync(sheets.join("\n"));
    document.documentElement.lang = read.documentElement.lang;
    document.title = read.title;
    return document.adoptNode(read.body);
  }

  function begin(html, anchor) {
    document.adoptedStyleSheets = [page, own];
    document.documentElement.style.overflowAnchor = "none";
    const body = parsed(html);
    const scripts = [...body.querySelectorAll("script")];
    document.body.replaceWith(body);
    for (const each of scripts) {
      const script = document.createElement("script");
      script.textContent = each.textContent;
      each.replaceWith(script);
    }
    restore(anchor);
  }

  function refresh(html) {
    const kept = place();
    unmark();
    patch(document.body, parsed(html));
    document.body.removeAttribute("data-updated");
    remark();
    restore(kept);
  }

  function go(id) {
    const [block] = blocksOf(id);
    if (!block) return;
    pick(block);
    block.scrollIntoView({ block: "center", behavior: calm.matches ? "instant" : "smooth" });
  }

  function pick(block) {
    document.querySelectorAll("[data-shown]").forEach((each) => each.removeAttribute("data-shown"));
    picked = block.id;
    block.dataset.shown = "";
    const blocks = [];
    for (let each = block; each; each = each.parentElement.closest("[id]")) blocks.push(each.id);
    tell({ type: "picked", blocks, language: block.closest("[lang]").lang });
  }

  document.addEventListener("click", ({ target }) => {
    if (target.closest("a, button, summary, select, input") || !getSelection().isCollapsed) return;
    const block = target.closest("main [id]");
    if (block && block.tagName !== "MAIN") pick(block);
  });

  // Step from block to block without a mouse; in a redline these keys step from change to change.
  document.addEventListener("keydown", (event) => {
    const by = { j: 1, k: -1 }[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || document.querySelector(".review")) return;
    const all = leaves();
    const current = picked ? all.indexOf(find(picked)) : -1;
    const visible = all.findIndex((each) => each.getBoundingClientRect().top >= 0);
    const next = all[current < 0 ? visible : current + by];
    if (next) go(next.id);
  });

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      tell({ type: "anchor", anchor: place() });
    }, 100);
  }, { passive: true });

  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data.type === "begin") begin(data.html, data.anchor);
    else if (data.type === "update") refresh(data.html);
    else if (data.type === "go") go(data.block);
    else if (data.type === "mark") {
      problems = data.problems;
      remark();
    }
    if (data.type === "begin") tell({ type: "shown" });
    if (data.type === "update") requestAnimationFrame(() => tell({ type: "shown" }));
  });
  document.addEventListener("DOMContentLoaded", () => tell({ type: "ready" }));
})();
