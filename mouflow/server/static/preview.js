// The preview: which document is shown is in the address after #, what changed comes from the server.
import { ask, listen } from "./asking.js";
import { chosen, kind, offer, whenChosen } from "./controls.js";
import { choose, firstDocument, isKnown, listDocuments, redress, standing, updateDocuments } from "./documents.js";
import { forgetPlace, go, isShown, mark, showNothing, showPage, showPdf, whenTold } from "./panes.js";
import { showNoPlace, showPlace } from "./place.js";
import { showProblems } from "./problems.js";
import { showConnection, showFailure, showStanding, showTiming, showTroubles } from "./status.js";
import { chosenLanguage, keepLanguage, say, speak } from "./words.js";

const byId = (id) => document.getElementById(id);
const LABELS = { page: "frame", redline: "changes" };
const CALM = 300;
const SAME = 20;
let current = "";
let saved = null;
let noted = null;
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
    showNoPlace();
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
    showStanding({ current: false, version: null, title: current, problems: [] }, kind());
  }
  if (own === round) await refreshProblems(own);
}

async function refreshShown(own) {
  const [name, asked, shownKind] = [viewName(), parameters(), kind()];
  const answer = await ask(shownKind === "page" ? "view" : shownKind, asked);
  if (own !== round || !answer) return;
  showStanding({ ...answer, title: answer.title || current }, shownKind);
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

async function changed(change) {
  showConnection({ busy: change.busy });
  showTroubles(change.troubles);
  if (change.listed) {
    const known = await ask("documents");
    listDocuments(known.documents);
    if (!isKnown(current)) return openDocument();
  }
  updateDocuments(change.documents);
  if (!change.documents.some(({ id }) => id === current)) return undefined;
  note(change.saved);
  await refresh();
  return reoffer();
}

// A save is told of several times: when its page is there, and when all is checked.
function note(time) {
  if (time && Math.abs(time - (noted ?? 0)) > SAME) saved = noted = time;
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

const guarded = (work) => (...given) => Promise.resolve(work(...given)).catch(showFailure);

function changeLanguage(key) {
  keepLanguage(key);
  speak(key);
  redress();
  showNoPlace();
  showConnection();
}

whenTold((message, view) => {
  if (message.type === "picked") guarded(showPlace)(message, parameters());
  else if (isShown(view) && saved) {
    showTiming(Date.now() - saved);
    saved = null;
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
  const { workspace, documents, version, troubles } = await ask("documents");
  byId("workspace").textContent = workspace;
  showTroubles(troubles);
  listDocuments(documents);
  listen(version, { changed: guarded(changed), state: (state) => showConnection({ state }) });
  await openDocument();
})();
