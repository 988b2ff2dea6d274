// What a page sets (options), read once: which systems are offered, and in which words.

/** The kinds of systems, as pages name them, and the source types of the server that belong to each. */
export const groups = [
  { key: "accounting", types: ["Accounting"] },
  { key: "banking", types: ["Banking"] },
  { key: "commerce", types: ["Commerce"] },
  { key: "businessDocuments", types: ["Other"], filesAlone: true },
  { key: "other", types: ["BankFeed", "Expense", "Other", "Unknown"] },
];

/**
 * The kind to which a system or a connection belongs. Business documents are no system: they are files and nothing else.
 * @param {{ sourceType: string, takesFiles?: boolean }} of
 */
export function groupOf(of) {
  return groups.find(
    (g) => g.types.includes(of.sourceType) && (of.sourceType !== "Other" || Boolean(g.filesAlone) === Boolean(of.takesFiles)),
  );
}

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
   * @param {{ key: string, types: string[] }} group
   * @returns {{ sourceType: string, optional?: boolean, enableIntegrations?: boolean, enableFileUpload?: boolean }[]}
   */
  asked(group) {
    return (this.settings.sourceTypes ?? []).filter(
      (/** @type {any} */ s) =>
        group.types.includes(s.sourceType) &&
        (s.sourceType !== "Other" || (group.key === "other" ? s.enableIntegrations !== false : s.enableFileUpload === true)),
    );
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
   * Whether a system is offered, or the upload of files in its place.
   * @param {{ key: string, types: string[] }} group
   * @param {{ key: string, isSandbox: boolean, takesFiles: boolean }} integration
   */
  offers(group, integration) {
    const settings = this.settingsOf(group.key);
    const asked = this.options.sourceTypes ? [settings] : this.asked(group);
    if (integration.takesFiles) {
      return asked.some((s) => s?.enableFileUpload === true);
    }

    return (
      (asked.length === 0 || asked.some((s) => s?.enableIntegrations !== false)) &&
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
