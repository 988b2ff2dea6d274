// Link's way through: landing, overview, choice, consent, authorization, and the end.

import { ApiError } from "./api.js";
import { Authorizing } from "./authorize.js";
import { choiceView } from "./choose.js";
import { argsOf, Component } from "./component.js";
import { consentView } from "./consent.js";
import { button, el, logo } from "./dom.js";
import { markdown, markdownLine } from "./markdown.js";
import { groupOf, groups, Wishes } from "./options.js";
import { call } from "./shell.js";
import { fill } from "./texts.js";
import { recall, remember } from "./way.js";

/**
 * @typedef {object} Integration
 * @property {string} key
 * @property {string} name
 * @property {string} sourceType
 * @property {string} logoUrl
 * @property {boolean} isSandbox
 * @property {boolean} takesFiles
 */

/**
 * @typedef {object} Group
 * @property {string} key
 * @property {string[]} types
 * @property {Integration[]} offered
 * @property {Integration} [upload] what takes files in the place of a system
 * @property {import("./component.js").Connection[]} connections
 */

export class LinkFlow extends Component {
  /**
   * @param {Element} target
   * @param {any} props
   * @param {URL} base
   */
  constructor(target, props, base) {
    super(target, props, base);
    this.wishes = new Wishes(this.options);
    /** @type {Group[]} */
    this.groups = [];
    this.companyId = "";
  }

  start() {
    this.shell.busy();
    this.attempt(async () => {
      if (!this.props.accessToken) {
        throw new ApiError("accessToken is missing: get one from your backend for each user.", { status: 401 });
      }

      await this.load();
      const under = recall(this.companyId);
      if (under) {
        remember(this.companyId, null);
        (await this.authorizing(under.connectionId)).wait(under.startedOn, null);
      } else if (this.options.enableAdditionalConsent) {
        this.additional(this.groups.filter((g) => g.connections.some((c) => c.status === "Linked")));
      } else {
        this.open();
      }
    }, () => this.start());
  }

  async load() {
    const data = await this.api.get("link");
    this.companyId = data.company.id;
    if (this.companyId.toLowerCase() !== String(this.props.companyId).toLowerCase()) {
      throw new ApiError("The access token is for another company than companyId.", { status: 403 });
    }

    this.wishes.settings = data.settings;
    this.names.company = data.company.name;
    this.showClient(data.client);
    this.groups = groups
      .filter((g) => this.wishes.shows(g))
      .map((g) => {
        const is = (/** @type {any} */ of) => groupOf(of)?.key === g.key;
        const offered = data.integrations.filter((/** @type {Integration} */ i) => is(i) && this.wishes.offers(g, i));
        return {
          ...g,
          offered: offered.filter((/** @type {Integration} */ i) => !i.takesFiles),
          upload: offered.find((/** @type {Integration} */ i) => i.takesFiles),
          connections: data.connections.filter(is),
        };
      })
      .filter((g) => g.offered.length > 0 || g.upload || g.connections.length > 0);
  }

  open() {
    if (this.options.showLandingPage ?? this.wishes.settings.landingPage) {
      this.landing();
    } else {
      this.main();
    }
  }

  landing() {
    const { t } = this;
    this.shell.show({
      title: this.line("landing.title"),
      body: [
        ...this.block("landing.subtitle", this.wishes.settings.texts.landing),
        el(
          "div",
          { class: "actions" },
          button(this.filled("landing.nextButton") ?? t("next"), "primary", () => this.main()),
        ),
      ],
    });
  }

