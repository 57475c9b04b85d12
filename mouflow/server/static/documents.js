// The list of documents at the left: agreements with their documents, each with how it stands.
import { say } from "./words.js";

const list = document.querySelector("#documents ul");
const filter = document.getElementById("filter");
const standings = new Map();
const entries = new Map();
let current = "";

const agreementOf = (id) => id.split("/")[0];

export const isKnown = (id) => standings.has(id);
export const firstDocument = () => standings.keys().next().value;
export const standing = (id) => standings.get(id);

// Shows these documents, and no others.
export function listDocuments(documents) {
  standings.clear();
  entries.clear();
  for (const each of documents) standings.set(each.id, each);
  const ids = [...standings.keys()];
  const agreements = [...new Set(ids.map(agreementOf))];
  list.replaceChildren(...agreements.map((name) => group(name, ids.filter((id) => agreementOf(id) === name))));
  choose(current);
  narrow();
}

export function updateDocuments(documents) {
  for (const each of documents) {
    standings.set(each.id, each);
    const entry = entries.get(each.id);
    if (entry) dress(entry, each);
  }
}

export function choose(id) {
  entries.get(current)?.removeAttribute("aria-current");
  current = id;
  entries.get(id)?.setAttribute("aria-current", "page");
  entries.get(id)?.scrollIntoView({ block: "nearest" });
}

// Says everything again, in another language.
export function redress() {
  for (const [id, entry] of entries) dress(entry, standings.get(id));
}

function group(agreement, ids) {
  const part = document.createElement("li");
  const name = document.createElement("span");
  const inside = document.createElement("ul");
  name.textContent = agreement;
  inside.append(...ids.map(item));
  part.append(name, inside);
  return part;
}

function item(id) {
  const part = document.createElement("li");
  const entry = document.createElement("a");
  entry.href = `#${new URLSearchParams({ document: id })}`;
  entry.append(Object.assign(document.createElement("span"), { textContent: id.split("/")[1] }), document.createElement("small"));
  entries.set(id, entry);
  dress(entry, standings.get(id));
  part.append(entry);
  return part;
}

function dress(entry, { errors, warnings }) {
  const state = errors ? "errors" : warnings ? "warnings" : errors === null ? "unchecked" : "well";
  entry.dataset.state = state;
  const count = { errors, warnings }[state];
  entry.lastChild.textContent = count ? say(state, count) : state === "unchecked" ? "" : say(state);
}

function narrow() {
  const wanted = filter.value.trim().toLowerCase();
  let any = false;
  for (const part of list.children) {
    const whole = part.firstChild.textContent.toLowerCase().includes(wanted);
    const inside = [...part.lastChild.children];
    for (const each of inside) each.hidden = !whole && !each.textContent.toLowerCase().includes(wanted);
    part.hidden = inside.every((each) => each.hidden);
    any ||= !part.hidden;
  }
  list.nextElementSibling.hidden = any;
}

filter.addEventListener("input", narrow);
