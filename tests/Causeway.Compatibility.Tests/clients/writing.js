// What a client writes to a company's books, and reads back.
import { body, connect } from "./clients.js";
import { attempt, step, until } from "./steps.js";

const { platform, lending, accounting } = connect();

const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Written to" }));
const { id: connectionId } = await step("create a connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "mqjo" } }),
);
const at = { companyId, connectionId };
const customer = { customerName: "Made by a client", emailAddress: "made@example.com", status: "Active" };
const create = () => body(accounting.customers.create({ ...at, customer }), "createCustomerResponse");
await attempt("push before it is linked", create);
await step("put its authorization", () => platform.connections.updateAuthorization({ ...at, requestBody: {} }));
const synced = async (dataType) => {
  const { id } = await platform.refreshData.byDataType({ ...at, dataType });
  return until(
    () => platform.refreshData.getPullOperation({ companyId, datasetId: id }),
    (pull) => pull.isCompleted || pull.isErrored,
  );
};
const settled = ({ pushOperationKey }) =>
  until(
    () => platform.pushData.getOperation({ companyId, pushOperationKey }),
    ({ status }) => status !== "Pending",
  );
await step("sync what an invoice needs", async () => [await synced("chartOfAccounts"), await synced("taxRates")]);

await step("options of customers", () => platform.pushData.getModelOptions({ ...at, dataType: "customers" }));
await step("options of invoices", () => body(accounting.invoices.getCreateUpdateModel(at), "pushOption"));
await step("options of accounts", () => platform.pushData.getModelOptions({ ...at, dataType: "chartOfAccounts" }));

const created = await step("create a customer", create);
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
await step("push history of customers", () =>
  platform.pushData.listOperations({ companyId, query: "dataType=customers && status=Success" }),
);
await step("push history through lending", () =>
  body(lending.loanWriteback.createOperations.list({ companyId, pageSize: 1 }), "pushOperations"),
);

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
const invalid = await step("create a customer without a name", () =>
  body(accounting.customers.create({ ...at, customer: { status: "Active" } }), "createCustomerResponse"),
);
await step("wait for the customer without a name", () => settled(invalid));

await step("unlink", () => platform.connections.unlink({ ...at, updateConnectionStatus: { status: "Unlinked" } }));
await attempt("push while unlinked", create);
await step("the push history while unlinked", () => platform.pushData.listOperations({ companyId }));
await step("delete the connection", () => platform.connections.delete(at));
await attempt("push after deleting", create);
await step("delete the company", () => platform.companies.delete({ companyId }));
