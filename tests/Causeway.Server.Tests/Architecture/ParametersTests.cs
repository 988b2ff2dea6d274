using System.Reflection;
using Causeway.Server.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Causeway.Server.Tests.Architecture;

/// <summary>How the handlers of endpoints declare what they take.</summary>
public sealed class ParametersTests(CausewayApp app)
{
    [Fact]
    public void Optional_values_are_declared_as_text()
    {
        var handlers = app
            .Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .Select(endpoint => endpoint.Metadata.GetMetadata<MethodInfo>())
            .OfType<MethodInfo>()
            .Distinct()
            .ToList();

        handlers.Count.ShouldBeGreaterThan(40);
        handlers
            .SelectMany(handler => handler.GetParameters().SelectMany(Types).Select(type => (handler, type)))
            .Where(parameter => Nullable.GetUnderlyingType(parameter.type) is not null)
            .Select(parameter => $"{parameter.handler.DeclaringType!.Name}.{parameter.handler.Name}: {parameter.type}")
            .ShouldBeEmpty(
                "a wrong one could not be named in the answer: declare a string, and read it with OptionalParameter"
            );
    }

    private static IEnumerable<Type> Types(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? [parameter.ParameterType]
            : parameter.ParameterType.GetProperties().Select(property => property.PropertyType);
}
