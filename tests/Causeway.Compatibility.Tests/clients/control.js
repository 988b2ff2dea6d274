// Companies, connections and integrations: what is managed, before any data is read.
import { connect } from "./clients.js";
import { attempt, step } from "./steps.js";

const { platform } = connect();

const company = await step("create a company", () =>
  platform.companies.create({
    name: "Example Company (Codat[1]) Ünïcode & Söhne, \"Ltd\"",
    description: "made by a client",
    tags: { region: "uk", uid: "42", "a b": "ü" },
  }),
);
await step("get the company", () => platform.companies.get({ companyId: company.id }));
await step("replace the company", () =>
  platform.companies.replace({
    companyId: company.id,
    companyRequestBody: { name: "Replaced", tags: { region: "fr", uid: "43" } },
  }),
);
await step("update the company", () =>
  platform.companies.update({ companyId: company.id, companyUpdateRequest: { description: "changed" } }),
);

const others = [];
for (let i = 1; i <= 5; i++) {
  others.push(
    await step(`create company ${i}`, () =>
      platform.companies.create({ name: `Paged ${i}`, tags: { batch: "paged", number: String(i) } }),
    ),
  );
}

await step("page 2 of the companies", () =>
  platform.companies.list({ query: "name~Paged", page: 2, pageSize: 2, orderBy: "-name" }),
);
await step("companies by tag", () => platform.companies.list({ tags: "batch=paged && number=3" }));
await step("companies by query", () =>
  platform.companies.list({ query: "{name=Replaced || name = Paged 1} && created > 2020-01-01", orderBy: "name" }),
);
await attempt("companies by a malformed query", () => platform.companies.list({ query: "name=x &&" }));

const integrations = await step("list the integrations", () => platform.integrations.list({ pageSize: 500 }));
await step("query the integrations", () => platform.integrations.list({ query: "key=mqjo" }));
await step("get an integration", () => platform.integrations.get({ platformKey: "mqjo" }));
await step("get an integration's branding", () => platform.integrations.getBranding({ platformKey: "mqjo" }));
await attempt("get an unknown integration", () => platform.integrations.get({ platformKey: "zzzz" }));
await step("every integration's branding", async () => {
  const brands = [];
  for (const { key } of integrations.results) {
    const branding = await platform.integrations.getBranding({ platformKey: key });
    brands.push({ key, logo: branding.logo?.full?.image?.src });
  }

  return brands;
});

const companyId = company.id;
const connection = await step("create a connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "mqjo" } }),
);
const connectionId = connection.id;
await step("get the connection", () => platform.connections.get({ companyId, connectionId }));
await attempt("unlink it before it is linked", () =>
  platform.connections.unlink({ companyId, connectionId, updateConnectionStatus: { status: "Unlinked" } }),
);
await step("put its authorization", () =>
  platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} }),
);
const second = await step("create a second accounting connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "mqjo" } }),
);
await attempt("put the authorization of the second", () =>
  platform.connections.updateAuthorization({ companyId, connectionId: second.id, requestBody: {} }),
);
await step("list the connections", () => platform.connections.list({ companyId, orderBy: "created" }));
await step("query the connections", () => platform.connections.list({ companyId, query: "status=Linked" }));
await step("the company with its connections", () => platform.companies.get({ companyId }));
await step("unlink the connection", () =>
  platform.connections.unlink({ companyId, connectionId, updateConnectionStatus: { status: "Unlinked" } }),
);
await attempt("unlink it again", () =>
  platform.connections.unlink({ companyId, connectionId, updateConnectionStatus: { status: "Unlinked" } }),
);
await step("put the authorization of the second after that", () =>
  platform.connections.updateAuthorization({ companyId, connectionId: second.id, requestBody: {} }),
);
await attempt("re-link the first while the second is linked", () =>
  platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} }),
);
await step("delete the second", () => platform.connections.delete({ companyId, connectionId: second.id }));
await attempt("get the deleted connection", () => platform.connections.get({ companyId, connectionId: second.id }));
await step("re-link the first", () =>
  platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} }),
);
await step("the connections that are left", () => platform.connections.list({ companyId }));

for (const { id } of others) {
  await step(`delete company ${id}`, () => platform.companies.delete({ companyId: id }));
}

await step("delete the company", () => platform.companies.delete({ companyId }));
await attempt("get the deleted company", () => platform.companies.get({ companyId }));
await attempt("get a connection of the deleted company", () => platform.connections.get({ companyId, connectionId }));
