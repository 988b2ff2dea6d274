// A company's books: linked, read in every data type, written to, unlinked, deleted.
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

// --- write
const at = { companyId, connectionId };
const settled = ({ pushOperationKey }) =>
  until(
    () => platform.pushData.getOperation({ companyId, pushOperationKey }),
    ({ status }) => status !== "Pending",
  );
const synced = async (dataType) => {
  const { id } = await platform.refreshData.byDataType({ ...at, dataType });
  return until(
    () => platform.refreshData.getPullOperation({ companyId, datasetId: id }),
    (pull) => pull.isCompleted || pull.isErrored,
  );
};

await step("options of customers", () => platform.pushData.getModelOptions({ ...at, dataType: "customers" }));
await step("options of invoices", () => body(accounting.invoices.getCreateUpdateModel(at), "pushOption"));
await step("options of accounts", () => platform.pushData.getModelOptions({ ...at, dataType: "chartOfAccounts" }));

const customer = { customerName: "Made by a client", emailAddress: "made@example.com", status: "Active" };
const created = await step("create a customer", () =>
  body(accounting.customers.create({ ...at, customer }), "createCustomerResponse"),
);
const creation = await step("wait for the customer", () => settled(created));
await step("the push operation through lending", () =>
  body(
    lending.loanWriteback.createOperations.get({ companyId, pushOperationKey: created.pushOperationKey }),
    "pushOperation",
  ),
);
const customerId = creation.changes[0].recordRef.id;

const invoice = await step("create an invoice", async () => {
  const accounts = await body(
    accounting.accounts.list({ companyId, query: "type=Income && status=Active", pageSize: 1 }),
    "accounts",
  );
  const rates = await body(accounting.taxRates.list({ companyId, pageSize: 100 }), "taxRates");
  return body(
    accounting.invoices.create({
      ...at,
      invoice: {
        customerRef: { id: customerId, companyName: customer.customerName },
        issueDate: "2026-02-03T00:00:00Z",
        dueDate: "2026-03-05T00:00:00Z",
        currency: accounts.results[0].currency,
        status: "Submitted",
        subTotal: 200,
        totalTaxAmount: 0,
        totalAmount: 200,
        amountDue: 200,
        lineItems: [
          {
            description: "Two of something",
            quantity: 2,
            unitAmount: 100,
            subTotal: 200,
            taxAmount: 0,
            totalAmount: 200,
            accountRef: { id: accounts.results[0].id },
            taxRateRef: rates.results.find((rate) => rate.effectiveTaxRate === 0 && rate.status !== "Archived"),
          },
        ],
      },
    }),
    "createInvoiceResponse",
  );
});
const invoicing = await step("wait for the invoice", () => settled(invoice));
await step("push history", () => platform.pushData.listOperations({ companyId, orderBy: "-requestedOnUtc" }));

await step("sync what was written", async () => [await synced("customers"), await synced("invoices")]);
await step("read the customer back", () => body(accounting.customers.get({ companyId, customerId }), "customer"));
await step("read the invoice back", () =>
  body(accounting.invoices.get({ companyId, invoiceId: invoicing.changes[0].recordRef.id }), "invoice"),
);
const updated = await step("update the customer", () =>
  body(
    accounting.customers.update({
      ...at,
      customerId,
      customer: { ...customer, id: customerId, customerName: "Renamed by a client" },
    }),
    "updateCustomerResponse",
  ),
);
await step("wait for the update", () => settled(updated));
await step("sync what was updated", () => synced("customers"));
await step("read the update back", () => body(accounting.customers.get({ companyId, customerId }), "customer"));
await attempt("create a customer that is not valid", () =>
  body(accounting.customers.create({ ...at, customer: { status: "Active" } }), "createCustomerResponse"),
);

// --- unlink, re-link, delete
const unlink = { ...at, updateConnectionStatus: { status: "Unlinked" } };
await step("unlink", () => platform.connections.unlink(unlink));
await attempt("pull while unlinked", () => platform.refreshData.byDataType({ ...at, dataType: "invoices" }));
await attempt("pull all while unlinked", () => platform.refreshData.all({ companyId }));
await attempt("push while unlinked", () =>
  body(accounting.customers.create({ ...at, customer }), "createCustomerResponse"),
);
await step("read while unlinked", () => body(accounting.invoices.list({ companyId, pageSize: 1 }), "invoices"));
await step("re-link", () => platform.connections.updateAuthorization({ ...at, requestBody: {} }));
await step("pull after re-linking", () => synced("invoices"));
await step("delete the connection", () => platform.connections.delete(at));
await attempt("get the deleted connection", () => platform.connections.get(at));
await attempt("read after deleting", () => body(accounting.invoices.list({ companyId, pageSize: 1 }), "invoices"));
await attempt("pull after deleting", () => platform.refreshData.byDataType({ ...at, dataType: "invoices" }));
await attempt("push after deleting", () =>
  body(accounting.customers.create({ ...at, customer }), "createCustomerResponse"),
);
await step("the company without connections", () => platform.companies.get({ companyId }));
await step("delete the company", () => platform.companies.delete({ companyId }));
await attempt("get the deleted company", () => platform.companies.get({ companyId }));
