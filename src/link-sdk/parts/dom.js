// Makes elements. Texts are always texts: nothing is ever parsed as HTML.

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] handlers as functions (onclick), booleans as attributes that are there or not
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, String(value));
    }
  }

  element.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

/**
 * A button.
 * @param {string} text
 * @param {string} kind primary, quiet or plain
 * @param {() => void} onclick
 * @param {Record<string, any>} [attributes]
 */
export function button(text, kind, onclick, attributes = {}) {
  return el("button", { type: "button", class: kind, onclick, ...attributes }, text);
}

/**
 * A system's picture; its name is always beside it.
 * @param {string} src
 * @param {number} size
 */
export function logo(src, size) {
  return el("img", { src, alt: "", width: size, height: size, class: "logo" });
}
