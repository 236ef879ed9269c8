using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary><c>doctor</c>: examines a tenant's Egnyte, and says what to set. Its short form is <c>check --online</c>.</summary>
/// <param name="Tenant">The name of the tenant; null where there is one.</param>
/// <param name="Token">Where the token is read.</param>
/// <param name="AsJson">Whether the result is printed as JSON.</param>
/// <param name="IsShort">Domain and token only.</param>
/// <param name="Writes">Whether a user and a group are created and deleted again.</param>
/// <param name="Bursts">Whether a throttle is provoked.</param>
internal sealed record DoctorCommand(string? Tenant, TokenSource Token, bool AsJson, bool IsShort = false, bool Writes = false, bool Bursts = false)
{
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var startup = await ProxyStartup.BuildAsync(IsShort ? "check" : "doctor", arguments);
        ConfigurationReport.PrintWarnings(Console.Error, startup.Warnings);
        if (startup.App is not { } app)
        {
            return ConfigurationReport.Print(Console.Error, startup.Mistakes);
        }

        await using var built = app;
        var tenants = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value.Tenants;
        if (Choose(tenants) is not { } name)
        {
            Console.Error.WriteLine(Tenant is null
                ? $"There are {tenants.Count} tenants, each with its own token: name one with --tenant. {Names(tenants)}"
                : $"--tenant (\"{Printable.Of(Tenant)}\") is not configured. {Names(tenants)}");
            return ExitCode.NotDone;
        }

        var (token, mistake) = Token.Read();
        if (token is null)
        {
            Console.Error.WriteLine(Printable.Of(mistake!));
            return ExitCode.NotDone;
        }

        var options = tenants[name];
        var profile = app.Services.GetRequiredService<CompiledProfiles>().Of(TenantSettingsFormat.Profile.Of(options)!).Profile!;
        using var egnyte = new ExaminedEgnyte(new TenantSettings(name, options, profile), options, token, ShowProgress, cancellationToken);
        try
        {
            await ExamineAsync(egnyte, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            egnyte.Add("Examination", DoctorOutcome.Failed, "interrupted");
        }

        ShowProgress("");
        return egnyte.Report.Print(Console.Out, AsJson);
    }

    private async Task ExamineAsync(ExaminedEgnyte egnyte, CancellationToken cancellationToken)
    {
        await ConnectionExamination.RunAsync(egnyte, cancellationToken);
        if (IsShort || egnyte.IsOver)
        {
            return;
        }

        await AnswerExamination.RunAsync(egnyte);
        if (Writes && !egnyte.IsOver)
        {
            var writes = new WriteExamination(egnyte);
            ShowProgress("");
            Console.Error.WriteLine(writes.Announcement);
            await writes.RunAsync();
        }

        if (Bursts && !egnyte.IsOver)
        {
            await BurstExamination.RunAsync(egnyte, cancellationToken);
        }
    }

    private string? Choose(IDictionary<string, TenantOptions> tenants) =>
        Tenant is null ? tenants.Count == 1 ? tenants.Keys.Single() : null
        : tenants.Keys.FirstOrDefault(name => name.Equals(Tenant, StringComparison.OrdinalIgnoreCase));

    private static string Names(IDictionary<string, TenantOptions> tenants) =>
        $"Configured: {string.Join(", ", tenants.Keys.Order(StringComparer.Ordinal).Take(20))}.";

    // One line that is written over; a program that reads the error output gets none.
    private static void ShowProgress(string what)
    {
        if (!Console.IsErrorRedirected)
        {
            Console.Error.Write($"\r\u001b[K{(what.Length == 0 ? "" : $"Asking Egnyte: {what}")}");
        }
    }
}
