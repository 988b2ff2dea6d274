// A company's shop and its bank account: several connections, read through the clients that know their data types.
import { body, connect } from "./clients.js";
import { reads, summarize } from "./reads.js";
import { attempt, step, until } from "./steps.js";

const clients = connect();
const { platform, lending, commerce } = clients;

const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Shop" }));

async function linked(platformKey) {
  const { id: connectionId } = await platform.connections.create({ companyId, requestBody: { platformKey } });
  return platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} });
}

const shop = await step("link a shop", () => linked("aiwb"));
await step("link a second shop", () => linked("aiwb"));
const bank = await step("link a bank", async () => {
  const { results } = await platform.integrations.list({ query: "sourceType=Banking", pageSize: 100 });
  return linked(results.find(({ name }) => name.includes("Sandbox")).key);
});

// Data types of commerce are not read by themselves on linking, so each is asked for.
const wanted = {
  [shop.id]: [
    "companyInfo",
    "customers",
    "disputes",
    "locations",
    "orders",
    "payments",
    "paymentMethods",
    "products",
    "productCategories",
    "taxComponents",
    "transactions",
  ].map((name) => `commerce-${name}`),
  [bank.id]: ["accounts", "accountBalances", "transactions", "transactionCategories"].map((name) => `banking-${name}`),
};
await step("ask for each data type", async () => {
  const pulls = [];
  for (const [connectionId, dataTypes] of Object.entries(wanted)) {
    for (const dataType of dataTypes) {
      pulls.push(await platform.refreshData.byDataType({ companyId, connectionId, dataType }));
    }
  }

  return pulls;
});
await step("wait for the data", () =>
  until(
    () => platform.refreshData.listPullOperations({ companyId, pageSize: 500 }),
    ({ results }) => results.every((pull) => pull.isCompleted || pull.isErrored),
    120,
  ),
);
await step("data status", () => platform.refreshData.get({ companyId }));

for (const [connection, kind] of [
  [shop, "commerce-"],
  [bank, "banking-"],
]) {
  const at = { companyId, connectionId: connection.id };
  for (const read of reads(clients, (dataType) => dataType.startsWith(kind), at)) {
    await attempt(`${read.dataType} through ${read.client}`, () => summarize(read));
  }
}

const at = { companyId, connectionId: shop.id };
await step("company info, commerce", () => body(commerce.companyInfo.get(at), "companyInfo"));
await step("company info, lending", () => body(lending.companyInfo.getCommerceProfile(at), "commerceCompanyInfo"));
await attempt("accounting data of a shop", () => body(clients.accounting.invoices.list({ companyId }), "invoices"));
await step("delete the company", () => platform.companies.delete({ companyId }));
