// What the page asks its server: JSON by name and parameters, and the stream of what changes.

// Returns the answer; null where there is nothing of these names (any more).
export async function ask(name, parameters = {}) {
  const answer = await fetch(`api/${name}?${new URLSearchParams(parameters)}`);
  if (answer.status === 404) return null;
  const told = await answer.json().catch(() => ({ problems: [{ message: String(answer.status) }] }));
  if (answer.ok) return told;
  throw new Error(told.problems.map(({ message }) => message).join("; "));
}

// Listens from a version on. While the page is hidden it does not: a browser has few connections for one server.
export function listen(since, { changed, state }) {
  let version = since;
  let source = null;

  function open() {
    source = new EventSource(`events?since=${version}`);
    source.addEventListener("open", () => state("connected"));
    source.addEventListener("message", ({ data }) => {
      const change = JSON.parse(data);
      version = change.version;
      changed(change);
    });
    source.addEventListener("ended", () => close("ended"));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) close("ended");
      else state("lost");
    });
  }

  function close(why) {
    source?.close();
    source = null;
    if (why) state(why);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) close();
    else if (!source) open();
  });
  if (!document.hidden) open();
}
