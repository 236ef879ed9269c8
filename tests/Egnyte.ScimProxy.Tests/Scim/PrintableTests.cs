using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("acme", "acme")]
    [InlineData("Größe 𝒳 😀", "Größe 𝒳 😀")]
    [InlineData("a\u001b[31mb", @"a\u001B[31mb")]
    [InlineData("a\r\n\tb\0", @"a\r\n\tb\u0000")]
    [InlineData("\u0085\u009b", @"\u0085\u009B")]
    [InlineData("\u202e\u2028\ufeff", @"\u202E\u2028\uFEFF")]
    public void Of_ShowsWhatCannotBeSeenEscaped(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void Of_ALoneSurrogate_IsTheReplacementCharacter() => Assert.Equal("\ufffdx", Printable.Of("\ud800x"));
}
