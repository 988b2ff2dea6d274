// What a page sets (options), read once: which systems are offered, and in which words.

/** The kinds of systems, as pages name them, and the source types of the server that belong to each. */
export const groups = [
  { key: "accounting", types: ["Accounting"] },
  { key: "banking", types: ["Banking"] },
  { key: "commerce", types: ["Commerce"] },
  { key: "other", types: ["BankFeed", "Expense", "Other", "Unknown"] },
];

/** Older names of texts, which pages may still use. */
const olderNames = {
  "consents.termsAndConditions": "dataAccess.consent",
  "consents.nextButton": "dataAccess.nextButton",
  "additionalConsents.title": "dataAccess.additionalConsent.title",
  "additionalConsents.subtitle": "dataAccess.additionalConsent.subtitle",
  "consents.accountInformation": "consents.accountInfo",
};

export class Wishes {
  /** @param {any} options */
  constructor(options) {
    this.options = options;
    this.texts = options.text ?? {};
    /** What the client has set on the server; the page wins over it. */
    this.settings = /** @type {any} */ ({ texts: {}, consent: {} });
  }

  /** Whether only some kinds of systems are asked for. */
  get areNamed() {
    return Boolean(this.options.sourceTypes ?? this.settings.sourceTypes);
  }

  /**
   * A text of the page's, or undefined.
   * @param {string} key
   * @returns {string | undefined}
   */
  text(key) {
    const text = this.texts[key];
    return typeof text === "string" && text.trim() ? text : undefined;
  }

  /**
   * A text of a kind of systems.
   * @param {string} group
   * @param {string} name
   */
  textOf(group, name) {
    const older = /** @type {Record<string, string>} */ (olderNames)[name];
    return this.text(`${group}.${name}`) ?? (older && this.text(`${group}.${older}`));
  }

  /** @param {string} group */
  settingsOf(group) {
    return this.options.sourceTypes?.[group];
  }

  /**
   * Of a kind of systems, what the settings ask for.
   * @param {{ types: string[] }} group
   * @returns {{ sourceType: string, optional?: boolean }[]}
   */
  asked(group) {
    return (this.settings.sourceTypes ?? []).filter((/** @type {any} */ s) => group.types.includes(s.sourceType));
  }

  /**
   * Whether a kind of systems is shown: all are, until some are named.
   * @param {{ key: string, types: string[] }} group
   */
  shows(group) {
    const { sourceTypes } = this.options;
    return sourceTypes
      ? sourceTypes[group.key] !== undefined && sourceTypes[group.key] !== null
      : !this.settings.sourceTypes || this.asked(group).length > 0;
  }

  /**
   * Whether the user may finish without connecting one of this kind.
   * @param {{ key: string, types: string[] }} group
   */
  isOptional(group) {
    return this.options.sourceTypes
      ? this.settingsOf(group.key)?.optional !== false
      : this.asked(group).every((s) => s.optional === true);
  }

  /**
   * Whether a system is offered.
   * @param {string} group
   * @param {{ key: string, isSandbox: boolean }} integration
   */
  offers(group, integration) {
    const settings = this.settingsOf(group);
    return (
      settings?.enableIntegrations !== false &&
      (!integration.isSandbox || this.options.showSandboxIntegrations !== false) &&
      (!Array.isArray(settings?.allowedIntegrations) || settings.allowedIntegrations.includes(integration.key))
    );
  }

  /**
   * @param {string} group
   * @returns {import("./consent.js").ConsentWords}
   */
  consentOf(group) {
    const text = (/** @type {string} */ name) => this.textOf(group, `consents.${name}`);
    const header = (/** @type {string} */ name) => text(`headers.${name}`)?.slice(0, 50);
    const types = this.settingsOf(group)?.dataTypes ?? this.texts[`${group}.dataAccess.dataTypes`];
    return {
      title: text("title"),
      subtitle: text("subtitle") ?? this.settings.texts.consent,
      termsAndConditions: text("termsAndConditions"),
      nextButton: text("nextButton"),
      purpose: text("purpose") ?? this.settings.consent.purpose,
      access: text("access"),
      accountInformation: text("accountInformation"),
      retention: text("retention") ?? this.settings.consent.duration,
      withdrawal: this.settings.consent.withdrawal,
      privacyUrl: this.settings.privacyUrl,
      dataTypes: Array.isArray(types) && types.length > 0 ? types.map(String) : undefined,
      headers: {
        purpose: header("purpose"),
        access: header("access"),
        accountInformation: header("accountInformation"),
        platformData: header("platformData"),
        retention: header("retention"),
      },
    };
  }
}
