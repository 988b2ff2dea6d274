// Connection management, as a component of a page: a company's user sees what is connected, ends it, and connects it again.
//
//   import { CodatConnections } from "https://causeway.example.com/sdk/connections.js";
//   new CodatConnections({ target, props: { accessToken, onDisconnect, onReconnect, onClose, onError, options } });
//
// docs/embedded.md tells of all of it.

import { argumentsOf } from "./parts/component.js";
import { ManageFlow } from "./parts/manage.js";

/**
 * What a page is told of a connection.
 * @typedef {object} ConnectionCallbackArgs
 * @property {string} connectionId
 * @property {string} integrationId
 * @property {string} integrationKey
 * @property {string} platformName
 * @property {string} sourceId
 * @property {"Unknown" | "Accounting" | "Banking" | "BankFeed" | "Commerce" | "Expense" | "Other"} sourceType
 */

/**
 * @typedef {object} ConnectionsProps
 * @property {string} accessToken
 * @property {string} [companyId]
 * @property {() => void} [onClose]
 * @property {(args: { correlationId?: string, message?: string, errorCode?: number, userRecoverable: boolean }) => void} [onError]
 * @property {(args: ConnectionCallbackArgs) => void} [onDisconnect]
 * @property {(args: ConnectionCallbackArgs) => void} [onReconnect]
 * @property {{ nonModal?: boolean, hideBorder?: boolean, nonce?: string, theme?: { colors?: { primary?: string } } }} [options]
 */

/** A running component. */
class RunningConnections {
  /** @type {ManageFlow | undefined} */
  #flow;

  /**
   * @param {{ target: HTMLElement, props: ConnectionsProps } | HTMLElement} first
   * @param {ConnectionsProps} [second]
   */
  constructor(first, second) {
    try {
      const given = argumentsOf(first, second);
      if (given) {
        this.#flow = new ManageFlow(given.target, given.props, new URL("..", import.meta.url));
        this.#flow.start();
      }
    } catch (error) {
      // Whatever it is, the page goes on.
      console.error(error);
    }
  }

  /** Takes it off the page. */
  destroy() {
    this.#flow?.destroy();
  }

  /** The same, by the name that some frameworks call. */
  $destroy() {
    this.destroy();
  }
}

/**
 * Shows a company's connections in an element of the page. Both `new CodatConnections({ target, props })` and `CodatConnections(target, props)` do.
 * @type {{
 *   new (options: { target: HTMLElement, props: ConnectionsProps }): RunningConnections,
 *   (target: HTMLElement, props: ConnectionsProps): RunningConnections,
 * }}
 */
export const CodatConnections = /** @type {any} */ (
  function CodatConnections(/** @type {any} */ first, /** @type {any} */ second) {
    return new RunningConnections(first, second);
  }
);

/**
 * Shows a company's connections in an element of the page.
 * @param {HTMLElement} target
 * @param {ConnectionsProps} props
 * @returns {Promise<void>}
 */
export async function initializeCodatConnections(target, props) {
  new RunningConnections(target, props);
}

export const initCodatConnections = initializeCodatConnections;
