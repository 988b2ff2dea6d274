using Causeway.Contracts;
using Causeway.Server.Connections;
using Causeway.Server.Link;
using Causeway.Server.Settings.Link;

namespace Causeway.Server.Tests.Link;

public class LinkPlanTests
{
    [Fact]
    public void What_is_needed_comes_before_the_end_and_what_is_optional_does_not_hold_it_up()
    {
        var none = Plan();
        var books = Plan(SourceType.Accounting);
        var all = Plan(SourceType.Accounting, SourceType.Commerce);

        none.IsComplete.ShouldBeFalse();
        none.NextAfter(SourceType.Banking)!.Kind.ShouldBe(SourceType.Commerce);
        books.IsComplete.ShouldBeFalse();
        books.NextAfter(SourceType.Accounting)!.Kind.ShouldBe(SourceType.Banking);
        all.IsComplete.ShouldBeTrue();
        all.NextAfter(SourceType.Commerce).ShouldBeNull();
    }

    [Fact]
    public void What_was_passed_over_and_is_needed_is_come_back_to() =>
        Plan(SourceType.Commerce).NextAfter(SourceType.Commerce)!.Kind.ShouldBe(SourceType.Accounting);

    [Fact]
    public void A_company_has_one_set_of_books_and_many_banks()
    {
        var plan = Plan(SourceType.Accounting, SourceType.Banking);

        plan.Steps.Select(s => s.TakesMore).ShouldBe([false, true, true]);
    }

    private static LinkPlan Plan(params SourceType[] connected) =>
        new(
            new LinkSettingsBody
            {
                SourceTypes =
                [
                    new(SourceType.Accounting, Optional: false),
                    new(SourceType.Banking, Optional: true),
                    new(SourceType.Commerce, Optional: null),
                ],
            },
            [
                .. connected.Select(kind => new ConnectionCard(
                    default,
                    kind.ToString(),
                    null,
                    kind,
                    "",
                    ConnectionStatus.Linked,
                    null,
                    TakesFiles: false
                )),
            ]
        );
}
