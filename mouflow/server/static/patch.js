// Makes an element equal to another one, changing as little as possible: what is the same stays the same element, so that
// selection, focus and folds stay too. Blocks are known by their ids; those that changed are marked `data-updated`.
const patch = (() => {
  "use strict";
  const keyOf = (node) => (node.nodeType === 1 ? node.id || (node.querySelector("[id]")?.id ?? "") : "");
  const twinKey = (node) => (keyOf(node) ? `${node.tagName} ${keyOf(node)}` : "");

  function patch(old, fresh) {
    for (const { name } of [...old.attributes]) {
      if (!fresh.hasAttribute(name) && !(name === "open" && old.tagName === "DETAILS")) old.removeAttribute(name);
    }
    for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    patchChildren(old, fresh);
    if (old.id && !old.querySelector("[id]")) old.dataset.updated = "";
  }

  function patchChildren(old, fresh) {
    const twins = new Map([...old.children].map((each) => [twinKey(each), each]));
    twins.delete("");
    let at = old.firstChild;
    for (const node of [...fresh.childNodes]) {
      if (at?.isEqualNode(node)) {
        at = at.nextSibling;
        continue;
      }
      const key = twinKey(node);
      const alike = at?.nodeType === 1 && node.nodeType === 1 && !key && !twinKey(at) && at.tagName === node.tagName;
      const twin = alike ? at : key ? twins.get(key) : null;
      if (!twin) {
        old.insertBefore(node, at);
        if (node.nodeType === 1 && node.id) node.dataset.updated = "";
        continue;
      }
      twins.delete(key);
      if (twin === at) at = at.nextSibling;
      else old.insertBefore(twin, at);
      if (!twin.isEqualNode(node)) patch(twin, node);
    }
    while (at) {
      const next = at.nextSibling;
      at.remove();
      at = next;
    }
  }

  return patch;
})();
