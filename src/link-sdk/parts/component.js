// What both components have in common: how they begin, what they call, and what they do when something goes wrong.

import { Api, ApiError } from "./api.js";
import { coloursOf } from "./colours.js";
import { button, el } from "./dom.js";
import { groupOf } from "./options.js";
import { call, Shell } from "./shell.js";
import { languageOf, translator } from "./texts.js";

/**
 * A connection, as the server tells of it.
 * @typedef {object} Connection
 * @property {string} id
 * @property {string} integrationKey
 * @property {string} integrationId
 * @property {string} sourceId
 * @property {"Unknown" | "Accounting" | "Banking" | "BankFeed" | "Commerce" | "Expense" | "Other"} sourceType
 * @property {string} platformName
 * @property {string} logoUrl
 * @property {"PendingAuth" | "Linked" | "Unlinked" | "Deauthorized"} status
 * @property {boolean} takesFiles
 * @property {string} [organisation]
 * @property {string} [authorized]
 * @property {string} [lastSync]
 * @property {{ statusCode: number, message: string, on: string }} [problem]
 */

export class Component {
  /**
   * @param {Element} target
   * @param {any} props
   * @param {URL} base
   */
  constructor(target, props, base) {
    this.props = props;
    this.options = props.options ?? {};
    const language = languageOf(target);
    /** @type {Record<string, string>} */
    this.names = { client: "", company: "" };
    this.t = translator(language, this.names);
    this.language = language;
    const modal = !this.options.nonModal && typeof props.onClose === "function";
    this.shell = new Shell({
      target,
      language,
      t: this.t,
      modal,
      bordered: !this.options.nonModal && !this.options.hideBorder,
      nonce: this.options.nonce,
      colours: coloursOf(this.options.theme?.colors?.primary),
      close: modal ? () => call(props.onClose) : undefined,
    });
    this.api = new Api(base, String(props.accessToken ?? ""), language);
  }

  /**
   * Says whose it is, in the colour of the client unless the page has one of its own.
   * @param {{ name: string, logoUrl?: string, primaryColour?: string }} client
   */
  showClient(client) {
    this.names.client = this.options.text?.companyName || client.name;
    this.shell.showBrand(this.names.client, client.logoUrl);
    if (!this.options.theme?.colors?.primary) {
      this.shell.colour(coloursOf(client.primaryColour));
    }
  }

  /**
   * Goes on with something that may fail. What fails is told to the page and shown; nothing is thrown.
   * @param {() => Promise<void>} step
   * @param {() => void} [again] what the user can try again
   */
  async attempt(step, again) {
    try {
      await step();
    } catch (error) {
      this.fail(error, again);
    }
  }

  /**
   * @param {unknown} error
   * @param {() => void} [again]
   */
  fail(error, again) {
    const known = error instanceof ApiError ? error : new ApiError(String(error));
    if (!(error instanceof ApiError)) {
      console.error(error);
    }

    const ended = known.status === 401;
    const recoverable = !ended && known.status !== 403 && again !== undefined;
    this.tell(known, recoverable);
    if (!this.shell.isThere) {
      return;
    }

    const words = ended
      ? this.t("error.session")
      : known.status === undefined && error instanceof ApiError
        ? this.t("error.network")
        : recoverable && known.status !== undefined && known.status < 500
          ? known.message
          : this.t(recoverable ? "error.network" : "error.start");
    this.shell.show({
      title: this.t("error.title"),
      body: [
        el("p", { class: "problem", role: "alert" }, words),
        recoverable &&
          again &&
          el("div", { class: "actions" }, button(this.t("retry"), "primary", again)),
      ],
    });
  }

  /**
   * Tells the page of an error.
   * @param {ApiError} error
   * @param {boolean} userRecoverable
   */
  tell(error, userRecoverable) {
    call(this.props.onError, {
      correlationId: error.correlationId,
      message: error.message,
      errorCode: error.status,
      userRecoverable,
    });
  }

  /**
   * How a connection is called here: what takes files has no name that its user knows.
   * @param {Connection} connection
   */
  nameOf(connection) {
    return connection.takesFiles ? this.t(`files.${groupOf(connection)?.key}`) : connection.platformName;
  }

  /**
   * @param {Connection} connection
   */
  confirmDisconnect(connection, /** @type {() => void} */ back, /** @type {(now: Connection) => void} */ done) {
    const name = this.nameOf(connection);
    this.shell.show({
      title: this.t("disconnect.title", { name }),
      body: [
        el("p", {}, this.t("disconnect.text", { name })),
        el(
          "div",
          { class: "actions" },
          button(this.t("disconnect"), "danger", () => {
            this.shell.busy();
            this.attempt(async () => done(await this.api.post(`connections/${connection.id}/unlink`)), back);
          }),
          button(this.t("cancel"), "quiet", back),
        ),
      ],
      back,
    });
  }

  destroy() {
    this.shell.destroy();
  }
}

/**
 * What callbacks are told of a connection.
 * @param {Connection} connection
 */
export function argsOf(connection) {
  return {
    connectionId: connection.id,
    integrationId: connection.integrationId,
    integrationKey: connection.integrationKey,
    platformName: connection.platformName,
    sourceId: connection.sourceId,
    sourceType: connection.sourceType,
  };
}

/**
 * Both ways in which pages write it: `new Component({ target, props })` and `Component(target, props)`.
 * @param {any} first
 * @param {any} second
 * @returns {{ target: Element, props: any } | undefined}
 */
export function argumentsOf(first, second) {
  const { target, props } = first instanceof Element ? { target: first, props: second } : (first ?? {});
  if (target instanceof Element && props) {
    return { target, props };
  }

  console.error("The component needs { target, props }: an element of the page, and the properties.");
  return undefined;
}
