// The problems beside the document, each with its lines, the way out, and ways to its clause and its file.
import { say } from "./words.js";

const list = document.querySelector("#problems ol");
const count = document.getElementById("count");
const fine = list.nextElementSibling;

// Shows the problems of a document; `go` leads to a block of the text. `checked` says whether it was looked at yet.
export function showProblems(problems, { go, checked }) {
  list.replaceChildren(...problems.map((problem) => item(problem, go)));
  for (const code of list.querySelectorAll("pre")) code.scrollLeft = code.querySelector("mark").offsetLeft - code.clientWidth / 2;
  count.textContent = problems.length ? `(${problems.length})` : "";
  fine.textContent = say(checked ? "fine" : "unchecked");
  fine.hidden = problems.length > 0;
}

function item(problem, go) {
  const part = document.createElement("li");
  part.dataset.severity = problem.severity ?? "error";
  const head = element("p", "", element("strong", say(part.dataset.severity)), ` ${problem.message}`);
  part.append(head);
  if (problem.excerpt) part.append(excerpt(problem));
  if (problem.hint) part.append(element("p", "", element("em", say("hint")), ` ${problem.hint}`));
  if (problem.place) part.append(ways(problem, go));
  return part;
}

function excerpt({ excerpt: { first, lines }, line, column }) {
  const code = document.createElement("pre");
  lines.forEach((text, at) => {
    const row = element("span", "", element("b", String(first + at)));
    if (first + at === line) {
      const signs = [...text];
      const from = signs.slice(column - 1).join("");
      const [marked] = from.match(/^\S+/) ?? [from.slice(0, 1) || " "];
      row.className = "here";
      row.append(signs.slice(0, column - 1).join(""), element("mark", marked), from.slice(marked.length), "\n");
    } else {
      row.append(text, "\n");
    }
    code.append(row);
  });
  code.tabIndex = 0;
  return code;
}

function ways({ place: { path, line, column, link }, block }, go) {
  const row = element("p", "");
  if (block) {
    const button = element("button", say("find"));
    button.type = "button";
    button.addEventListener("click", () => go(block));
    row.append(button, " ");
  }
  row.append(placeName(`${path}:${line}:${column}`, link));
  return row;
}

// Returns a place as text; as a link to the editor where the workspace holds the file.
export function placeName(text, link) {
  if (!link) return element("code", text);
  const anchor = element("a", "", element("code", text));
  anchor.href = link;
  anchor.title = say("edit");
  return anchor;
}

export function element(tag, text, ...children) {
  const made = document.createElement(tag);
  made.append(text, ...children);
  return made;
}
