using Causeway.Contracts;
using Causeway.Contracts.DataTypes;
using Causeway.Server.Sync.Datasets;

namespace Causeway.Server.Tests.Sync;

public class DatasetStatusTests
{
    private static readonly DateTimeOffset Now = new(2050, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void There_are_the_21_statuses_of_the_api() => Enum.GetValues<DatasetStatus>().Length.ShouldBe(21);

    [Theory]
    [InlineData(DatasetStatus.Complete, false)]
    [InlineData(DatasetStatus.NotSupported, false)]
    [InlineData(DatasetStatus.Cancelled, false)]
    [InlineData(DatasetStatus.FetchError, true)]
    [InlineData(DatasetStatus.MapError, true)]
    [InlineData(DatasetStatus.ValidationError, true)]
    [InlineData(DatasetStatus.ProcessingError, true)]
    [InlineData(DatasetStatus.InternalError, true)]
    [InlineData(DatasetStatus.AuthError, true)]
    [InlineData(DatasetStatus.PermissionsError, true)]
    [InlineData(DatasetStatus.RateLimitError, true)]
    [InlineData(DatasetStatus.PrerequisiteNotMet, true)]
    public void A_terminal_status_leads_nowhere(DatasetStatus status, bool errored)
    {
        status.IsTerminal().ShouldBeTrue();
        status.IsErrored().ShouldBe(errored);
        Enum.GetValues<DatasetStatus>().ShouldAllBe(next => !status.CanBecome(next));
    }

    [Fact]
    public void Every_other_status_can_end_well_and_be_given_up()
    {
        foreach (var status in Enum.GetValues<DatasetStatus>().Where(s => !s.IsTerminal()))
        {
            status.IsErrored().ShouldBeFalse();
            status.CanBecome(DatasetStatus.Cancelled).ShouldBeTrue();
            status.CanBecome(DatasetStatus.AuthError).ShouldBeTrue();
            Reachable(status).ShouldContain(DatasetStatus.Complete);
        }

        Reachable(DatasetStatus.Initial).Count.ShouldBe(20);
    }

    [Fact]
    public void Every_move_is_in_the_audit_trail_and_an_ended_dataset_stays_as_it_is()
    {
        var dataset = NewDataset();

        dataset.Start(DatasetPlan.None with { Generation = 1 }, Now);
        dataset.End(DatasetStatus.FetchError, "The source was closed.", Now);
        dataset.End(DatasetStatus.Cancelled, "Too late.", Now);

        dataset
            .Events.Select(e => (e.Number, e.FromStatus, e.ToStatus))
            .ShouldBe([
                (1, null, DatasetStatus.Initial),
                (2, DatasetStatus.Initial, DatasetStatus.Queued),
                (3, DatasetStatus.Queued, DatasetStatus.Fetching),
                (4, DatasetStatus.Fetching, DatasetStatus.FetchError),
            ]);
        dataset.ErrorMessage.ShouldBe("The source was closed.");
        dataset.Expects(dataset.Slice).ShouldBeFalse();
    }

    [Fact]
    public void A_move_that_is_not_allowed_is_a_fault()
    {
        var dataset = NewDataset();

        Should.Throw<InvalidOperationException>(() => dataset.Complete(Now));
    }

    private static Dataset NewDataset()
    {
        DataType.TryGet("customers", out var type).ShouldBeTrue();
        return new Dataset(
            DatasetId.New(TimeProvider.System),
            CompanyId.New(TimeProvider.System),
            ConnectionId.New(TimeProvider.System),
            type!,
            DatasetCause.Requested,
            0,
            Now
        );
    }

    private static HashSet<DatasetStatus> Reachable(DatasetStatus from)
    {
        var found = new HashSet<DatasetStatus>();
        var todo = new Queue<DatasetStatus>([from]);
        while (todo.TryDequeue(out var status))
        {
            foreach (var next in Enum.GetValues<DatasetStatus>().Where(n => status.CanBecome(n) && found.Add(n)))
            {
                todo.Enqueue(next);
            }
        }

        return found;
    }
}
