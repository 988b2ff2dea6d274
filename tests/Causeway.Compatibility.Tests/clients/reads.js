// Every data type, with each client that reads it.
import { body } from "./clients.js";

// data type, the client's part, and the properties that hold a list and one record; then the parameter that takes the id.
const table = `
chartOfAccounts        accounting.accounts                  accounts            account               accountId
customers              accounting.customers                 customers           customer              customerId
suppliers              accounting.suppliers                 suppliers           supplier              supplierId
invoices               accounting.invoices                  invoices            invoice               invoiceId
creditNotes            accounting.creditNotes               creditNotes         creditNote            creditNoteId
bills                  accounting.bills                     bills               bill                  billId
billCreditNotes        accounting.billCreditNotes           billCreditNotes     billCreditNote        billCreditNoteId
payments               accounting.payments                  payments            payment               paymentId
billPayments           accounting.billPayments              billPayments        billPayment           billPaymentId
items                  accounting.items                     items               item                  itemId
taxRates               accounting.taxRates                  taxRates            taxRate               taxRateId
trackingCategories     accounting.trackingCategories        trackingCategories  trackingCategoryTree  trackingCategoryId
bankAccounts           accounting.bankAccounts              bankAccounts        bankAccount           accountId
journals               accounting.journals                  journals            journal               journalId
journalEntries         accounting.journalEntries            journalEntries      journalEntry          journalEntryId
transfers              accounting.transfers                 transfers           transfer              transferId

chartOfAccounts        lending.financialStatements.accounts   accountingAccounts        accountingAccount         accountId
customers              lending.accountsReceivable.customers   accountingCustomers       accountingCustomer        customerId
invoices               lending.accountsReceivable.invoices    accountingInvoices        accountingInvoice         invoiceId
creditNotes            lending.accountsReceivable.creditNotes accountingCreditNotes     accountingCreditNote      creditNoteId
payments               lending.accountsReceivable.payments    accountingPayments        accountingPayment         paymentId
suppliers              lending.accountsPayable.suppliers      accountingSuppliers       accountingSupplier        supplierId
bills                  lending.accountsPayable.bills          accountingBills           accountingBill            billId
billCreditNotes        lending.accountsPayable.billCreditNotes accountingBillCreditNotes accountingBillCreditNote billCreditNoteId
billPayments           lending.accountsPayable.billPayments   accountingBillPayments    accountingBillPayment     billPaymentId
bankAccounts           lending.accountingBankData.accounts    accountingBankAccounts    accountingBankAccount     accountId
journals               lending.transactions.journals          accountingJournals        accountingJournal         journalId
journalEntries         lending.transactions.journalEntries    accountingJournalEntries  accountingJournalEntry    journalEntryId
transfers              lending.transactions.transfers         accountingTransfers       accountingTransfer        transferId

banking-accounts       lending.banking.accounts               bankingAccounts           bankingAccount            accountId
banking-accountBalances lending.banking.accountBalances       bankingAccountBalances
banking-transactions   lending.banking.transactions           bankingTransactions       bankingTransaction        transactionId
banking-transactionCategories lending.banking.transactionCategories bankingTransactionCategories bankingTransactionCategory transactionCategoryId

commerce-customers     commerce.customers                     customers                 customer                  customerId
commerce-disputes      commerce.disputes                      disputes                  dispute                   disputeId
commerce-locations     commerce.locations                     locations                 location                  locationId
commerce-orders        commerce.orders                        orders                    order                     orderId
commerce-payments      commerce.payments                      payments                  payment                   paymentId
commerce-paymentMethods commerce.payments:Methods:Method      paymentMethods            paymentMethod             paymentMethodId
commerce-products      commerce.products                      products                  product                   productId
commerce-productCategories commerce.products:Categories:Category productCategories      productCategory           productId
commerce-taxComponents commerce.taxComponents                 taxComponents             taxComponent              taxId
commerce-transactions  commerce.transactions                  transactions              transaction               transactionId

commerce-customers     lending.sales.customers                commerceCustomers         commerceCustomer          customerId
commerce-disputes      lending.sales.disputes                 commerceDisputes          commerceDispute           disputeId
commerce-locations     lending.sales.locations                commerceLocations         commerceLocation          locationId
commerce-orders        lending.sales.orders                   commerceOrders            commerceOrder             orderId
commerce-payments      lending.sales.payments                 commercePayments          commercePayment           paymentId
commerce-paymentMethods lending.sales.paymentMethods          commercePaymentMethods    commercePaymentMethod     paymentMethodId
commerce-products      lending.sales.products                 commerceProducts          commerceProduct           productId
commerce-productCategories lending.sales.productCategories    commerceProductCategories commerceProductCategory   productId
commerce-transactions  lending.sales.transactions             commerceTransactions      commerceTransaction       transactionId
`;

const rows = table
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => line.split(/\s+/));

/** Reads a page of a data type and one record, with each client that can. */
export function* reads(clients, select, parameters) {
  for (const [dataType, path, listed, got, id] of rows.filter(([dataType]) => select(dataType))) {
    const [place, many = "", one = ""] = path.split(":");
    const part = place.split(".").reduce((within, name) => within[name], clients);
    const list = (more) => body(part[`list${many}`]({ ...parameters, ...more }), listed);
    const get = got && ((record) => body(part[`get${one}`]({ ...parameters, [id]: record }), got));
    yield { dataType, client: place.split(".")[0], list, get };
  }
}

/** What a test wants to know of them: how many, whether a page holds what it should, whether one record is what the list says. */
export async function summarize({ list, get }) {
  const page = await list({ page: 1, pageSize: 5 });
  const [first] = page.results ?? [];
  const one = get && first?.id !== undefined ? await get(first.id) : undefined;
  return {
    total: page.totalResults,
    count: page.results?.length ?? 0,
    pageNumber: page.pageNumber,
    next: page.links?.next?.href,
    first,
    one,
  };
}
