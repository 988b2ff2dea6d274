// Connection management: the list, the question before something is ended, and the way to connect it again.

import { Authorizing } from "./authorize.js";
import { argsOf, Component } from "./component.js";
import { button, el, logo } from "./dom.js";
import { call } from "./shell.js";
import { recall, remember } from "./way.js";
import { consentView } from "./consent.js";

export class ManageFlow extends Component {
  /**
   * @param {Element} target
   * @param {any} props
   * @param {URL} base
   */
  constructor(target, props, base) {
    super(target, props, base);
    /** @type {{ company: { id: string, name: string }, client: { name: string, logoUrl?: string }, connections: import("./component.js").Connection[] } | undefined} */
    this.data = undefined;
  }

  start() {
    this.shell.busy();
    this.attempt(async () => {
      await this.load();
      const under = this.data && recall(this.data.company.id);
      if (under && this.data) {
        remember(this.data.company.id, null);
        await this.resume(under);
      } else {
        this.list();
      }
    }, () => this.start());
  }

  async load() {
    const data = await this.api.get("connections");
    this.data = data;
    this.names.company = data.company.name;
    this.showClient(data.client);
  }

  /** @param {string} [said] what has just happened */
  list(said) {
    const { t } = this;
    const shown = (this.data?.connections ?? []).filter((c) => c.status !== "PendingAuth");
    this.shell.show({
      title: t("manage.title"),
      body: [
        said && el("p", { role: "status" }, el("strong", {}, said)),
        el("p", { class: "lead" }, t(shown.length > 0 ? "manage.subtitle" : "manage.empty")),
        shown.length > 0 && el("ul", { class: "plain" }, ...shown.map((c) => el("li", {}, this.card(c)))),
      ],
    });
  }

  /** @param {import("./component.js").Connection} connection */
  card(connection) {
    const { t } = this;
    const name = this.nameOf(connection);
    const linked = connection.status === "Linked";
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
      el(
        "dl",
        {},
        el("dt", {}, t("manage.authorized")),
        el("dd", {}, this.day(connection.authorized)),
        el("dt", {}, t("manage.synced")),
        el("dd", {}, this.day(connection.lastSync)),
      ),
      connection.status === "Deauthorized" &&
        connection.problem &&
        el("p", { class: "problem small" }, connection.problem.message),
      linked
        ? button(t("disconnect"), "wide", () => this.disconnect(connection), {
            "aria-label": t("of.disconnect", { name }),
          })
        : button(t("reconnect"), "wide", () => this.reconnect(connection), {
            "aria-label": t("of.reconnect", { name }),
          }),
    );
  }

  /** @param {string | undefined} instant */
  day(instant) {
    return instant
      ? new Date(instant).toLocaleDateString(this.language, { year: "numeric", month: "long", day: "numeric" })
      : this.t("manage.never");
  }

  /** @param {import("./component.js").Connection} connection */
  disconnect(connection) {
    this.confirmDisconnect(connection, () => this.list(), (now) => {
      call(this.props.onDisconnect, argsOf(now));
      this.reload(this.t("ended.unlinked", { name: this.nameOf(now) }));
    });
  }

  /** @param {import("./component.js").Connection} connection */
  reconnect(connection) {
    this.shell.busy();
    this.attempt(async () => {
      const authorizing = await this.authorizing(connection.id);
      const { t } = this;
      const name = this.nameOf(connection);
      if (authorizing.authorization.atOnce) {
        // A click of its own: what was asked of the server took the first one's right to open a window.
        this.shell.show({
          title: t("form.title", { name }),
          logoUrl: connection.logoUrl,
          body: [
            el("div", { class: "actions" }, button(t("form.leave", { name }), "primary", () => authorizing.again())),
          ],
          back: () => this.list(),
        });
      } else {
        this.shell.show(consentView(this, authorizing, {}, () => this.list()));
      }
    }, () => this.list());
  }

  /** @param {string} connectionId */
  async authorizing(connectionId) {
    const authorization = await this.api.get(`connections/${connectionId}/authorization`);
    return new Authorizing(this, authorization, this.data?.company.id ?? "", {
      back: () => this.list(),
      done: (now) => {
        call(this.props.onReconnect, argsOf(now));
        this.reload(this.t("ended.linked", { name: this.nameOf(now) }));
      },
    });
  }

  /** @param {{ connectionId: string, startedOn: string }} under */
  async resume(under) {
    const authorizing = await this.authorizing(under.connectionId);
    authorizing.wait(under.startedOn, null);
  }

  /** @param {string} said */
  reload(said) {
    this.shell.busy();
    this.attempt(async () => {
      await this.load();
      this.list(said);
    }, () => this.start());
  }
}
