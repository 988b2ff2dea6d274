// The frame of a component: its shadow root, its header, one view at a time, the focus, and the callbacks of the page.
// Landmarks and the first heading are the page's own.

import { button, el, logo } from "./dom.js";
import { addStyle } from "./style.js";

const focusable = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), summary, h2[tabindex]";

/**
 * @typedef {object} View
 * @property {string | Node[]} title
 * @property {string} [logoUrl] the system that it is about
 * @property {(Node | string | null | undefined | false)[]} body
 * @property {() => void} [back]
 */

/**
 * @typedef {object} Frame
 * @property {Element} target
 * @property {string} language
 * @property {import("./texts.js").Translate} t
 * @property {boolean} modal whether the page shows it above everything else, until it is closed
 * @property {boolean} bordered
 * @property {string} [nonce]
 * @property {Record<string, string>} colours
 * @property {(() => void)} [close]
 */

export class Shell {
  /** @param {Frame} frame */
  constructor(frame) {
    this.frame = frame;
    this.host = el("div", { lang: frame.language });
    this.colour(frame.colours);
    this.root = this.host.attachShadow({ mode: "open" });
    addStyle(this.root, frame.nonce);
    this.brand = el("span", { class: "brand" });
    this.left = el("span", { class: "left", hidden: true });
    this.main = el("div", { class: "main", tabindex: "-1" });
    this.said = el("div", { class: "hidden", role: "status" });
    this.box = el(
      "div",
      {
        class: frame.bordered ? "frame bordered" : "frame",
        role: frame.modal ? "dialog" : "group",
        "aria-modal": frame.modal ? "true" : undefined,
        "aria-labelledby": "title",
        onkeydown: (/** @type {KeyboardEvent} */ e) => this.onKey(e),
      },
      el("div", { class: "header" }, this.left, this.brand, frame.close && this.closeButton(frame.close)),
      this.main,
      this.said,
    );
    this.root.append(this.box);
    frame.target.append(this.host);
    /** Changes with each view, so that what was begun in one does nothing in another. */
    this.view = 0;
    this.focuses = frame.modal;
  }

  /** Whether it is still on the page. */
  get isThere() {
    return this.host.isConnected;
  }

  /** @param {Record<string, string>} colours */
  colour(colours) {
    for (const [name, value] of Object.entries(colours)) {
      this.host.style.setProperty(name, value);
    }
  }

  /**
   * Says whose it is.
   * @param {string} name
   * @param {string | null | undefined} logoUrl
   */
  showBrand(name, logoUrl) {
    this.brand.replaceChildren(
      logoUrl ? el("img", { src: logoUrl, alt: name, onerror: () => this.brand.replaceChildren(name) }) : name,
    );
  }

  /**
   * Shows a view in the place of the one before.
   * @param {View} view
   */
  show({ title, logoUrl, body, back }) {
    this.view += 1;
    const heading = el("h2", { id: "title", tabindex: "-1" }, ...(typeof title === "string" ? [title] : title));
    this.main.replaceChildren(...(logoUrl ? [logo(logoUrl, 48)] : []), heading, ...body.filter(isThere));
    this.main.scrollTop = 0;
    this.said.textContent = "";
    this.left.hidden = !back;
    this.left.replaceChildren(...(back ? [this.backButton(back)] : []));
    if (this.focuses) {
      heading.focus({ preventScroll: true });
    }

    // The first view takes the focus only where the page is covered; each later one was asked for by its user.
    this.focuses = true;
  }

  /** Shows that something is under way. */
  busy() {
    this.view += 1;
    const words = this.frame.t("loading");
    this.left.hidden = true;
    const heading = el("h2", { id: "title", class: "hidden", tabindex: "-1" }, words);
    this.main.replaceChildren(
      el("div", { class: "loading" }, heading, el("div", { class: "spinner", "aria-hidden": "true" })),
    );
    this.said.textContent = words;
    if (this.focuses && this.root.activeElement === null) {
      heading.focus({ preventScroll: true });
    }
  }

  /**
   * Tells screen readers what changed without a new view.
   * @param {string} text
   */
  say(text) {
    this.said.textContent = text;
  }

  destroy() {
    this.view += 1;
    this.host.remove();
  }

  /** @param {() => void} close */
  closeButton(close) {
    return button("×", "icon", close, { "aria-label": this.frame.t("close") });
  }

  /** @param {() => void} back */
  backButton(back) {
    return button("‹", "icon", back, { "aria-label": this.frame.t("back") });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!this.frame.modal || event.defaultPrevented) {
      return;
    }

    if (event.key === "Escape" && this.frame.close) {
      event.preventDefault();
      event.stopPropagation();
      this.frame.close();
    } else if (event.key === "Tab") {
      this.keepInside(event);
    }
  }

  /** @param {KeyboardEvent} event */
  keepInside(event) {
    const all = [...this.root.querySelectorAll(focusable)].filter((e) => e instanceof HTMLElement && e.offsetParent);
    const stops = all.filter((e) => e.getAttribute("tabindex") !== "-1");
    const at = this.root.activeElement;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    const onto = event.shiftKey ? stops.at(-1) : stops[0];
    // From the heading, which Tab does not stop at, backwards leads out as well.
    if (onto instanceof HTMLElement && (at === edge || (event.shiftKey && !stops.includes(/** @type {Element} */ (at))))) {
      event.preventDefault();
      onto.focus();
    }
  }
}

/**
 * Calls a callback of the page. What goes wrong in it is the page's, and stops nothing here.
 * @param {unknown} callback
 * @param {...any} args
 */
export function call(callback, ...args) {
  if (typeof callback !== "function") {
    return;
  }

  try {
    const result = callback(...args);
    if (result && typeof result.catch === "function") {
      result.catch((/** @type {unknown} */ error) => console.error("A callback of the page failed.", error));
    }
  } catch (error) {
    console.error("A callback of the page failed.", error);
  }
}

/** @param {unknown} child */
function isThere(child) {
  return child !== null && child !== undefined && child !== false;
}
