using System.Buffers;
using System.IO.Pipelines;
using Causeway.Server.Records.Store;

namespace Causeway.Server.Portal.Data.Export;

/// <summary>An array of the records as the API serves them.</summary>
internal sealed class JsonExport(PipeWriter output) : IExportFile
{
    private bool isFirst = true;

    public Task BeginAsync(CancellationToken ct)
    {
        output.Write("["u8);
        return Task.CompletedTask;
    }

    public async Task WriteAsync(RecordSlice slice, CancellationToken ct)
    {
        for (var i = 0; i < slice.Count; i++)
        {
            output.Write(isFirst ? "\n"u8 : ",\n"u8);
            isFirst = false;
            output.Write(slice[i].Span);
        }

        await output.FlushAsync(ct);
    }

    public async Task EndAsync(CancellationToken ct)
    {
        output.Write("\n]\n"u8);
        await output.FlushAsync(ct);
    }
}
