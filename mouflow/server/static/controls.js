// The controls above the document: which view of it, in which layout and languages, as whose original.
import { say } from "./words.js";

const form = document.getElementById("controls");
const [layout, languages, holder] = ["layout", "languages", "holder"].map((id) => document.getElementById(id));
const originals = document.getElementById("originals");
let views = [];

export const kind = () => form.elements.kind.value;

// Offers the views of a document, the first for a beginning; what was chosen stays as far as this document has it.
export function offer(found, wanted = {}) {
  if (wanted.kind) form.elements.kind.value = wanted.kind;
  views = found;
  const chosen = { ...(views[0] ? keys(views[0]) : {}), ...onlyKnown(wanted) };
  fill(layout, unique("layout"), chosen.layout, (value) => say(value));
  narrow(chosen);
}

// Returns the parameters of the view that is chosen; null where the document has none.
export function chosen() {
  return views.length ? { layout: layout.value, languages: languages.value, holder: holder.value } : null;
}

export function whenChosen(told) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target === layout) narrow({ languages: languages.value, holder: holder.value });
    told();
  });
}

function keys(view) {
  return { layout: view.layout, languages: view.languages.join(","), holder: view.holder ?? "" };
}

function unique(name, among = views) {
  return [...new Set(among.map((view) => keys(view)[name]))];
}

function onlyKnown(wanted) {
  return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => name in (views[0] ?? {}) && unique(name).includes(value)));
}

// Offers the languages and originals that the chosen layout has.
function narrow(wanted) {
  const fitting = views.filter((view) => view.layout === layout.value);
  const named = new Map(fitting.map((view) => [keys(view).languages, Object.values(view.names).join(" + ")]));
  fill(languages, unique("languages", fitting), wanted.languages, (value) => named.get(value));
  fill(holder, unique("holder", fitting), wanted.holder, (value) => value || say("neutral"));
  originals.hidden = holder.length < 2;
}

// A list that is the same stays as it is: it may be open.
function fill(select, values, wanted, name) {
  const options = values.map((value) => new Option(name(value), value));
  const same = options.length === select.length && options.every((each, at) => each.isEqualNode(select[at]));
  if (!same) select.replaceChildren(...options);
  select.value = values.includes(wanted) ? wanted : values[0] ?? "";
}
