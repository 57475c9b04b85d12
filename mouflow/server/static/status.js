// What the page says of itself: whether it is connected, how long a save took to be shown, why a page is not the present one.
import { element } from "./problems.js";
import { say } from "./words.js";

const byId = (id) => document.getElementById(id);
const [title, banner, troubles, connection, timing] = ["title", "banner", "troubles", "connection", "timing"].map(byId);
const known = { state: "connected", busy: false, took: null };

// Shows what is new of the connection, and says the rest again.
export function showConnection(fresh = {}) {
  Object.assign(known, fresh);
  const { state, busy, took } = known;
  connection.textContent = state === "connected" && busy ? say("building") : say(state);
  connection.dataset.state = state;
  timing.textContent = took === null ? "" : say("timing", took);
}

export const showTiming = (took) => showConnection({ took });

// Says above the page whether it is of the files as they are, and why not.
export function showStanding({ current, version, title: name, problems }, kind) {
  title.textContent = title.title = name;
  document.title = `${name} · mouflow`;
  banner.hidden = current;
  if (current) return;
  const lead = version === null ? say(kind === "redline" ? "unavailable" : "never") : say("stale");
  banner.replaceChildren(lead, list(problems.slice(0, 3)));
}

// Says what stands in the way of everything, such as a disk that is full.
export function showTroubles(problems) {
  troubles.hidden = !problems.length;
  troubles.replaceChildren(list(problems));
}

function list(problems) {
  return element("ul", "", ...problems.map(({ message, hint }) => element("li", message, hint ? ` (${hint})` : "")));
}

export function showFailure(problem) {
  banner.hidden = false;
  banner.textContent = `${say("failed")} ${problem.message}`;
}
