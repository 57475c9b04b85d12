// What the page says of itself: whether it is connected, how long a save took to be shown, why a page is not the present one.
import { element } from "./problems.js";
import { say } from "./words.js";

const [title, banner, connection, timing] = ["title", "banner", "connection", "timing"].map((id) => document.getElementById(id));
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
  const messages = problems.map(({ message, hint }) => element("li", message, hint ? ` (${hint})` : ""));
  banner.replaceChildren(lead, element("ul", "", ...messages.slice(0, 3)));
}

export function showFailure(problem) {
  banner.hidden = false;
  banner.textContent = `${say("failed")} ${problem.message}`;
}
