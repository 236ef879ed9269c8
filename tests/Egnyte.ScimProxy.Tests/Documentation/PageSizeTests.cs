namespace Egnyte.ScimProxy.Tests.Documentation;

public sealed class PageSizeTests
{
    /// <summary>The first pages that a reader opens stay short: what grows moves to a page of its own.</summary>
    [Theory]
    [InlineData("README.md", 12)]
    [InlineData("src/README.md", 6)]
    public void FirstPage_BySize_HasAtMostSoManyKilobytes(string page, int kilobytes) =>
        Assert.InRange(new FileInfo(Path.Combine(Pages.Root, page)).Length, 1, kilobytes * 1024);
}
