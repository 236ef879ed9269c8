using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>Something at Egnyte's address that answers every call alike.</summary>
internal sealed class AnyEgnyte(WebApplication app) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    public static async Task<AnyEgnyte> StartAsync(int status, string body, X509Certificate2? certificate = null, bool onlyGroups = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint =>
        {
            if (certificate is not null)
            {
                endpoint.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = body.StartsWith('<') ? "text/html" : "application/json";
            var isOfUsers = onlyGroups && !context.Request.Path.Value!.Contains("groups", StringComparison.Ordinal);
            return context.Response.WriteAsync(isOfUsers ? """{"startIndex":1,"totalResults":0,"resources":[]}""" : body);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app);
    }

    /// <summary>A certificate of its own for the loopback address.</summary>
    public static X509Certificate2 Certificate(DateTimeOffset expires)
    {
        using var key = RSA.Create(2048);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=egnyte.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(expires.AddYears(-1), expires);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
