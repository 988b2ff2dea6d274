// Authorizes a connection: by a form, or at its source. Both components do it in the same way.

import { ApiError } from "./api.js";
import { button, el } from "./dom.js";
import { filesView } from "./files.js";
import { go, openWindow, remember } from "./way.js";

const organisationField = "companyId";
const pollEvery = 2000;

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {"Text" | "Url" | "Password" | "Choice"} kind
 * @property {string} [help]
 * @property {string} [default]
 * @property {boolean} optional
 * @property {{ value: string, label: string }[]} choices
 */

/**
 * @typedef {object} Authorization
 * @property {import("./component.js").Connection} connection
 * @property {{ name: string, logoUrl: string, dataTypes: string[], writes: boolean, leadsToSource: boolean, takesFiles: boolean }} integration
 * @property {boolean} atOnce
 * @property {Field[]} fields
 * @property {Field[]} [keyFields]
 */

/**
 * What comes afterwards.
 * @typedef {object} After
 * @property {(connection: import("./component.js").Connection) => void} done
 * @property {() => void} back
 * @property {string} [subtitle] what the page says above a form for files
 */

export class Authorizing {
  /**
   * @param {import("./component.js").Component} component
   * @param {Authorization} authorization
   * @param {string} companyId
   * @param {After} after
   */
  constructor(component, authorization, companyId, after) {
    this.component = component;
    this.authorization = authorization;
    this.companyId = companyId;
    this.after = after;
    /** @type {string | undefined} */
    this.consent = undefined;
    /** @type {Record<string, string>} */
    this.values = {};
    this.name = component.nameOf(authorization.connection);
    this.path = `connections/${authorization.connection.id}`;
  }

  /**
   * The user has agreed. Called while a click is handled, so that a window can be opened.
   * @param {boolean} byKey
   */
  agreed(byKey) {
    const { integration, fields } = this.authorization;
    const leaves = integration.leadsToSource && !byKey;
    const opened = leaves && fields.length === 0 ? openWindow() : null;
    const { component } = this;
    component.shell.busy();
    component.attempt(async () => {
      try {
        this.consent = (await component.api.post(`${this.path}/consent`)).consent;
      } catch (error) {
        opened?.close();
        throw error;
      }

      if (leaves && fields.length === 0) {
        await this.leave(opened);
      } else if (integration.takesFiles) {
        await this.files();
      } else {
        this.form(byKey);
      }
    }, this.after.back);
  }

  /** Asks for files. */
  async files() {
    filesView(this, await this.component.api.get(`${this.path}/files`));
  }

  /** Its user agreed once, and gives the access again: nothing is asked. Called while a click is handled. */
  again() {
    const opened = openWindow();
    this.component.shell.busy();
    this.component.attempt(() => this.leave(opened), this.after.back);
  }

