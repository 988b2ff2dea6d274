using System.Net.Http.Headers;
using System.Text;
using Causeway.Contracts;
using Causeway.Server.Tests.Infrastructure;

namespace Causeway.Server.Tests.Files;

/// <summary>Files as companies upload them.</summary>
internal static class SampleFiles
{
    public const string Accounting = "cwfa";
    public const string Banking = "cwfb";
    public const string Documents = "cwfd";

    public static byte[] Pdf(string text = "x") => Encoding.UTF8.GetBytes($"%PDF-1.7\n{text}\n%%EOF");

    public static byte[] Png { get; } = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 0];

    public static byte[] Csv { get; } = "Datum;Betrag\n2026-01-31;12,50 €\n"u8.ToArray();

    public static byte[] Xlsx { get; } = [.. "PK\x3\x4\0\0"u8, .. "[Content_Types].xml"u8, 0, 1];

    public static byte[] Xls { get; } = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];

    public static MultipartFormDataContent Form(params (string Name, byte[] Content)[] files)
    {
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var (name, content) in files)
        {
            form.Add(Part(name, content));
        }

        return form;
    }

    /// <summary>A part as browsers write it: the name in quotes, in UTF-8.</summary>
    public static ByteArrayContent Part(string name, byte[] content, string field = "file")
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition",
            $"form-data; name=\"{field}\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\""
        );
        return part;
    }

    /// <summary>A connection to which files can be uploaded.</summary>
    public static Task<TestConnection> HasUploadAsync(
        this CausewayApp app,
        string platformKey = Accounting,
        CompanyId? company = null
    ) => app.HasConnectionAsync(linked: false, company: company, platformKey: platformKey);

    /// <summary>Uploads by the API.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(
        this CausewayApp app,
        TestConnection connection,
        params (string Name, byte[] Content)[] files
    )
    {
        using var form = Form(files);
        return await app.Client.PostAsync($"{connection.Path}/files", form);
    }

    /// <summary>The names of a company's files.</summary>
    public static async Task<IReadOnlyList<string?>> FilesOfAsync(this CausewayApp app, CompanyId company) =>
        [
            .. (await app.GetJsonAsync($"/companies/{company}/files"))
                .EnumerateArray()
                .Select(f => f.GetProperty("fileName").GetString()),
        ];
}