  /**
   * Asks, for each kind of systems that is connected already, whether the data may be used for one more purpose.
   * @param {Group[]} left
   */
  additional(left) {
    const [group, ...others] = left;
    if (!group) {
      this.open();
      return;
    }

    const { t } = this;
    const own = (/** @type {string} */ name) => {
      const text = this.wishes.textOf(group.key, `additionalConsents.${name}`);
      return text && fill(text, { companyName: this.names.client });
    };
    const title = own("title") ?? t("additional.title");
    const subtitle = own("subtitle") ?? t("additional.subtitle");
    const terms = own("termsAndConditions");
    this.shell.show({
      title: markdownLine(title, t("newWindow")),
      body: [
        ...markdown(subtitle, t("newWindow")),
        ...(terms ? markdown(terms, t("newWindow")) : []),
        el(
          "div",
          { class: "actions" },
          button(t("additional.agree"), "primary", () => {
            call(this.props.onConsent, { text: [`# ${title}`, subtitle, terms].filter(Boolean).join("\n\n") });
            this.additional(others);
          }),
          button(t("additional.decline"), "quiet", () => this.additional(others)),
        ),
      ],
    });
  }

  /** What is connected, and what can be. */
  main() {
    const { t } = this;
    const [only] = this.groups;
    if (!only) {
      this.shell.show({ title: this.line("main.title"), body: [el("p", {}, t("nothing"))] });
      return;
    }

    if (this.groups.length === 1 && only.connections.length === 0) {
      this.choose(only);
      return;
    }

    const lacking = this.lacking();
    this.shell.show({
      title: this.line("main.title"),
      body: [
        ...this.block("main.subtitle", this.wishes.settings.texts.overview),
        ...this.groups.flatMap((g) => this.section(g)),
        el(
          "div",
          { class: "actions" },
          lacking && el("p", { class: "soft small", id: "lacking" }, lacking),
          button(t("complete"), "primary", () => this.finish(), {
            disabled: lacking !== null,
            "aria-describedby": lacking ? "lacking" : undefined,
          }),
        ),
      ],
    });
  }

  /** Why the user can't finish yet, or null. */
  lacking() {
    const isLinked = (/** @type {Group} */ g) => g.connections.some((c) => c.status === "Linked");
    const wanted = this.groups.filter((g) => !this.wishes.isOptional(g) && !isLinked(g));
    if (wanted.length > 0) {
      return this.t("complete.hint", { names: wanted.map((g) => this.t(`${g.key}.name`)).join(", ") });
    }

    return this.wishes.areNamed || this.groups.some(isLinked) ? null : this.t("complete.any");
  }

  /** @param {Group} group */
  section(group) {
    const { t } = this;
    const optional = this.wishes.areNamed && this.wishes.isOptional(group);
    return [
      el("h3", {}, t(`${group.key}.name`), optional && el("span", { class: "tag" }, t("optional"))),
      group.connections.length > 0 &&
        el("ul", { class: "plain" }, ...group.connections.map((c) => el("li", {}, this.row(c)))),
      (group.offered.length > 0 || group.upload) &&
        el(
          "div",
          { class: group.connections.length > 0 ? "actions" : "actions first" },
          group.offered.length > 0 && button(t(`${group.key}.connect`), "wide", () => this.choose(group)),
          this.uploadButton(group),
        ),
    ];
  }

  /** @param {Group} group */
  uploadButton(group) {
    const { upload } = group;
    return upload && button(this.t(`${group.key}.files`), "wide", () => this.begin(upload));
  }

  /** @param {import("./component.js").Connection} connection */
  row(connection) {
    const { t } = this;
    const name = this.nameOf(connection);
    const act = connection.status === "Linked" ? "disconnect" : connection.status === "PendingAuth" ? "resume" : "reconnect";
    const does = act === "disconnect" ? () => this.disconnect(connection) : () => this.consent(connection);
    return el(
      "div",
      { class: "row" },
      logo(connection.logoUrl, 40),
      el(
        "span",
        { class: "about" },
        el("strong", {}, name),
        connection.organisation && connection.organisation !== name && el("span", { class: "small" }, connection.organisation),
        el("span", { class: `status ${connection.status}` }, t(`status.${connection.status}`)),
      ),
      button(t(act), "wide", does, { "aria-label": t(`of.${act}`, { name }) }),
    );
  }

  /** @param {import("./component.js").Connection} connection */
  disconnect(connection) {
    this.confirmDisconnect(connection, () => this.main(), () => this.reload(() => this.main()));
  }

