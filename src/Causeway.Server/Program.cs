using Causeway.Server;
using Causeway.Server.Access;
using Causeway.Server.Access.Embedding;
using Causeway.Server.Companies;
using Causeway.Server.Connections;
using Causeway.Server.Files;
using Causeway.Server.Gateway;
using Causeway.Server.Grants;
using Causeway.Server.Http;
using Causeway.Server.Http.Idempotency;
using Causeway.Server.Integrations;
using Causeway.Server.Link;
using Causeway.Server.Portal;
using Causeway.Server.Push;
using Causeway.Server.Records;
using Causeway.Server.Settings;
using Causeway.Server.Storage;
using Causeway.Server.Sync;
using Causeway.Server.Webhooks;
using Wolverine;
#if GENERATES_HANDLERS
using JasperFx;
#endif

try
{
    var builder = WebApplication.CreateBuilder(PortalAssets.Options(args));
    PortalAssets.Use(builder);
    ServerDefaults.AddTo(builder.Configuration);
    var options = ServerOptions.From(builder.Configuration);
    var storage = StorageFeature.PrepareAsync(options.Database);

    builder.Services.AddSingleton(options);
    builder.Services.AddSingleton<PublicUrls>();
    builder.Services.AddSingleton<TimeProvider, MicrosecondClock>();
    HttpFeature.Add(builder.Services);
    StorageFeature.Add(builder.Services, options.Database);
    AccessFeature.Add(builder.Services, options);
    GatewayFeature.Add(builder.Services);
    GrantsFeature.Add(builder.Services, options);
    IntegrationsFeature.Add(builder.Services, options);
    CompaniesFeature.Add(builder.Services);
    ConnectionsFeature.Add(builder.Services);
    FilesFeature.Add(builder.Services);
    LinkFeature.Add(builder.Services);
    SyncFeature.Add(builder.Services);
    RecordsFeature.Add(builder.Services);
    PushFeature.Add(builder.Services);
    SettingsFeature.Add(builder.Services);
    WebhooksFeature.Add(builder.Services, options);
    PortalFeature.Add(builder.Services, options, builder.Configuration);
    builder.Host.UseWolverine(messages => Messages.Configure(messages, options.Database, options.Does(Role.Engine)));

    var app = builder.Build();
    Startup.CheckSettings(app);
    if (options.Does(Role.Portal))
    {
        PortalFeature.Use(app);
    }

    ErrorHandling.Use(app);
    app.UseRouting();
    ApiKeyCheck.Use(app);
    CompanyTokenCheck.Use(app);
    CharsetCheck.Use(app);
    IdempotencyCheck.Use(app);

    HttpFeature.Map(app);
    if (options.Does(Role.Link))
    {
        LinkFeature.Map(app);
    }

    if (options.Does(Role.Api) || options.Does(Role.Link))
    {
        IntegrationsFeature.MapPublic(app);
    }

    if (options.Does(Role.Api))
    {
        var api = app.MapGroup("").RequireApiKey().AcceptIdempotencyKeys();
        AccessFeature.Map(api);
        CompaniesFeature.Map(api);
        ConnectionsFeature.Map(api);
        IntegrationsFeature.Map(api);
        GrantsFeature.Map(api);
        SyncFeature.Map(api);
        RecordsFeature.Map(api);
        PushFeature.Map(api);
        SettingsFeature.Map(api);
        WebhooksFeature.Map(api);
        FilesFeature.Map(api, app.MapGroup("").RequireApiKey());
    }

#if GENERATES_HANDLERS
    if (args is ["codegen", ..])
    {
        return await app.RunJasperFxCommands(args);
    }
#endif

    await storage;
    var newKey = await Startup.PrepareAsync(app.Services, options);
    string? setUpLink;
    try
    {
        // Before the first request: whoever sees that the server is ready sees what it prints, too.
        setUpLink = options.Does(Role.Portal)
            ? await PortalFeature.SetUpLinkAsync(app.Services, CancellationToken.None)
            : null;
        await app.StartAsync();
    }
    catch when (newKey is not null)
    {
        Welcome.PrintKey(Console.Out, newKey); // it is in the database, and will not be made again
        throw;
    }

    Welcome.Print(Console.Out, options, newKey, setUpLink);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception e) when (StartFailure.Explain(e) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
