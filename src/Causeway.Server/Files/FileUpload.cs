using Causeway.Contracts;
using Causeway.Contracts.Connectors;

namespace Causeway.Server.Files;

/// <summary>An integration without a source: a company's user uploads files, which are kept as they are. Nothing is read from them.</summary>
public sealed class FileUpload : Connector
{
    private FileUpload(string key, string name, SourceType sourceType, char number, string drawing) =>
        Manifest = new ConnectorManifest
        {
            Key = key,
            Name = name,
            SourceType = sourceType,
            IntegrationId = new Guid($"5d0c2f6e-91b4-4c57-8f3a-2e6b7a9d4c1{number}"),
            SourceId = new Guid($"5d0c2f6e-91b4-4c57-8f3a-2e6b7a9d4c2{number}"),
            Auth = new ConnectorAuth.Upload(),
            Budget = new RequestBudget(1, TimeSpan.FromSeconds(1)),
            LogoSvg =
                $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="#2f4858"/><path d="M19 11h17l10 10v32H19z" fill="#ffffff"/><path d="M36 11v10h10z" fill="#b8c7d1"/><path d="{drawing}" fill="none" stroke="#2f4858" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/></svg>""",
        };

    /// <summary>One for each kind of source that files can stand in for.</summary>
    public static IReadOnlyList<FileUpload> All { get; } =
    [
        new("cwfa", "Accounting file upload", SourceType.Accounting, '1', "M25 46v-6M32 46V34M39 46V30"),
        new("cwfb", "Banking file upload", SourceType.Banking, '2', "M24 32l8-5 8 5zM26 36v7M32 36v7M38 36v7M24 47h16"),
        new("cwfd", "Business documents file upload", SourceType.Other, '3', "M25 30h14M25 37h14M25 44h9"),
    ];

    /// <inheritdoc/>
    public override ConnectorManifest Manifest { get; }

    /// <inheritdoc/>
    public override void Build(ConnectorBuilder connector) { }
}
