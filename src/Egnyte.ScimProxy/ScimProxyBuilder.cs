using System.Text;
using Egnyte.ScimProxy.Bulk;
using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Hosting.Telemetry;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Watching;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy;

/// <summary>The table of contents: what the program is made of, and the way of a request through it.</summary>
internal static class ScimProxyBuilder
{
    /// <summary>Bytes of a body that wait on a connection before the proxy reads them; the rest stays with the client.</summary>
    private const int MostUnread = 64 * 1024;

    public static WebApplicationBuilder AddScimProxy(this WebApplicationBuilder builder)
    {
        builder.AddConsoleLog();                            // the framework speaks from Warning on, we from Information on
        builder.AddTelemetry();                             // OTLP where a collector is named
        builder.Services.AddScimProxyOptions();             // one section, every mistake at once
        builder.Services.AddProfiles();                     // built-in ones and those of a folder, each compiled once, and watched
        builder.Services.AddTenants();                      // an Egnyte connection and a mapping each
        builder.Services.AddResources();                    // users and groups
        builder.Services.AddScimErrors();                   // the one door for failures
        builder.Services.AddBodyDecompression();            // a compressed body is read, within the same bounds
        builder.Services.AddSingleton<RequestBodies>().AddSingleton<LoadShedding>(); // so much memory for bodies, and so many requests of a tenant at once
        builder.Services.AddHealth();                       // live, ready, and the additional address
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = MostUnread);
        builder.WebHost.UseKestrelHttpsConfiguration();     // addresses as in any ASP.NET Core program
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // What the server itself rejects is told in SCIM's form too.
            kestrel.ConfigureEndpointDefaults(static endpoint => endpoint.Use(ServerErrors.WriteBodies));
            // Any byte may stand in a header's value (RFC 9110 §5.5). By default one that is not UTF-8 makes the request invalid.
            kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
            kestrel.Limits.MaxRequestBodySize = ScimBody.MaxBytes;

            // A filter of 8 KiB, percent-encoded.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;

