// A page's own colour, made to be read: WCAG asks for a contrast of 4.5 to 1.

const enough = 4.5;

/** The grounds on which the colour stands, as in style.js. */
const grounds = { light: "#ffffff", dark: "#1c252d" };

/**
 * The variables of a page's colour, or none if it is not a hex colour.
 * @param {string | undefined} primary
 * @returns {Record<string, string>}
 */
export function coloursOf(primary) {
  const rgb = parse(primary);
  if (!rgb) {
    return {};
  }

  const light = readableOn(rgb, parse(grounds.light) ?? [255, 255, 255]);
  const dark = readableOn(rgb, parse(grounds.dark) ?? [0, 0, 0]);
  return {
    "--accent-light": hex(light),
    "--accent-dark": hex(dark),
    "--on-accent-light": hex(textOn(light)),
    "--on-accent-dark": hex(textOn(dark)),
  };
}

/**
 * The colour itself if it can be read there, else the nearest of its shades or tints that can.
 * @param {number[]} colour
 * @param {number[]} ground
 */
function readableOn(colour, ground) {
  const towards = luminance(ground) > 0.5 ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.05) {
    const mixed = colour.map((c) => Math.round(c + (towards - c) * share));
    if (contrast(mixed, ground) >= enough) {
      return mixed;
    }
  }

  return [towards, towards, towards];
}

/** @param {number[]} colour */
function textOn(colour) {
  const white = [255, 255, 255];
  return contrast(colour, white) >= enough ? white : [11, 26, 39];
}

/**
 * @param {number[]} a
 * @param {number[]} b
 */
function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** @param {number[]} colour */
function luminance(colour) {
  const [r, g, b] = colour.map((c) => {
    const part = c / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * @param {string | undefined} text
 * @returns {number[] | undefined}
 */
function parse(text) {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(typeof text === "string" ? text.trim() : "")?.[1];
  const six = digits?.length === 3 ? [...digits].map((d) => d + d).join("") : digits;
  return six ? [0, 2, 4].map((at) => Number.parseInt(six.slice(at, at + 2), 16)) : undefined;
}

/** @param {number[]} colour */
function hex(colour) {
  return `#${colour.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}
