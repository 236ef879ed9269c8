using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>A gateway before Egnyte compresses what it answers, as the request allows.</summary>
public sealed class CompressedAnswerTests
{
    private const string User = """{"id":20,"userName":"jane","email":"jane@example.com","active":true}""";

    [Theory]
    [InlineData("gzip", 200, 200, 1)]
    [InlineData("br", 200, 200, 1)]
    [InlineData("deflate", 200, 200, 1)]
    [InlineData("gzip", 401, 401, 1)]

    // What was not compressed as it says, or in a way that the proxy does not offer; the status of an error stays what it is.
    [InlineData("broken gzip", 200, 429, 3)]
    [InlineData("broken br", 200, 429, 3)]
    [InlineData("broken deflate", 200, 429, 3)]
    [InlineData("broken gzip", 401, 401, 1)]
    [InlineData("broken br", 403, 403, 1)]
    [InlineData("half gzip", 200, 429, 3)]
    [InlineData("zstd", 200, 429, 3)]

    // 40 MiB of blanks, which are 40 KiB.
    [InlineData("bomb gzip", 200, 429, 3)]
    public async Task Read_OfACompressedAnswer_IsReadOrTransient(string coding, int status, int expected, int calls)
    {
        var seen = new List<string>();
        await using var egnyte = await StartAsync(coding.Split(' '), status, seen);
        await using var proxy = await ScimProxyApplication.StartAsync(new Uri(egnyte.Urls.First()), time: new HurriedTime());

        var answer = await proxy.Client.GetScimAsync("Users/20");

        Assert.True(expected == answer.Status, answer.Text);
        Assert.Equal(calls, seen.Count);
        Assert.All(seen, headers => Assert.Equal("application/json | gzip, deflate, br", headers));
    }

    private static async Task<WebApplication> StartAsync(string[] coding, int status, List<string> seen)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Run(async context =>
        {
            seen.Add($"{context.Request.Headers.Accept} | {context.Request.Headers.AcceptEncoding}");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = coding[^1];
            context.Response.Headers["X-Accesstoken-Qps-Allotted"] = "100000";
            await context.Response.Body.WriteAsync(Body(coding), context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static byte[] Body(string[] coding) => coding switch
    {
        ["broken", ..] => Encoding.UTF8.GetBytes(User),
        ["zstd"] => Compressed("gzip", User),
        ["half", var whole] => Compressed(whole, User)[..40],
        ["bomb", var whole] => Compressed(whole, new string(' ', 40 * 1024 * 1024) + User),
        [var name] => Compressed(name, User),
        _ => throw new ArgumentException("An unknown coding.", nameof(coding)),
    };

    private static byte[] Compressed(string coding, string text)
    {
        using var bytes = new MemoryStream();
        using (Stream stream = coding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }
}
