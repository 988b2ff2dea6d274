using Causeway.Connectors.Sandbox;
using Causeway.Connectors.Sandbox.Commerce.Catalogue;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Commerce;

namespace Causeway.Connectors.Tests.Sandbox;

public sealed class SandboxOrdersTests
{
    public static TheoryData<string, double> Moments => SandboxMoments.Of("corner-shop", "craft-store");

    public static TheoryData<string, double, double> Pairs => SandboxMoments.PairsOf("corner-shop", "craft-store");

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Orders_add_up_from_lines_discounts_tax_and_shipping(string set, double minutes)
    {
        var orders = await At(set, minutes).ReadAsync<CommerceOrder>();

        foreach (var order in orders)
        {
            var (lines, charges) = (order.OrderLineItems!, order.ServiceCharges!);
            lines.ShouldNotBeEmpty();
            foreach (var line in lines)
            {
                var discount = line.DiscountAllocations!.Sum(d => d.TotalAmount!.Value);
                line.TotalAmount.ShouldBe((line.UnitPrice * line.Quantity) - discount + line.TotalTaxAmount, line.Id);
                line.Taxes!.Sum(t => t.TaxAmount!.Value).ShouldBe(line.TotalTaxAmount!.Value, line.Id);
            }

            charges.ShouldAllBe(c => c.Taxes!.Sum(t => t.TaxAmount) == c.TaxAmount);
            order.TotalDiscount.ShouldBe(
                lines.SelectMany(l => l.DiscountAllocations!).Sum(d => d.TotalAmount!.Value),
                order.Id
            );
            order.TotalTaxAmount.ShouldBe(
                lines.Sum(l => l.TotalTaxAmount!.Value) + charges.Sum(c => c.TaxAmount!.Value),
                order.Id
            );
            order.TotalRefund!.Value.ShouldBeLessThanOrEqualTo(0);
            order.TotalAmount.ShouldBe(
                lines.Sum(l => l.TotalAmount!.Value) + charges.Sum(c => c.TotalAmount!.Value) + order.TotalRefund.Value,
                order.Id
            );
        }

        orders.ShouldContain(o => o.TotalRefund < 0 && o.TotalAmount > 0, "given back in part");
        orders.ShouldContain(o => o.TotalRefund < 0 && o.TotalAmount == 0, "given back wholly");
        orders.ShouldContain(o => o.TotalDiscount > 0);
        orders.ShouldContain(o => o.ServiceCharges!.Count > 0);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task The_payments_of_orders_exist_and_come_to_what_was_paid(string set, double minutes)
    {
        var world = At(set, minutes);
        var orders = await world.ReadAsync<CommerceOrder>();
        var payments = (await world.ReadAsync<CommercePayment>()).ToDictionary(p => p.Id);
        var methods = (await world.ReadAsync<CommercePaymentMethod>()).ToDictionary(m => m.Id, m => m.Name);

        // Each payment is that of one order, and the order says the same of it.
        orders
            .SelectMany(o => o.Payments!)
            .Select(p => (p.Id, p.Amount, p.Currency, p.Status, p.PaymentProvider, p.DueDate, p.CreatedDate))
            .ShouldBe(
                payments.Values.Select(p =>
                    (p.Id, p.Amount, p.Currency, p.Status, p.PaymentProvider, p.DueDate, p.CreatedDate)
                ),
                ignoreOrder: true
            );
        payments.Values.ShouldAllBe(p => methods[p.PaymentMethodRef!.Id] == p.PaymentMethodRef.Name);
        foreach (var order in orders)
        {
            var due = order.TotalAmount!.Value - order.TotalRefund!.Value + order.TotalGratuity!.Value;
            var paid = order.Payments!.Where(p => p.Status is CommercePaymentStatus.Paid).Sum(p => p.Amount!.Value);
            paid.ShouldBeOneOf([0, due + order.TotalRefund.Value]);
            order.Payments!.Where(p => p.Amount > 0).ShouldAllBe(p => p.Amount == due);
            order.Payments!.Where(p => p.Amount < 0).Sum(p => p.Amount!.Value).ShouldBe(order.TotalRefund.Value);
            // What is still awaited closes nothing.
            if (order.Payments!.Any(p => p.Status is CommercePaymentStatus.Pending or CommercePaymentStatus.Authorized))
            {
                order.ClosedDate.ShouldBeNull(order.Id);
                paid.ShouldBe(0);
            }
        }

        payments.Values.Select(p => p.Status).Distinct().Count().ShouldBe(5);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Transactions_settle_the_payments_and_sum_to_the_payouts(string set, double minutes)
    {
        var world = At(set, minutes);
        var payments = (await world.ReadAsync<CommercePayment>()).ToDictionary(p => p.Id);
        var transactions = await world.ReadAsync<CommerceTransaction>();
        var company = (await world.ReadAsync<CommerceCompanyInfo>()).Single();

        // Each payment that went through the provider is there once, with its amount.
        transactions
            .Where(t => t.Type is CommerceTransactionType.Payment or CommerceTransactionType.Refund)
            .Select(t => (t.TransactionSourceRef!.Id, t.TotalAmount))
            .ShouldBe(
                payments
                    .Values.Where(p => p.Status is CommercePaymentStatus.Paid && p.PaymentProvider is not null)
                    .Select(p => (p.Id, p.Amount)),
                ignoreOrder: true
            );
        transactions
            .Where(t => t.TransactionSourceRef is not null)
            .ShouldAllBe(t => payments.ContainsKey(t.TransactionSourceRef!.Id));
        var held = 0m;
        var lastPayout = 0m;
        foreach (var transaction in transactions)
        {
            switch (transaction.Type)
            {
                case CommerceTransactionType.Payout:
                    transaction.TotalAmount.ShouldBe(-held, transaction.Id);
                    lastPayout = transaction.TotalAmount!.Value;
                    break;
                case CommerceTransactionType.FailedPayout:
                    transaction.TotalAmount.ShouldBe(-lastPayout, transaction.Id);
                    break;
                case CommerceTransactionType.PaymentFee:
                    transaction.TotalAmount!.Value.ShouldBeLessThan(0);
                    break;
                case CommerceTransactionType.PaymentFeeRefund:
                    transaction.TotalAmount!.Value.ShouldBeGreaterThan(0);
                    break;
                default:
                    break;
            }

            held += transaction.TotalAmount!.Value;
        }

        company.AccountBalances!.Single().Available.ShouldBe(held);
        transactions.Select(t => t.Type).Distinct().Count().ShouldBe(6);
        transactions.Select(t => t.CreatedDate).ShouldBeInOrder();
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task Disputes_are_about_real_payments_and_end_as_the_money_says(string set, double minutes)
    {
        var world = At(set, minutes);
        var payments = (await world.ReadAsync<CommercePayment>()).ToDictionary(p => p.Id);
        var transactions = await world.ReadAsync<CommerceTransaction>();

        var disputes = await world.ReadAsync<CommerceDispute>();

        disputes.ShouldNotBeEmpty();
        foreach (var dispute in disputes)
        {
            var payment = payments[dispute.DisputedTransactions!.Single().Id];
            payment.Status.ShouldBe(CommercePaymentStatus.Paid);
            payment.Amount.ShouldBe(dispute.TotalAmount);
            payment.Currency.ShouldBe(dispute.Currency);
            payments.ContainsKey(payment.Id + "-refund").ShouldBe(dispute.Status is CommerceDisputeStatus.Lost);
            var fees = transactions.Where(t =>
                t.TransactionSourceRef?.Id == payment.Id && t.SubType is "dispute-fee" or "dispute-fee-refund"
            );
            (fees.Sum(t => t.TotalAmount) == 0).ShouldBe(dispute.Status is CommerceDisputeStatus.Won, dispute.Id);
            (dispute.DueDate is not null).ShouldBe(dispute.Status is CommerceDisputeStatus.EvidenceRequired);
        }

        transactions.Count(t => t.SubType is "dispute-fee").ShouldBe(disputes.Count);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task References_lead_to_records(string set, double minutes)
    {
        var world = At(set, minutes);
        var orders = await world.ReadAsync<CommerceOrder>();
        var customers = (await world.ReadAsync<CommerceCustomer>()).ToDictionary(c => c.Id, c => c.CustomerName);
        var locations = (await world.ReadAsync<CommerceLocation>()).ToDictionary(l => l.Id, l => l.Name);
        var products = (await world.ReadAsync<CommerceProduct>()).ToDictionary(p => p.Id);
        var categories = (await world.ReadAsync<CommerceProductCategory>()).ToDictionary(c => c.Id!);
        var taxes = (await world.ReadAsync<CommerceTaxComponent>()).ToDictionary(t => t.Id);

        orders.ShouldAllBe(o => customers[o.CustomerRef!.Id] == o.CustomerRef.Name);
        orders.ShouldAllBe(o => locations[o.LocationRef!.Id] == o.LocationRef.Name);
        foreach (var line in orders.SelectMany(o => o.OrderLineItems!))
        {
            var product = products[line.ProductRef!.Id];
            var variant = product.Variants!.Single(v => v.Id == line.ProductVariantRef!.Id);
            product.Name.ShouldBe(line.ProductRef.Name);
            variant.Name.ShouldBe(line.ProductVariantRef!.Name);
            variant.Prices!.Single().UnitPrice.ShouldBe(line.UnitPrice);
            variant.VatPercentage.ShouldBe(line.TaxPercentage);
            line.Taxes!.Sum(t => taxes[t.TaxComponentRef!.Id].Rate!.Value).ShouldBe(line.TaxPercentage!.Value / 100);
            line.Taxes!.ShouldAllBe(t => taxes[t.TaxComponentRef!.Id].Name == t.TaxComponentRef.Name);
        }

        foreach (var product in products.Values)
        {
            product.ProductCategoryRefs!.ShouldAllBe(r => categories[r.Id].Name == r.Name);
            product.ProductCategoryRefs!.ShouldAllBe(r => categories[r.Id].HasChildren == false);
            foreach (var variant in product.Variants!)
            {
                var stock = variant.Inventory!.Locations!;
                stock.Select(s => s.LocationRef!.Id).ShouldBe(locations.Keys, ignoreOrder: true);
                variant.Inventory.TotalQuantity.ShouldBe(stock.Sum(s => s.Quantity!.Value));
                variant.Barcode!.Length.ShouldBe(13);
                variant.Barcode[12].ShouldBe(ProductRows.CheckDigitOf(variant.Barcode[..12]));
            }
        }

        foreach (var category in categories.Values)
        {
            var above = category.AncestorRefs!.Select(a => categories[a.Id]).ToList();
            above.ShouldAllBe(a => a.HasChildren == true && a.Id != category.Id);
            above.Skip(1).ShouldAllBe(a => a.AncestorRefs!.Count > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public Task What_is_read_by_changes_equals_what_is_read_anew(string set, double first, double second) =>
        SandboxCopy.ShouldKeepUpAsync(new SandboxWorld(set, new SandboxCommerceConnector()), first, second);

    [Theory]
    [InlineData("corner-shop", 0)]
    [InlineData("craft-store", 40 * 24 * 60)]
    public async Task Each_refresh_brings_new_changed_and_deleted_orders_and_payments(string set, double age)
    {
        await SandboxCopy.ShouldBringAllKindsOfChangeAsync(At(set, age + 2), DataType.Of<CommerceOrder>());
        await SandboxCopy.ShouldBringAllKindsOfChangeAsync(At(set, age + 2), DataType.Of<CommercePayment>());
    }

    [Fact]
    public async Task In_the_first_hour_orders_are_placed_paid_sent_and_given_back()
    {
        var world = At("craft-store", 0);
        var before = (await world.ReadAsync<CommerceOrder>()).ToDictionary(o => o.Id);

        var after = await world.After(TimeSpan.FromMinutes(20)).ReadAsync<CommerceOrder>();

        var known = after.Where(o => before.ContainsKey(o.Id)).ToList();
        after.Count.ShouldBeGreaterThan(before.Count);
        known.ShouldContain(o => before[o.Id].ClosedDate == null && o.ClosedDate != null);
        known.ShouldContain(o => before[o.Id].TotalRefund == 0 && o.TotalRefund < 0);
        known.ShouldContain(o =>
            before[o.Id].Payments!.Any(p => p.Status == CommercePaymentStatus.Authorized)
            && o.Payments!.All(p => p.Status == CommercePaymentStatus.Paid)
        );
    }

    private static SandboxWorld At(string set, double minutes) =>
        new SandboxWorld(set, new SandboxCommerceConnector()).After(TimeSpan.FromMinutes(minutes));
}
