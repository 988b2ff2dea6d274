// The page on which a user agrees: what is shared, why, and for how long, in the page's own words where it has any.

import { button, el } from "./dom.js";
import { markdown, markdownLine } from "./markdown.js";
import { call } from "./shell.js";
import { fill } from "./texts.js";

/**
 * The page's own words for a kind of systems.
 * @typedef {object} ConsentWords
 * @property {string} [title]
 * @property {string} [subtitle]
 * @property {string} [termsAndConditions]
 * @property {string} [nextButton]
 * @property {string} [purpose]
 * @property {string} [access]
 * @property {string} [accountInformation]
 * @property {string} [retention]
 * @property {string} [withdrawal]
 * @property {string} [privacyUrl]
 * @property {string[]} [dataTypes]
 * @property {Record<string, string | undefined>} [headers]
 */

// More are behind a click, so that the rest is near.
const few = 8;

/**
 * @param {import("./component.js").Component} component
 * @param {import("./authorize.js").Authorizing} authorizing
 * @param {ConsentWords} words
 * @param {() => void} back
 * @returns {import("./shell.js").View}
 */
export function consentView(component, authorizing, words, back) {
  const { t } = component;
  const { integration, fields, keyFields } = authorizing.authorization;
  const { name } = authorizing;
  const of = (/** @type {string} */ key) => t(integration.takesFiles ? `files.${key}` : key, { name });
  const own = (/** @type {string | undefined} */ text) =>
    text && fill(text, { companyName: component.names.client, platformName: name });
  const title = own(words.title) ?? of("consent.title");
  const subtitle = own(words.subtitle);
  const shared = words.dataTypes ?? (integration.takesFiles ? [t("files.shared")] : integration.dataTypes);
  const headers = words.headers ?? {};
  /** @type {[string, string | undefined][]} */
  const before = [[headers.purpose ?? t("consent.purpose"), own(words.purpose) ?? t("consent.purpose.text")]];
  /** @type {[string, string | undefined][]} */
  const after = [
    [
      headers.access ?? t("consent.access"),
      own(words.access) ?? (integration.writes ? t("consent.access.write") : of("consent.access.read")),
    ],
    [headers.accountInformation ?? t("consent.account"), own(words.accountInformation)],
    [headers.retention ?? t("consent.retention"), own(words.retention) ?? of("consent.retention.text")],
    [t("consent.end"), own(words.withdrawal) ?? t("consent.end.text")],
  ];
  const what = headers.platformData ?? t("consent.what");
  const privacy = words.privacyUrl && `[${t("privacy")}](${words.privacyUrl})`;
  const terms = [own(words.termsAndConditions), privacy].filter(Boolean).join("\n\n");
  const toSource = integration.leadsToSource && fields.length === 0;
  const next = own(words.nextButton) ?? t(toSource ? "consent.agree.source" : "consent.agree", { name });
  const said = [
    `# ${title}`,
    subtitle,
    ...before.map(([heading, text]) => text && `## ${heading}\n\n${text}`),
    shared.length > 0 && `## ${what}\n\n${shared.map((s) => `- ${s}`).join("\n")}`,
    ...after.map(([heading, text]) => text && `## ${heading}\n\n${text}`),
    terms,
  ]
    .filter(Boolean)
    .join("\n\n");
  const agree = (/** @type {boolean} */ byKey) => {
    // First what only a click may do; the page's callback could take that away.
    authorizing.agreed(byKey);
    call(component.props.onConsent, { text: said });
  };
  const section = (/** @type {[string, string | undefined]} */ [heading, text]) =>
    text ? [el("h3", {}, heading), ...markdown(text, t("newWindow"))] : [];
  return {
    title: markdownLine(title, t("newWindow")),
    logoUrl: integration.logoUrl,
    body: [
      ...(subtitle ? markdown(subtitle, t("newWindow")) : []),
      ...before.flatMap(section),
      ...(shared.length > 0
        ? [
            el("h3", {}, what),
            list(shared.slice(0, few), t("newWindow")),
            shared.length > few &&
              el(
                "details",
                {},
                el("summary", {}, t("consent.more", { count: String(shared.length - few) })),
                list(shared.slice(few), t("newWindow")),
              ),
          ]
        : []),
      ...after.flatMap(section),
      ...(terms ? markdown(terms, t("newWindow")) : []),
      el(
        "div",
        { class: "actions stick" },
        button(next, "primary", () => agree(false)),
        keyFields && button(t("consent.agree.key"), "wide", () => agree(true)),
        button(t("cancel"), "quiet", back),
      ),
    ],
    back,
  };
}

/**
 * @param {string[]} items
 * @param {string} newWindow
 */
function list(items, newWindow) {
  return el("ul", { class: "shared" }, ...items.map((s) => el("li", {}, ...markdownLine(s, newWindow))));
}
