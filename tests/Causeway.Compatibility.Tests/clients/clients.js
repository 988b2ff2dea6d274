// The published clients as their documentation shows them, but for the address of the server.
import { CodatAccounting } from "@codat/accounting";
import { CodatCommerce } from "@codat/commerce";
import { CodatLending } from "@codat/lending";
import { CodatPlatform } from "@codat/platform";

const serverURL = process.env.CAUSEWAY_URL;
const key = process.env.CAUSEWAY_API_KEY;

// By default they repeat a request for an hour when the server fails. Here a failure is to be seen.
const retryConfig = { strategy: "none" };

export function connect(apiKey = key) {
  const authHeader = `Basic ${Buffer.from(apiKey).toString("base64")}`;
  const old = { serverURL, retryConfig, security: { authHeader } };
  return {
    platform: new CodatPlatform({ serverURL, retryConfig, authHeader }),
    lending: new CodatLending(old),
    accounting: new CodatAccounting(old),
    commerce: new CodatCommerce(old),
  };
}

// The older generation of clients puts the body of an answer, or its error, in a property of the response.
export async function body(call, property) {
  const response = await call;
  if (property === undefined ? response.statusCode < 300 : response[property] !== undefined) {
    return response[property];
  }

  const failure = new Error(`status ${response.statusCode}: ${Buffer.from(response.rawResponse.data).toString()}`);
  failure.name = response.errorMessage?.constructor.name ?? "NoBody";
  failure.statusCode = response.statusCode;
  failure.refusal = response.errorMessage;
  throw failure;
}
