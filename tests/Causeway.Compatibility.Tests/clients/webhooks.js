// What Causeway sent, verified by the published libraries: CAUSEWAY_WEBHOOK is {secret, headers, body} of one request.
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { attempt, step } from "./steps.js";

const { secret, headers, body } = JSON.parse(process.env.CAUSEWAY_WEBHOOK);
const stranger = "whsec_" + Buffer.alloc(32, 7).toString("base64");
const late = { ...headers, "webhook-timestamp": String(Number(headers["webhook-timestamp"]) - 600) };
const other = { ...headers, "webhook-id": "another" };

for (const [name, Webhook] of [["standardwebhooks", Standard], ["svix", Svix]]) {
  await step(`${name} verifies`, async () => {
    await new Webhook(secret).verify(body, headers);
    return "verified";
  });
  await attempt(`${name} altered body`, () => new Webhook(secret).verify(body.replace("company", "Company"), headers));
  await attempt(`${name} other id`, () => new Webhook(secret).verify(body, other));
  await attempt(`${name} late`, () => new Webhook(secret).verify(body, late));
  await attempt(`${name} other secret`, () => new Webhook(stranger).verify(body, headers));
}
