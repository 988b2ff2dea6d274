// Markdown as pages use it in their texts: paragraphs, lists, emphasis, code and links. Anything else is shown as it was written.

import { el } from "./dom.js";

const inline = /\*\*(.+?)\*\*|__(.+?)__|\*(.+?)\*|_(.+?)_|`(.+?)`|\[([^\]]+)\]\(([^)\s]+)\)/;

/**
 * @param {string} text
 * @param {string} newWindow what a link says to screen readers
 * @returns {Node[]}
 */
export function markdown(text, newWindow) {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((block) => block.trim())
    .flatMap((block) => blockOf(block, newWindow));
}

/**
 * Without paragraphs, for titles and buttons.
 * @param {string} text
 * @param {string} newWindow
 * @returns {Node[]}
 */
export function markdownLine(text, newWindow) {
  return spans(text.trim(), newWindow);
}

/**
 * @param {string} block
 * @param {string} newWindow
 * @returns {Node[]}
 */
function blockOf(block, newWindow) {
  const lines = block.split("\n").map((l) => l.trim());
  const heading = /^#{1,6}\s+(.*)$/.exec(lines[0]);
  if (heading) {
    const rest = lines.slice(1).join("\n");
    return [
      el("p", {}, el("strong", {}, ...spans(heading[1], newWindow))),
      ...(rest.trim() ? blockOf(rest, newWindow) : []),
    ];
  }

  for (const [tag, mark] of /** @type {[string, RegExp][]} */ ([["ul", /^[-*+]\s+/], ["ol", /^\d+[.)]\s+/]])) {
    if (lines.every((l) => mark.test(l))) {
      return [el(tag, {}, ...lines.map((l) => el("li", {}, ...spans(l.replace(mark, ""), newWindow))))];
    }
  }

  return [el("p", {}, ...spans(lines.join(" "), newWindow))];
}

/**
 * @param {string} text
 * @param {string} newWindow
 * @returns {Node[]}
 */
function spans(text, newWindow) {
  /** @type {Node[]} */
  const nodes = [];
  let rest = text;
  for (let found = inline.exec(rest); found; found = inline.exec(rest)) {
    nodes.push(document.createTextNode(rest.slice(0, found.index)), spanOf(found, newWindow));
    rest = rest.slice(found.index + found[0].length);
  }

  nodes.push(document.createTextNode(rest));
  return nodes;
}

/**
 * @param {RegExpExecArray} found
 * @param {string} newWindow
 * @returns {Node}
 */
function spanOf(found, newWindow) {
  const strong = found[1] ?? found[2];
  const emphasis = found[3] ?? found[4];
  if (strong !== undefined) {
    return el("strong", {}, ...spans(strong, newWindow));
  }

  if (emphasis !== undefined) {
    return el("em", {}, ...spans(emphasis, newWindow));
  }

  if (found[5] !== undefined) {
    return el("code", {}, found[5]);
  }

  const [whole, words, address] = [found[0], found[6], found[7]];
  return /^(https?:\/\/|mailto:)/i.test(address)
    ? el(
        "a",
        { href: address, target: "_blank", rel: "noopener noreferrer" },
        words,
        el("span", { class: "hidden" }, ` (${newWindow})`),
      )
    : document.createTextNode(whole);
}