            // A page of 200 users is sent at once; the default of 64 KiB would hold the request until the client has read.
            kestrel.Limits.MaxResponseBufferSize = 256 * 1024;
            LimitConnections(kestrel.Limits);
        });

        // AllowedHosts of the platform: its HTML gives way to the body of ServerErrors.
        builder.Services.Configure<HostFilteringOptions>(static filtering => filtering.IncludeFailureMessage = false);
        return builder;
    }

    public static WebApplication UseScimProxy(this WebApplication app)
    {
        app.Use(app.Services.GetRequiredService<Drain>().InvokeAsync); // order matters from here down
        app.Use(new RequestIds(app.Services.GetRequiredService<ILogger<RequestIds>>()).InvokeAsync);
        var options = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value;
        var trusted = options.TrustedProxies is [] ? null
            : new TrustedProxies(options.TrustedProxies, app.Services.GetRequiredService<ILogger<TrustedProxies>>());
        app.Use(ActivatorUtilities.CreateInstance<RequestTelemetry>(app.Services, new RequestSpans(trusted)).InvokeAsync);
        app.Use(SetHeadersOfEveryResponse);
        app.UseTrustedProxies(trusted);
        app.UseExceptionHandler();
        var publicUrl = options.PublicUrl is { Length: > 0 } configured ? ConfiguredAddress.Normalized(configured) : null;
        app.Use(next => WelcomePage.For(next, publicUrl));
        app.UseStatusCodePages(ScimExceptionHandler.WriteStatusAsync);
        app.Use(BaseUrlMistake.CollapseSlashesAsync);
        app.UseRouting();
        app.Use(app.Services.GetRequiredService<LoadShedding>().InvokeAsync); // the body arrives, then the request takes a slot of its tenant
        app.UseRequestDecompression();
        if (string.IsNullOrEmpty(options.Management.Url))
        {
            app.MapHealth();
        }

        app.Lifetime.ApplicationStopping.Register(app.Services.GetRequiredService<GroupOperations>().EndPrefetches);
        app.StartTelemetry();
        var service = new ScimService(app.Services.GetRequiredService<TenantDirectory>(), publicUrl, app.Services.GetRequiredService<TimeProvider>());
        app.MapScim(TenantPaths.ScimPath, service);
        app.MapScim($"/{{tenant}}{TenantPaths.ScimPath}", service);
        return app;
    }

    // Set last, because the platform's exception handler removes headers and writes a Cache-Control of its own.
    private static Task SetHeadersOfEveryResponse(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var context = (HttpContext)state;
                context.Response.Headers.CacheControl = "no-store"; // every answer may hold personal data
                context.Response.Headers[RequestIds.Header] = context.TraceIdentifier;
                return Task.CompletedTask;
            },
            context);
        return next(context);
    }

    /// <summary>What a client can occupy before its request is one: every number is a bound on memory.</summary>
    private static void LimitConnections(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 2000;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestBufferSize = MostUnread;
        limits.Http2.InitialStreamWindowSize = MostUnread;
        limits.Http2.InitialConnectionWindowSize = 2 * MostUnread;
        limits.MinRequestBodyDataRate = null;               // RequestBodies limits the time of the whole body
    }

    private static void MapScim(this WebApplication app, string path, ScimService service)
    {
        var scim = app.MapGroup(path).WithMetadata(service);
        var users = app.Services.GetRequiredService<UserOperations>();
        var groups = app.Services.GetRequiredService<GroupOperations>();
        scim.MapResource(users);                            // /Users: list, search, create, read, replace, patch, delete
        scim.MapResource(groups);                           // /Groups: the same
        scim.MapMe(users);                                  // the token's own user
        scim.MapRootSearch([users, groups]);                // both in one list
        scim.MapBulk([users, groups], app.Services.GetRequiredService<ScimFailures>());
        scim.MapDiscovery();                                // what is supported, and how resources look
    }

    private static void AddScimProxyOptions(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<ScimProxyOptions>().BindConfiguration(ScimProxyOptions.Section)
            .Configure<IConfiguration>((options, configuration) => options.ReadTenants(configuration)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ScimProxyOptions>, ScimProxyOptionsValidator>();
        services.AddSingleton(provider => new ListeningAddresses(provider.GetRequiredService<IConfiguration>()));
    }

    // Read from the configuration itself: the options are valid only if the profiles are.
    private static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton(provider => new CompiledProfiles(new ProfileLibrary(
            provider.GetRequiredService<IConfiguration>()[$"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.ProfilesPath)}"],
            provider.GetRequiredService<IHostEnvironment>().ContentRootPath)));
        services.AddSingleton<ProfileWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ProfileWatch>());
    }

    private static void AddTenants(this IServiceCollection services) =>
        services.AddSingleton<EgnyteEvents>()
            .AddSingleton(provider => new TenantDirectory(provider.GetRequiredService<IOptions<ScimProxyOptions>>().Value.Tenants
            .Select(tenant => TenantFactory.Create(tenant.Key, tenant.Value, provider.GetRequiredService<CompiledProfiles>()
            .Of(TenantSettingsFormat.Profile.Of(tenant.Value)!).Profile!,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<EgnyteEvents>().Of(tenant.Key),
            provider.GetRequiredService<EgnyteEvents>().AttemptsOf(tenant.Key)))));

    private static void AddScimErrors(this IServiceCollection services) =>
        services.AddSingleton<ScimFailures>().AddExceptionHandler<ScimExceptionHandler>().AddProblemDetails();

    // RFC 9110 §8.4.1.3: x-gzip is another name of gzip.
    private static void AddBodyDecompression(this IServiceCollection services) =>
        services.AddRequestDecompression(options => options.DecompressionProviders.Add("x-gzip", options.DecompressionProviders["gzip"]));

    private static void AddResources(this IServiceCollection services) =>
        services.AddSingleton<UserOperations>().AddSingleton<MemberSkips>().AddSingleton<GroupOperations>();

    private static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<WarmUp>();
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<Readiness>("ready");
        services.AddSingleton<ManagementHost>();
        services.AddHostedService(provider => provider.GetRequiredService<ManagementHost>());
        services.AddSingleton<Drain>().AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<Drain>());
        services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain.Limit);
    }

    private static void UseTrustedProxies(this WebApplication app, TrustedProxies? trusted)
    {
        // ASPNETCORE_FORWARDEDHEADERS_ENABLED, which some hosting platforms set, would trust every client.
        app.Configuration["ForwardedHeaders_Enabled"] = "false";
        if (trusted is not null)
        {
            app.Use(trusted.InvokeAsync);
        }
    }
}