  /** @param {Group} group */
  choose(group) {
    this.shell.show(choiceView(this, group));
  }

  /** @param {Integration} integration */
  begin(integration) {
    this.shell.busy();
    this.attempt(async () => {
      const connection = await this.api.post("connections", { platformKey: integration.key });
      if (connection.status === "Linked") {
        // Its user agreed when the first files were uploaded, and has more.
        await (await this.authorizing(connection.id)).files();
        return;
      }

      call(this.props.onConnectionStarted, argsOf(connection));
      await this.consentOf(connection);
    }, () => this.main());
  }

  /** @param {import("./component.js").Connection} connection */
  consent(connection) {
    this.shell.busy();
    this.attempt(() => this.consentOf(connection), () => this.main());
  }

  /** @param {import("./component.js").Connection} connection */
  async consentOf(connection) {
    const authorizing = await this.authorizing(connection.id);
    // What pages say of agreeing is about systems.
    const group = connection.takesFiles ? undefined : groupOf(connection);
    const cancel = () => {
      // Noted with the connection, as it is everywhere; nobody waits for it.
      this.api.post(`connections/${connection.id}/cancel`).catch(() => undefined);
      this.reload(() => this.main());
    };
    this.shell.show(consentView(this, authorizing, this.wishes.consentOf(group?.key ?? "other"), cancel));
  }

  /** @param {string} connectionId */
  async authorizing(connectionId) {
    const authorization = await this.api.get(`connections/${connectionId}/authorization`);
    return new Authorizing(this, authorization, this.companyId, {
      back: () => this.reload(() => this.main()),
      done: (connection) => this.done(connection),
      subtitle: this.uploadSubtitle(authorization.connection),
    });
  }

  /** @param {import("./component.js").Connection} connection */
  uploadSubtitle(connection) {
    return this.filled(`${groupOf(connection)?.key}.fileUpload.subtitle`) ?? this.wishes.settings.texts.fileUpload;
  }

  /** @param {import("./component.js").Connection} connection */
  done(connection) {
    call(this.props.onConnection, argsOf(connection));
    this.reload(() => {
      const { t } = this;
      const name = this.nameOf(connection);
      const complete = this.lacking() === null;
      this.shell.show({
        title: t(connection.takesFiles ? "files.done" : "done.title", { name }),
        body: [
          el("div", { class: "mark", "aria-hidden": "true" }, "✓"),
          el("p", { role: "status" }, t(connection.takesFiles ? "files.done.text" : "done.text")),
          ...this.own(this.wishes.settings.texts.success),
          el(
            "div",
            { class: "actions" },
            complete && button(t("complete"), "primary", () => this.finish()),
            button(t(complete ? "done.more" : "next"), complete ? "quiet" : "primary", () => this.main()),
          ),
        ],
      });
    });
  }

  finish() {
    this.shell.show({
      title: this.t("finished.title"),
      body: [el("div", { class: "mark", "aria-hidden": "true" }, "✓"), el("p", {}, this.t("finished.text"))],
    });
    call(this.props.onFinish);
  }

  /** @param {() => void} then */
  reload(then) {
    this.shell.busy();
    this.attempt(async () => {
      await this.load();
      then();
    }, () => this.start());
  }

  /**
   * A text of the page's.
   * @param {string} key
   */
  filled(key) {
    const text = this.wishes.text(key);
    return text && fill(text, { companyName: this.names.client });
  }

  /** @param {string} key */
  line(key) {
    return markdownLine(this.filled(key) ?? this.t(key), this.t("newWindow"));
  }

  /**
   * @param {string} key
   * @param {string} [set] what the client has set on the server
   */
  block(key, set) {
    return markdown(this.filled(key) ?? set ?? this.t(key), this.t("newWindow"));
  }

  /**
   * What the client has set on the server, if anything.
   * @param {string | undefined} set
   */
  own(set) {
    return set ? markdown(set, this.t("newWindow")) : [];
  }
}