  /**
   * @param {boolean} byKey
   * @param {ApiError} [problem]
   * @param {{ id: string, name: string }[]} [organisations]
   */
  form(byKey, problem, organisations) {
    const { t, shell } = this.component;
    const { integration } = this.authorization;
    const leaves = integration.leadsToSource && !byKey;
    const fields = (byKey ? this.authorization.keyFields : this.authorization.fields) ?? [];
    const form = el(
      "form",
      {
        class: "fields",
        novalidate: true,
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          this.submit(form, byKey, leaves);
        },
      },
      organisations && this.organisationField(organisations),
      ...fields.map((field) => this.field(field, problem?.fields[field.name])),
      el("button", { type: "submit", class: "primary" }, leaves ? t("form.leave", { name: this.name }) : t("form.connect")),
    );
    const named = problem && Object.keys(problem.fields).some((name) => fields.some((f) => f.name === name));
    shell.show({
      title: t("form.title", { name: this.name }),
      logoUrl: integration.logoUrl,
      body: [
        problem && el("p", { class: "problem", role: "alert" }, t("form.problem"), named ? "" : ` ${problem.message}`),
        organisations && el("p", { role: "status" }, t("form.choose")),
        form,
      ],
      back: this.after.back,
    });
    form.querySelector("[aria-invalid=true]")?.focus();
  }

  /**
   * @param {HTMLFormElement} form
   * @param {boolean} byKey
   * @param {boolean} leaves
   */
  submit(form, byKey, leaves) {
    for (const input of form.querySelectorAll("input, select")) {
      const { name, value } = /** @type {HTMLInputElement} */ (input);
      this.values[name] = value;
    }

    const opened = leaves ? openWindow() : null;
    const { component } = this;
    component.shell.busy();
    component.attempt(async () => {
      try {
        if (leaves) {
          await this.leave(opened);
        } else {
          await this.authorize(byKey);
        }
      } catch (error) {
        opened?.close();
        if (!(error instanceof ApiError) || error.status === undefined || error.status === 401 || error.status >= 500) {
          throw error;
        }

        component.tell(error, true);
        this.form(byKey, error);
      }
    }, () => this.form(byKey));
  }

  /** @param {boolean} byKey */
  async authorize(byKey) {
    const outcome = await this.component.api.post(`${this.path}/authorize`, {
      consent: this.consent,
      values: this.values,
    });
    if (outcome.organisations) {
      this.form(byKey, undefined, outcome.organisations);
    } else {
      this.after.done(outcome.connection);
    }
  }

  /**
   * Sends the user to the source, in the window that was opened, and waits.
   * @param {Window | null} opened
   */
  async leave(opened) {
    if (!opened) {
      this.blocked();
      return;
    }

    let way;
    try {
      way = await this.ask();
    } catch (error) {
      opened.close();
      throw error;
    }

    go(way, opened, this.component.shell.root);
    this.wait(way.startedOn, opened);
  }

  /** @param {string} [returnTo] */
  ask(returnTo) {
    return this.component.api.post(`${this.path}/leave`, { consent: this.consent, values: this.values, returnTo });
  }

  /** The browser opened no window. */
  blocked() {
    const { t, shell, api } = this.component;
    const here = async () => {
      const way = await this.ask(location.href);
      remember(this.companyId, { connectionId: this.authorization.connection.id, startedOn: way.startedOn });
      go(way, null, shell.root);
    };
    shell.show({
      title: t("blocked.title"),
      body: [
        el("p", {}, t("blocked.text", { name: this.name })),
        el(
          "div",
          { class: "actions" },
          button(t("retry"), "primary", () => this.again()),
          button(t("blocked.here"), "wide", () => {
            shell.busy();
            this.component.attempt(here, () => this.blocked());
          }),
        ),
      ],
      back: this.after.back,
    });
  }

  /**
   * Waits until the server knows what came of it. Whether the window is still open says nothing: sources cut it off from the page that opened it.
   * @param {string} startedOn
   * @param {Window | null} opened
   */
  wait(startedOn, opened) {
    const { t, shell } = this.component;
    shell.show({
      title: t("wait.title"),
      body: [
        el("div", { class: "spinner", "aria-hidden": "true" }),
        el("p", {}, t("wait.text", { name: this.name })),
        el(
          "div",
          { class: "actions" },
          button(t("wait.again"), "wide", () => this.again()),
          button(t("cancel"), "quiet", () => {
            opened?.close();
            this.after.back();
          }),
        ),
      ],
    });
    this.poll(startedOn, opened, shell.view);
  }

  /**
   * @param {string} startedOn
   * @param {Window | null} opened
   * @param {number} view
   */
  async poll(startedOn, opened, view) {
    const { api, shell } = this.component;
    while (shell.isThere && shell.view === view) {
      await soon();
      let now;
      try {
        now = await api.get(this.path);
      } catch (error) {
        if (error instanceof ApiError && error.status !== undefined && error.status < 500 && error.status !== 429) {
          this.component.fail(error);
          return;
        }

        continue;
      }

      if (!shell.isThere || shell.view !== view) {
        return;
      }

      if (now.status === "Linked") {
        opened?.close();
        this.after.done(now);
        return;
      }

      if (now.problem && Date.parse(now.problem.on) >= Date.parse(startedOn)) {
        this.failed(now.problem);
        return;
      }
    }
  }

  /** @param {{ statusCode: number, message: string }} problem */
  failed(problem) {
    const { component, name } = this;
    const { t } = component;
    const cancelled = problem.statusCode === 403;
    if (!cancelled) {
      component.tell(new ApiError(problem.message, { status: problem.statusCode }), true);
    }

    component.shell.show({
      title: cancelled ? t("cancelled.title") : t("failed.title", { name }),
      body: [
        el("p", { role: "status" }, cancelled ? t("cancelled.text", { name }) : problem.message),
        el(
          "div",
          { class: "actions" },
          button(t("retry"), "primary", () => this.again()),
          button(t("back"), "quiet", this.after.back),
        ),
      ],
      back: this.after.back,
    });
  }

  /**
   * @param {Field} field
   * @param {string | undefined} wrong
   */
  field(field, wrong) {
    const { t } = this.component;
    const id = `f-${field.name}`;
    const shared = {
      id,
      name: field.name,
      "aria-describedby": `${id}-help`,
      "aria-invalid": wrong ? "true" : undefined,
      "aria-required": field.optional ? undefined : "true",
    };
    const value = this.values[field.name] ?? field.default ?? "";
    const input =
      field.kind === "Choice"
        ? el(
            "select",
            shared,
            ...field.choices.map((c) => el("option", { value: c.value, selected: c.value === value }, c.label)),
          )
        : el("input", {
            ...shared,
            type: { Password: "password", Url: "url", Text: "text" }[field.kind],
            autocomplete: "off",
            autocapitalize: "none",
            spellcheck: "false",
            maxlength: "2000",
          });
    if (field.kind !== "Choice") {
      input.value = value;
    }

    const label = field.optional && field.kind !== "Choice" ? t("form.optional", { label: field.label }) : field.label;
    return el(
      "div",
      {},
      el("label", { for: id }, label),
      input,
      el("span", { class: "help", id: `${id}-help` }, wrong && el("span", { class: "wrong" }, wrong), field.help),
    );
  }

  /** @param {{ id: string, name: string }[]} organisations */
  organisationField(organisations) {
    return this.field(
      {
        name: organisationField,
        label: this.component.t("form.organisation"),
        kind: "Choice",
        optional: false,
        choices: organisations.map((o) => ({ value: o.id, label: o.name })),
      },
      undefined,
    );
  }
}

/** A while, or until the user is back at the page. */
function soon() {
  return new Promise((resolve) => {
    const on = () => {
      clearTimeout(timer);
      removeEventListener("focus", on);
      resolve(undefined);
    };
    const timer = setTimeout(on, pollEvery);
    addEventListener("focus", on);
  });
}
