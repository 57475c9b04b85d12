// The line below the document: where in YAML the clause is written that was clicked.
import { ask } from "./asking.js";
import { element, placeName } from "./problems.js";
import { say } from "./words.js";

const place = document.getElementById("place");

// Shows the place of the first of these blocks, inner ones first, that YAML gave; `view` are the parameters of the view.
export async function showPlace({ blocks, language }, view) {
  const query = new URLSearchParams({ ...view, language });
  for (const block of blocks) query.append("block", block);
  const found = await ask("place", query);
  if (found) place.replaceChildren(...parts(found));
  else showNoPlace();
}

export function showNoPlace() {
  place.replaceChildren(element("span", say("pick")));
  place.firstChild.className = "quiet";
}

function parts({ block, path, line, link }) {
  const text = `${path}:${line}`;
  const ways = [element("strong", block), " ", placeName(text, link), " "];
  if (link) ways.push(Object.assign(element("a", say("edit")), { href: link, className: "button" }), " ");
  return [...ways, copyButton(text)];
}

function copyButton(text) {
  const button = Object.assign(element("button", say("copy")), { type: "button" });
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = say("copied");
  });
  return button;
}
