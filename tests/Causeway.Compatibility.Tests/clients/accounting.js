// A company's books: linked, read in every data type, unlinked, deleted.
import { body, connect } from "./clients.js";
import { reads, summarize } from "./reads.js";
import { attempt, step, until } from "./steps.js";

const clients = connect();
const { platform, lending, accounting } = clients;

const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Books" }));
const { id: connectionId } = await step("create a connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "mqjo" } }),
);
await step("put its authorization", () =>
  platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} }),
);

// --- read
const isAccounting = (dataType) => !dataType.includes("-");
await step("data status before a sync", () => platform.refreshData.get({ companyId }));
await step("refresh all data", () => platform.refreshData.all({ companyId }));
await step("wait for the data", () =>
  until(
    () => platform.refreshData.listPullOperations({ companyId, pageSize: 500 }),
    ({ results }) => results.length > 0 && results.every((pull) => pull.isCompleted || pull.isErrored),
    120,
  ),
);
await step("data status", () => platform.refreshData.get({ companyId }));
await step("data status, lending", () => body(lending.manageData.getStatus({ companyId }), "dataStatuses"));
const history = await step("query the history", () =>
  platform.refreshData.listPullOperations({ companyId, query: "dataType=invoices" }),
);
const datasetId = history.results[0].id;
await step("get a pull operation", () => platform.refreshData.getPullOperation({ companyId, datasetId }));
await step("get a pull operation, lending", () =>
  body(lending.manageData.pullOperations.get({ companyId, datasetId }), "pullOperation"),
);
await step("validation results", () => platform.readData.getValidationResults({ companyId, datasetId }));
await step("the connection with its last sync", () => platform.connections.get({ companyId, connectionId }));

for (const read of reads(clients, isAccounting, { companyId, connectionId })) {
  await attempt(`${read.dataType} through ${read.client}`, () => summarize(read));
}

await step("company info, accounting", () => body(accounting.companyInfo.get({ companyId }), "companyDataset"));
await step("company info, lending", () =>
  body(lending.companyInfo.getAccountingProfile({ companyId }), "accountingCompanyInfo"),
);
await step("bank transactions", async () => {
  const accounts = await body(accounting.bankAccounts.list({ companyId, connectionId }), "bankAccounts");
  const pages = [];
  for (const { id: accountId } of accounts.results) {
    const at = { companyId, connectionId, accountId, pageSize: 3 };
    const old = await body(accounting.bankAccountTransactions.list(at), "bankTransactions");
    const lent = await body(lending.accountingBankData.listTransactions(at), "accountingBankTransactions");
    pages.push({ accountId, total: old.totalResults, first: old.results?.[0], lending: lent.totalResults });
  }

  return pages;
});
await step("invoices by a query", () =>
  body(
    accounting.invoices.list({ companyId, query: "status=Paid && totalAmount>0", orderBy: "-issueDate", pageSize: 10 }),
    "invoices",
  ),
);
await step("every page of invoices", async () => {
  const ids = [];
  for (let page = 1; ; page++) {
    const answer = await body(accounting.invoices.list({ companyId, page, pageSize: 50 }), "invoices");
    ids.push(...answer.results.map(({ id }) => id));
    if (answer.links.next === undefined) {
      return { total: answer.totalResults, read: ids.length, distinct: new Set(ids).size };
    }
  }
});
await step("refresh one data type", () =>
  platform.refreshData.byDataType({ companyId, connectionId, dataType: "customers" }),
);
await step("refresh one data type, lending", () =>
  body(lending.manageData.refresh.dataType({ companyId, connectionId, dataType: "suppliers" }), "pullOperation"),
);

// --- unlink, re-link, delete
const at = { companyId, connectionId };
const synced = async (dataType) => {
  const { id } = await platform.refreshData.byDataType({ ...at, dataType });
  return until(
    () => platform.refreshData.getPullOperation({ companyId, datasetId: id }),
    (pull) => pull.isCompleted || pull.isErrored,
  );
};

const unlink = { ...at, updateConnectionStatus: { status: "Unlinked" } };
await step("unlink", () => platform.connections.unlink(unlink));
await attempt("pull while unlinked", () => platform.refreshData.byDataType({ ...at, dataType: "invoices" }));
await attempt("pull all while unlinked", () => platform.refreshData.all({ companyId }));
await step("read while unlinked", () => body(accounting.invoices.list({ companyId, pageSize: 1 }), "invoices"));
await step("re-link", () => platform.connections.updateAuthorization({ ...at, requestBody: {} }));
await step("pull after re-linking", () => synced("invoices"));
await step("delete the connection", () => platform.connections.delete(at));
await attempt("get the deleted connection", () => platform.connections.get(at));
await attempt("read after deleting", () => body(accounting.invoices.list({ companyId, pageSize: 1 }), "invoices"));
await attempt("pull after deleting", () => platform.refreshData.byDataType({ ...at, dataType: "invoices" }));
await step("the company without connections", () => platform.companies.get({ companyId }));
await step("delete the company", () => platform.companies.delete({ companyId }));
await attempt("get the deleted company", () => platform.companies.get({ companyId }));
