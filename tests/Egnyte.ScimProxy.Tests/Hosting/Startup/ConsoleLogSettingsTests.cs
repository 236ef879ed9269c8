using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class ConsoleLogSettingsTests
{
    [Theory]
    [InlineData("FormatterOptions:IncludeScopes", "maybe", "must be true or false")]
    [InlineData("FormatterOptions:SingleLine", "1", "must be true or false")]
    [InlineData("FormatterOptions:ColorBehavior", "Rainbow", "must be Default, Enabled, Disabled")]
    [InlineData("FormatterOptions:ColorBehavior", "7", "must be Default, Enabled, Disabled")]
    [InlineData("FormatterOptions:TimestampFormat", "%", "must be a .NET date and time format")]
    [InlineData("FormatterName", "nope", "must be simple, json or systemd")]
    [InlineData("MaxQueueLength", "0", "must be a whole number from 1")]
    [InlineData("MaxQueueLength", "x", "must be a whole number from 1")]
    [InlineData("QueueFullMode", "x", "must be Wait, DropWrite")]
    [InlineData("LogToStandardErrorThreshold", "loud", "must be Trace, Debug")]
    public void Mistakes_OfABadSetting_NameKeyAndValue(string key, string value, string expected)
    {
        var configuration = Configured.Read(($"Logging:Console:{key}", value));

        Assert.StartsWith(
            $"Logging:Console:{key} (\"{value}\") {expected}", Assert.Single(ConsoleLogSettings.Mistakes(configuration)), StringComparison.Ordinal);
        Assert.Null(configuration[$"Logging:Console:{key}"]);
    }

    [Theory]
    [InlineData("FormatterName", "JSON")]
    [InlineData("FormatterName", "")]
    [InlineData("FormatterOptions:IncludeScopes", "True")]
    [InlineData("FormatterOptions:ColorBehavior", "disabled")]
    [InlineData("FormatterOptions:TimestampFormat", "yyyy-MM-dd HH:mm:ss.fff ")]
    [InlineData("MaxQueueLength", "1")]
    [InlineData("LogToStandardErrorThreshold", "none")]
    public void Mistakes_OfAGoodSetting_AreNone(string key, string value) =>
        Assert.Empty(ConsoleLogSettings.Mistakes(Configured.Read(($"Logging:Console:{key}", value))));
}
