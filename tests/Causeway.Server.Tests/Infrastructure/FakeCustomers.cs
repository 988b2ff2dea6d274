using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Causeway.Contracts.Connectors;
using Causeway.Contracts.DataTypes;
using Causeway.Contracts.DataTypes.Accounting;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>Three customers, always the same.</summary>
public sealed class FakeCustomers() : Reader<FakeCustomer, Customer>(FakeCustomerJson.Default.FakeCustomer)
{
    private static readonly string[] Names = ["Ada", "Berta", "Clara"];

    public override async IAsyncEnumerable<SourcePage> FetchAsync(
        ReadWindow window,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await Task.CompletedTask;
        yield return new SourcePage
        {
            Rows =
            [
                .. Names.Select(
                    (name, i) =>
                        new SourceRow(
                            $"c{i}",
                            JsonSerializer.SerializeToUtf8Bytes(
                                new FakeCustomer($"c{i}", name),
                                FakeCustomerJson.Default.FakeCustomer
                            )
                        )
                ),
            ],
            Total = 3,
        };
    }

    public override Customer Map(FakeCustomer source) =>
        new()
        {
            Id = source.Id,
            CustomerName = source.Name,
            Status = CustomerStatus.Active,
        };
}

/// <summary>Takes any customer.</summary>
public sealed class FakeCustomersWriter() : Writer<Customer>(StandardJson.Wire.Customer)
{
    public override bool CanUpdate => true;

    public override Task<WriteOption> GetOptionsAsync(CancellationToken ct) =>
        Task.FromResult(
            new WriteOption
            {
                Type = WriteOptionType.Object,
                DisplayName = "Customer",
                Description = "A customer of the test books.",
            }
        );

    public override Task<WriteResult> CreateAsync(Customer record, WriteMarker marker, CancellationToken ct) =>
        Task.FromResult(new WriteResult("c-new"));

    public override Task<WriteResult> UpdateAsync(
        string id,
        Customer record,
        WriteMarker marker,
        CancellationToken ct
    ) => Task.FromResult(new WriteResult(id));

    public override Task<WriteResult?> FindAsync(WriteMarker marker, CancellationToken ct) =>
        Task.FromResult<WriteResult?>(null);
}

/// <summary>A customer as the test books have it.</summary>
public sealed record FakeCustomer(string Id, string Name);

[JsonSerializable(typeof(FakeCustomer))]
internal sealed partial class FakeCustomerJson : JsonSerializerContext;
