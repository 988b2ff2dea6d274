// Keys, the profile and sync settings.
import { connect } from "./clients.js";
import { attempt, step } from "./steps.js";

const { platform } = connect();

await step("list the keys", () => platform.settings.listApiKeys());
const made = await step("create a key", () => platform.settings.createApiKey({ name: "second key" }));
await step("use the new key", async () => {
  const page = await connect(made.apiKey).platform.companies.list({ pageSize: 1 });
  return page.totalResults;
});
await attempt("delete the new key", () => platform.settings.deleteApiKey({ apiKeyId: made.id }));
await attempt("use the deleted key", () => connect(made.apiKey).platform.companies.list({}));
await step("list the keys that are left", () => platform.settings.listApiKeys());

const profile = await step("get the profile", () => platform.settings.getProfile());
await step("update the profile", () =>
  platform.settings.updateProfile({ ...profile, name: "Client of the tests", redirectUrl: "https://example.com/done" }),
);
await step("get the updated profile", () => platform.settings.getProfile());

const settings = await step("get the sync settings", () => platform.settings.getSyncSettings());
await step("update the sync settings", () =>
  platform.settings.updateSyncSettings({
    clientId: settings.clientId,
    overridesDefaults: true,
    settings: settings.settings.map((setting) =>
      setting.dataType === "invoices" ? { ...setting, syncSchedule: 24 } : setting,
    ),
  }),
);
await step("get the updated sync settings", () => platform.settings.getSyncSettings());
const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Settings" }));
await step("set a company's sync settings", () =>
  platform.companies.setCompanySyncSettings({
    companyId,
    requestBody: {
      companyId,
      overridesDefaults: true,
      settings: [{ dataType: "bills", fetchOnFirstLink: false, syncSchedule: 1, syncOrder: 3, syncFromWindow: 12 }],
    },
  }),
);
await step("get a company's sync settings", () => platform.companies.getCompanySyncSettings({ companyId }));
await step("delete the company", () => platform.companies.delete({ companyId }));
