// Link, as a component of a page: a company's user chooses systems and connects them.
//
//   import { CodatLink } from "https://causeway.example.com/sdk/link.js";
//   new CodatLink({ target, props: { companyId, accessToken, onConnection, onFinish, onClose, onError, options } });
//
// docs/embedded.md tells of all of it. The page keeps the element's size, and removes what is in it when it is done.

import { LinkFlow } from "./parts/flow.js";
import { argumentsOf } from "./parts/component.js";

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
 * What a page is told of an error.
 * @typedef {object} ErrorCallbackArgs
 * @property {string} [correlationId]
 * @property {string} [message]
 * @property {number} [errorCode]
 * @property {boolean} userRecoverable
 */

/**
 * What of one kind of systems can be connected.
 * @typedef {object} SourceTypeOptions
 * @property {boolean} optional
 * @property {boolean} [enableIntegrations]
 * @property {boolean} [enableFileUpload]
 * @property {string[]} [allowedIntegrations]
 * @property {string[]} [dataTypes]
 */

/**
 * @typedef {object} LinkOptions
 * @property {boolean} [nonModal]
 * @property {boolean} [hideBorder]
 * @property {boolean} [showLandingPage]
 * @property {boolean} [showSandboxIntegrations]
 * @property {boolean} [enableAdditionalConsent]
 * @property {boolean} [enableMultiEntityLinking]
 * @property {{ colors?: { primary?: string } }} [theme]
 * @property {{ accounting?: SourceTypeOptions, banking?: SourceTypeOptions, commerce?: SourceTypeOptions, businessDocuments?: SourceTypeOptions }} [sourceTypes]
 * @property {Record<string, string | string[] | undefined>} [text]
 * @property {string} [nonce]
 */

/**
 * @typedef {object} LinkProps
 * @property {string} companyId
 * @property {string} [accessToken]
 * @property {() => void} [onClose]
 * @property {(args: ErrorCallbackArgs) => void} onError
 * @property {() => void} onFinish
 * @property {(args: ConnectionCallbackArgs) => void} onConnection
 * @property {(args: ConnectionCallbackArgs) => void} [onConnectionStarted]
 * @property {(args: { text: string }) => void} [onConsent]
 * @property {LinkOptions} [options]
 */

/** A running component. */
class RunningLink {
  /** @type {LinkFlow | undefined} */
  #flow;

  /**
   * @param {{ target: HTMLElement, props: LinkProps } | HTMLElement} first
   * @param {LinkProps} [second]
   */
  constructor(first, second) {
    try {
      const given = argumentsOf(first, second);
      if (given) {
        this.#flow = new LinkFlow(given.target, given.props, new URL("..", import.meta.url));
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
 * Shows Link in an element of the page. Both `new CodatLink({ target, props })` and `CodatLink(target, props)` do.
 * @type {{
 *   new (options: { target: HTMLElement, props: LinkProps }): RunningLink,
 *   (target: HTMLElement, props: LinkProps): RunningLink,
 * }}
 */
export const CodatLink = /** @type {any} */ (
  function CodatLink(/** @type {any} */ first, /** @type {any} */ second) {
    return new RunningLink(first, second);
  }
);

/**
 * Shows Link in an element of the page.
 * @param {HTMLElement} target
 * @param {LinkProps} props
 * @returns {Promise<void>}
 */
export async function initializeCodatLink(target, props) {
  new RunningLink(target, props);
}
