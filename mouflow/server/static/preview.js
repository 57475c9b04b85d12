// The preview: which document is shown is in the address after #, what changed comes from the server.
import { ask, listen } from "./asking.js";
import { chosen, kind, offer, whenChosen } from "./controls.js";
import { choose, firstDocument, isKnown, listDocuments, redress, standing, updateDocuments } from "./documents.js";
import { forgetPlace, go, isShown, mark, showNothing, showPage, showPdf, whenTold } from "./panes.js";
import { element, placeName, showProblems } from "./problems.js";
import { chosenLanguage, keepLanguage, say, speak } from "./words.js";

const byId = (id) => document.getElementById(id);
const [banner, place, connection, timing] = ["banner", "place", "connection", "timing"].map(byId);
const LABELS = { page: "frame", redline: "changes" };
const CALM = 300;
let current = "";
let saved = null;
let took = null;
let state = "connected";
let busy = false;
let round = 0;

const wanted = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const parameters = () => ({ document: current, ...chosen() });
const viewName = () => JSON.stringify([kind(), parameters()]);

async function openDocument() {
  const asked = wanted();
  const id = isKnown(asked.document) ? asked.document : firstDocument();
  if (id !== current) {
    forgetPlace();
    showNothing();
    pickNothing();
  }
  current = id ?? "";
  choose(current);
  byId("title").textContent = current;
  if (current) {
    await offerViews({ ...chosen(), ...asked });
    await refresh();
  } else {
    showNothing();
    showProblems([], { go, checked: false });
  }
}

async function offerViews(asked) {
  const id = current;
  const views = await ask("views", { document: id });
  if (id === current) offer(views ?? [], asked);
}

// Shows what there is of the chosen view, then its problems. A newer round takes over from an older one.
async function refresh() {
  const own = ++round;
  if (chosen()) {
    await refreshShown(own);
  } else {
    showNothing();
    tell({ current: false, version: null, title: "", problems: [] });
  }
  if (own === round) await refreshProblems(own);
}

async function refreshShown(own) {
  const [name, asked, shownKind] = [viewName(), parameters(), kind()];
  const answer = await ask(shownKind === "page" ? "view" : shownKind, asked);
  if (own !== round || !answer) return;
  tell(answer);
  if (answer.version === null) showNothing();
  else if (shownKind === "pdf") showPdf(name, asked, answer.version);
  else await showPage(name, answer.html, { lasting: shownKind === "page", label: LABELS[shownKind] });
}

async function refreshProblems(own) {
  const problems = await ask("problems", parameters());
  if (own !== round || !problems) return;
  showProblems(problems, { go, checked: standing(current)?.errors !== null });
  mark(problems.filter(({ block }) => block).map(({ block, severity }) => ({ block, severity })));
}

// Says above the page why it is not of the files as they are.
function tell({ current: isCurrent, version, title, problems }) {
  byId("title").textContent = byId("title").title = title || current;
  document.title = `${title || current} · mouflow`;
  banner.hidden = isCurrent;
  if (isCurrent) return;
  const lead = version === null ? say(kind() === "redline" ? "unavailable" : "never") : say("stale");
  const messages = problems.map(({ message, hint }) => element("li", message, hint ? ` (${hint})` : ""));
  banner.replaceChildren(lead, element("ul", "", ...messages.slice(0, 3)));
}

async function picked({ blocks, language }) {
  const query = new URLSearchParams({ ...parameters(), language });
  for (const block of blocks) query.append("block", block);
  const found = await ask("place", query);
  if (!found) {
    pickNothing();
    return;
  }
  const text = `${found.path}:${found.line}`;
  const copy = element("button", say("copy"));
  copy.type = "button";
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    copy.textContent = say("copied");
  });
  const parts = [element("strong", found.block), " ", placeName(text, found.link)];
  if (found.link) {
    const link = element("a", say("edit"));
    link.href = found.link;
    link.className = "button";
    parts.push(" ", link);
  }
  place.replaceChildren(...parts, " ", copy);
}

function pickNothing() {
  place.replaceChildren(element("span", say("pick")));
  place.firstChild.className = "quiet";
}

function showState() {
  connection.textContent = state !== "connected" ? say(state) : say(busy ? "building" : "connected");
  connection.dataset.state = state;
  timing.textContent = took === null ? "" : say("timing", took);
}

async function changed(change) {
  busy = change.busy;
  showState();
  if (change.listed) {
    const known = await ask("documents");
    listDocuments(known.documents);
    if (!isKnown(current)) return openDocument();
  }
  updateDocuments(change.documents);
  if (!change.documents.some(({ id }) => id === current)) return undefined;
  saved = change.saved;
  await refresh();
  return reoffer();
}

// A save can also change which views there are; that can wait until nothing is saved for a moment.
async function reoffer() {
  const own = round;
  await new Promise((resolve) => { setTimeout(resolve, chosen() ? CALM : 0); });
  if (own !== round) return;
  const before = viewName();
  await offerViews({ ...wanted(), ...chosen(), kind: kind() });
  if (viewName() !== before) await refresh();
}

function failed(problem) {
  banner.hidden = false;
  banner.textContent = `${say("failed")} ${problem.message}`;
}

const guarded = (work) => (...given) => Promise.resolve(work(...given)).catch(failed);

function changeLanguage(key) {
  keepLanguage(key);
  speak(key);
  redress();
  pickNothing();
  showState();
}

whenTold((message, view) => {
  if (message.type === "picked") guarded(picked)(message);
  else if (isShown(view) && saved) {
    took = Date.now() - saved;
    saved = null;
    showState();
  }
});
whenChosen(guarded(async () => {
  history.replaceState(null, "", `#${new URLSearchParams({ ...parameters(), kind: kind() })}`);
  await refresh();
}));
addEventListener("hashchange", guarded(openDocument));
byId("interface").value = chosenLanguage();
byId("interface").addEventListener("change", guarded(async ({ target }) => {
  changeLanguage(target.value);
  if (current) {
    offer([], {});
    await offerViews({ ...wanted(), kind: kind() });
    await refresh();
  }
}));

guarded(async () => {
  changeLanguage(chosenLanguage());
  const { workspace, documents, version } = await ask("documents");
  byId("workspace").textContent = workspace;
  listDocuments(documents);
  listen(version, { changed: guarded(changed), state: (now) => { state = now; showState(); } });
  await openDocument();
})();
