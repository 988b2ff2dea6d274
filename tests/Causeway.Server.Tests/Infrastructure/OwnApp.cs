using System.Net.Http.Json;
using Causeway.Server.Tests.Grants.OAuth;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Infrastructure;

/// <summary>
/// A server that the tests of one class have to themselves, because they change what there is one of. Each begins with the settings of a new server;
/// what it makes it keeps apart by company.
/// </summary>
public class OwnApp : IAsyncLifetime
{
    public CausewayApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await CausewayApp.StartAsync(Configure);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return App.DisposeAsync();
    }

    /// <summary>Link's settings and the origins of the components as a new server has them.</summary>
    public async Task<CausewayApp> AsNewAsync()
    {
        using var settings = await App.Client.PutAsJsonAsync(
            "/settings/link",
            new { redirect = new { url = "", allowedHosts = Array.Empty<string>() } }
        );
        await settings.ShouldBeOkAsync();
        using var logo = await App.Client.DeleteAsync("/settings/link/logo");
        await App.AllowAsync();
        return App;
    }

    protected virtual void Configure(IServiceCollection services) { }
}

/// <summary>The same, with a clock that stands until a test moves it.</summary>
public sealed class OwnAppWithClock : OwnApp
{
    public StandingClock Clock { get; } = new();

    protected override void Configure(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
}
