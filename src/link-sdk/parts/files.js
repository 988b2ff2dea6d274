// The form by which a user uploads files in the place of a system, and what was uploaded.

import { ApiError } from "./api.js";
import { button, el } from "./dom.js";
import { markdown } from "./markdown.js";

/**
 * @typedef {object} Uploads
 * @property {{ name: string, size: number, uploaded: string }[]} files what is there already
 * @property {string} accept the endings of names that are taken, as a form has them
 * @property {string[]} kinds the same, as people read them
 * @property {number} mostFiles
 * @property {number} maxSize of a file, in bytes
 */

/**
 * @param {import("./authorize.js").Authorizing} authorizing
 * @param {Uploads} uploads
 * @param {string[]} [problems]
 */
export function filesView(authorizing, uploads, problems = []) {
  const { component, after } = authorizing;
  const { t, shell } = component;
  const { files } = uploads;
  const chosen = el("ul", { class: "plain small files" });
  const input = el("input", {
    id: "files",
    type: "file",
    multiple: true,
    accept: uploads.accept,
    "aria-describedby": "files-help",
    "aria-invalid": problems.length > 0 ? "true" : undefined,
    onchange: () => chosen.replaceChildren(...[...input.files].map((f) => row(component, f.name, f.size))),
  });
  const form = el(
    "form",
    {
      class: "fields",
      novalidate: true,
      onsubmit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const given = [...input.files];
        const wrong = wrongWith(component, given, uploads);
        if (wrong.length > 0) {
          filesView(authorizing, uploads, wrong);
        } else {
          send(authorizing, uploads, given);
        }
      },
    },
    el(
      "div",
      {},
      el("label", { for: "files" }, t("files.field")),
      input,
      el(
        "span",
        { class: "help", id: "files-help" },
        t("files.limits", {
          kinds: uploads.kinds.join(", "),
          count: String(uploads.mostFiles),
          size: String(Math.floor(uploads.maxSize / 1048576)),
        }),
      ),
    ),
    chosen,
    el("button", { type: "submit", class: "primary" }, t("files.send")),
  );
  shell.show({
    title: t("files.title"),
    logoUrl: authorizing.authorization.integration.logoUrl,
    body: [
      problems.length > 0 &&
        el("div", { class: "problem", role: "alert" }, t("form.problem"), ...problems.map((p) => el("p", {}, p))),
      ...(after.subtitle ? markdown(after.subtitle, t("newWindow")) : []),
      files.length > 0 && el("h3", {}, t("files.there")),
      files.length > 0 &&
        el("ul", { class: "plain small files" }, ...files.map((f) => row(component, f.name, f.size, f.uploaded))),
      form,
      el("div", { class: "actions" }, button(t(files.length > 0 ? "back" : "cancel"), "quiet", after.back)),
    ],
    back: after.back,
  });
  if (problems.length > 0) {
    input.focus();
  }
}

/**
 * @param {import("./component.js").Component} component
 * @param {File[]} given
 * @param {Uploads} uploads
 * @returns {string[]}
 */
function wrongWith({ t }, given, { mostFiles, maxSize }) {
  const size = String(Math.floor(maxSize / 1048576));
  return [
    given.length === 0 && t("files.none"),
    given.length > mostFiles && t("files.many", { count: String(mostFiles) }),
    ...given.filter((f) => f.size > maxSize).map((f) => t("files.large", { name: f.name, size })),
  ].filter((p) => p !== false);
}

/**
 * @param {import("./authorize.js").Authorizing} authorizing
 * @param {Uploads} uploads
 * @param {File[]} given
 */
function send(authorizing, uploads, given) {
  const { component, after } = authorizing;
  const form = new FormData();
  // Before the files: the server looks at it first.
  form.append("consent", authorizing.consent ?? "");
  for (const file of given) {
    form.append("file", file);
  }

  component.shell.busy();
  component.attempt(async () => {
    try {
      after.done(await component.api.upload(`${authorizing.path}/files`, form));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === undefined || error.status === 401 || error.status >= 500) {
        throw error;
      }

      component.tell(error, true);
      filesView(authorizing, uploads, [error.message]);
    }
  }, () => filesView(authorizing, uploads));
}

/**
 * @param {import("./component.js").Component} component
 * @param {string} name
 * @param {number} size
 * @param {string} [uploaded]
 */
function row({ language }, name, size, uploaded) {
  const kilobytes = Math.max(1, Math.round(size / 1024));
  const shown =
    kilobytes < 1024
      ? `${kilobytes.toLocaleString(language)} kB`
      : `${(kilobytes / 1024).toLocaleString(language, { maximumFractionDigits: 1 })} MB`;
  const day = uploaded && new Date(uploaded).toLocaleDateString(language, { year: "numeric", month: "short", day: "numeric" });
  return el("li", {}, el("span", {}, name), el("span", { class: "soft" }, [shown, day].filter(Boolean).join(" · ")));
}
