// The frames in which the document is shown. Text and redline lie in a frame that is an origin of its own (see frame.js),
// and is spoken to by messages alone; a PDF is shown by the browser.
import { say } from "./words.js";

const pane = document.getElementById("pane");
let shown = null;
let anchor = null;
let pending = null;
let told = () => {};

export function whenTold(listener) {
  told = listener;
}

// Shows a page: in place where the same view is shown already, in a new frame otherwise. `lasting` is false where a page
// has a script of its own, which runs but once. What is shown stays until the new frame is ready.
export async function showPage(view, html, { lasting, label }) {
  if (lasting && shown?.view === view && shown.frame.isConnected) {
    post(shown, { type: "update", html });
    return;
  }
  const next = framed(view, say(label));
  next.frame.setAttribute("sandbox", "allow-scripts");
  next.frame.src = "frame";
  const heard = (type) => new Promise((resolve) => { next[type] = resolve; });
  const [ready, done] = [heard("ready"), heard("shown")];
  pending = next;
  pane.append(next.frame);
  await ready;
  post(next, { type: "begin", html, anchor });
  await done;
  take(next);
}

export function showPdf(view, parameters, version) {
  const next = framed(view, say("pdf"));
  next.frame.addEventListener("load", () => take(next), { once: true });
  next.frame.src = `pdf?${new URLSearchParams({ ...parameters, version })}#navpanes=0&view=FitH`;
  pending = next;
  pane.append(next.frame);
}

export function showNothing() {
  pending?.frame.remove();
  pending = null;
  shown?.frame.remove();
  shown = null;
}

export const isShown = (view) => shown?.view === view;
export const mark = (problems) => shown && post(shown, { type: "mark", problems });
export const go = (block) => shown && post(shown, { type: "go", block });
export const forgetPlace = () => { anchor = null; };

function framed(view, title) {
  pending?.frame.remove();
  const frame = document.createElement("iframe");
  frame.title = title;
  frame.className = "next";
  return { frame, view };
}

function take(next) {
  if (pending !== next) return;
  pending = null;
  shown?.frame.remove();
  shown = next;
  next.frame.className = "";
}

// The frame's origin is opaque, so that it cannot be named; it holds nothing but what it is sent here.
function post({ frame }, message) {
  frame.contentWindow?.postMessage(message, "*");
}

addEventListener("message", ({ source, data }) => {
  const from = [shown, pending].find((each) => each && each.frame.contentWindow === source);
  if (!from) return;
  from[data.type]?.();
  if (data.type === "anchor" && from === shown) anchor = data.anchor;
  if (data.type === "shown" || data.type === "picked") told(data, from.view);
});
