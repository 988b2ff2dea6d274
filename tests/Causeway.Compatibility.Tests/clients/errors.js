// What the server refuses must become the clients' own typed errors.
import { body, connect } from "./clients.js";
import { attempt, step } from "./steps.js";

const { platform, lending, accounting } = connect();
const stranger = connect("no-such-key-0123456789");
const nobody = "11111111-1111-4111-8111-111111111111";

await attempt("a wrong key", () => stranger.platform.companies.get({ companyId: nobody }));
await attempt("a wrong key, lending", () => body(stranger.lending.companies.get({ companyId: nobody }), "company"));
await attempt("a wrong key, accounting", () =>
  body(stranger.accounting.invoices.list({ companyId: nobody }), "invoices"),
);
await attempt("an unknown company", () => platform.companies.get({ companyId: nobody }));
await attempt("an unknown company, lending", () => body(lending.companies.get({ companyId: nobody }), "company"));
await attempt("data of an unknown company", () => body(accounting.invoices.list({ companyId: nobody }), "invoices"));
await attempt("an id that is no id", () => platform.companies.get({ companyId: "not-a-guid" }));

const { id: companyId } = await step("create a company", () => platform.companies.create({ name: "Errors" }));
await attempt("a company without a name", () => platform.companies.create({ name: "" }));
await attempt("data without a connection", () => body(accounting.invoices.list({ companyId }), "invoices"));
await attempt("a sync without a connection", () => platform.refreshData.all({ companyId }));
const { id: connectionId } = await step("create a connection", () =>
  platform.connections.create({ companyId, requestBody: { platformKey: "mqjo" } }),
);
await step("link it", () => platform.connections.updateAuthorization({ companyId, connectionId, requestBody: {} }));
await attempt("data that are not there yet", () => body(accounting.invoices.list({ companyId }), "invoices"));
await attempt("a record that is not there yet", () =>
  body(lending.accountsReceivable.invoices.get({ companyId, invoiceId: "1" }), "accountingInvoice"),
);
await attempt("a malformed query", () =>
  body(accounting.invoices.list({ companyId, query: "totalAmount >" }), "invoices"),
);
await attempt("a malformed query, lending", () =>
  body(lending.accountsReceivable.invoices.list({ companyId, query: "{id=1" }), "accountingInvoices"),
);
await attempt("a query of an unknown field", () =>
  body(accounting.invoices.list({ companyId, query: "colour=red" }), "invoices"),
);
await attempt("a page size that is too large", () =>
  body(accounting.invoices.list({ companyId, pageSize: 5001 }), "invoices"),
);
await attempt("a data type that the source does not have", () =>
  platform.refreshData.byDataType({ companyId, connectionId, dataType: "commerce-orders" }),
);
await step("delete the company", () => platform.companies.delete({ companyId }));
