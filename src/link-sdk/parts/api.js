// Calls the server's endpoints for the components, with the company access token and nothing else: no cookie, no key.

const timeout = 30_000;

/** Files take as long as the network does. */
const uploadTimeout = 30 * 60_000;

/** What went wrong with a call. */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {{ status?: number, correlationId?: string, fields?: Record<string, string> }} [more]
   */
  constructor(message, more = {}) {
    super(message);
    /** The HTTP status; undefined if there was no answer. */
    this.status = more.status;
    this.correlationId = more.correlationId;
    /** What is wrong with fields of a form, by their names. */
    this.fields = more.fields ?? {};
  }
}

export class Api {
  /**
   * @param {URL} base where the server is
   * @param {string} token
   * @param {string} language
   */
  constructor(base, token, language) {
    this.base = base;
    this.headers = { Authorization: `Bearer ${token}`, "Accept-Language": language };
  }

  /** @param {string} path */
  get(path) {
    return this.send("GET", path);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   */
  post(path, body) {
    return this.send("POST", path, body);
  }

  /**
   * @param {string} path
   * @param {FormData} form
   */
  upload(path, form) {
    return this.send("POST", path, form);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async send(method, path, body) {
    let response;
    // The browser writes the type of a form itself, with what stands between its parts.
    const isForm = body instanceof FormData;
    try {
      response = await fetch(new URL(`embedded/${path}`, this.base), {
        method,
        headers: body === undefined || isForm ? this.headers : { ...this.headers, "Content-Type": "application/json" },
        body: body === undefined || isForm ? body : JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(isForm ? uploadTimeout : timeout),
      });
    } catch (error) {
      // Browsers do not tell a page whether the server was not there, or does not let the page's origin in.
      throw new ApiError(
        `${this.base.origin} did not answer, or ${location.origin} is not among its CORS settings (${error}).`,
      );
    }

    const text = await response.text().catch(() => "");
    const answer = parse(text);
    if (response.ok) {
      return answer;
    }

    /** @type {Record<string, string>} */
    const fields = {};
    for (const { itemId, message } of answer?.validation?.errors ?? []) {
      fields[itemId] ??= message;
    }

    throw new ApiError(answer?.error ?? `The server answered ${response.status}.`, {
      status: response.status,
      correlationId: answer?.correlationId,
      fields,
    });
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
