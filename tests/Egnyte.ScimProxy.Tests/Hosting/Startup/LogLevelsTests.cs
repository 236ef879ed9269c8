using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class LogLevelsTests
{
    [Theory]
    [InlineData("Logging:LogLevel:Default", "Loud", "Logging:LogLevel:Default (\"Loud\") is not one of Trace, Debug,")]
    [InlineData("Logging:Console:LogLevel:Microsoft", "warn", "Logging:Console:LogLevel:Microsoft (\"warn\") is not one of")]
    [InlineData("Logging:LogLevel:Default", "99", "Logging:LogLevel:Default (\"99\") is not one of")]
    [InlineData("Logging:LogLevel", "Debug", "Logging:LogLevel (\"Debug\") takes a section")]
    public void Mistakes_OfABadLevel_NameKeyAndValue(string key, string value, string mistake) =>
        Assert.StartsWith(mistake, Assert.Single(LogLevels.Mistakes(Configured.Read((key, value)))), StringComparison.Ordinal);

    [Theory]
    [InlineData("Logging:LogLevel:Default", "debug")]
    [InlineData("Logging:LogLevel:Egnyte.ScimProxy", "Trace")]
    [InlineData("Logging:Console:FormatterName", "simple")]
    public void Mistakes_OfAGoodLevel_AreNone(string key, string value) => Assert.Empty(LogLevels.Mistakes(Configured.Read((key, value))));

    [Theory]
    [InlineData("Logging:LogLevel:Egnyte_ScimProxy", "Logging:LogLevel:Egnyte.ScimProxy")]
    [InlineData("Logging:Console:LogLevel:Microsoft_AspNetCore_Server", "Logging:Console:LogLevel:Microsoft.AspNetCore.Server")]
    public void UnderscoresOfACategory_AreReadAsDots_AndWin(string written, string read)
    {
        var configuration = Configured.Read((written, "Debug"), (read, "Warning"));

        LogLevels.ReadUnderscoresAsDots(configuration);

        Assert.Equal("Debug", configuration[read]);
    }
}
