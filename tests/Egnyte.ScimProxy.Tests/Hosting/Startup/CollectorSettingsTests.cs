using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class CollectorSettingsTests
{
    private const string Endpoint = CollectorSettings.Endpoint;

    [Theory]
    [InlineData(Endpoint, "foo", $"{Endpoint} (\"foo\") is not the address of a collector")]
    [InlineData(Endpoint, "collector:4317", $"{Endpoint} (\"collector:4317\") is not the address of a collector")]
    [InlineData(Endpoint, "http://x:4317\n", $"{Endpoint} (\"http://x:4317\n\") is not the address of a collector")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "foo", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT (\"foo\") is not the address")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "secret", "OTEL_EXPORTER_OTLP_HEADERS cannot be read")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=b,secret", "OTEL_EXPORTER_OTLP_HEADERS cannot be read")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=secret%0D%0Ab", "OTEL_EXPORTER_OTLP_HEADERS cannot be read")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier", "OTEL_EXPORTER_OTLP_PROTOCOL (\"carrier\") must be grpc or http/protobuf")]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT", "10s", "OTEL_EXPORTER_OTLP_TIMEOUT (\"10s\") must be a whole number")]
    public void Mistakes_OfABadVariable_NameIt(string key, string value, string expected)
    {
        var configuration = key == Endpoint ? Configured.Read((key, value)) : Configured.Read((Endpoint, "http://x:4317"), (key, value));

        var mistake = Assert.Single(CollectorSettings.Mistakes(configuration));

        Assert.StartsWith(expected, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_OfGoodVariables_AreNone() => Assert.Empty(CollectorSettings.Mistakes(Configured.Read(
        (Endpoint, "https://collector.example.com:4317/base"),
        ("OTEL_EXPORTER_OTLP_HEADERS", "api-key=x, Authorization=Basic%20eA==,"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_EXPORTER_OTLP_TIMEOUT", "10000"))));

    [Fact]
    public void Mistakes_WithoutACollector_AreNone() => Assert.Empty(CollectorSettings.Mistakes(Configured.Read(("OTEL_EXPORTER_OTLP_HEADERS", "x"))));
}
