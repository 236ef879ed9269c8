using System.Net;
using System.Net.Sockets;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Doctor;

/// <summary>Whether there is an Egnyte, and whether it accepts the token: one call.</summary>
internal static class ConnectionExamination
{
    private const int DaysBeforeExpiry = 14;

    public static async Task RunAsync(ExaminedEgnyte egnyte, CancellationToken cancellationToken)
    {
        await ExamineHostNameAsync(egnyte, cancellationToken);
        if (!egnyte.IsOver)
        {
            await ExamineTokenAsync(egnyte);
        }
    }

    private static async Task ExamineHostNameAsync(ExaminedEgnyte egnyte, CancellationToken cancellationToken)
    {
        if (OutgoingProxy.For(egnyte.Address) is { } proxy)
        {
            egnyte.Add("Host name", DoctorOutcome.Skipped, $"the proxy {proxy} looks it up");
            return;
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(egnyte.Address.DnsSafeHost, cancellationToken);
            egnyte.Add("Host name", DoctorOutcome.Ok, $"{egnyte.Address.Host} is {string.Join(", ", addresses.Take(4).Select(address => address.ToString()))}");
        }
        catch (SocketException failure)
        {
            egnyte.IsOver = true;
            egnyte.Add(
                "Host name",
                DoctorOutcome.Failed,
                $"{egnyte.Address.Host} is not found ({failure.SocketErrorCode}). Correct {egnyte.Tenant.Key(TenantSettingsFormat.EgnyteDomain)}, "
                + "or this machine's DNS; where calls go through a proxy, set HTTPS_PROXY.");
        }
    }

    private static async Task ExamineTokenAsync(ExaminedEgnyte egnyte)
    {
        EgnyteApiException? failure = null;
        try
        {
            await egnyte.CallAsync("token", async session =>
            {
                await session.VerifyTokenAsync(isOfGroups: false);
                return true;
            });
        }
        catch (EgnyteApiException caught)
        {
            failure = caught;
        }

        ExamineCertificate(egnyte);
        egnyte.IsOver = failure is not null;
        switch (failure)
        {
            case null:
                egnyte.Add("Token", DoctorOutcome.Ok, "Egnyte accepts it, and lets its owner list users");
                break;
            case { Kind: EgnyteFailure.Forbidden }:
                egnyte.Add("Token", DoctorOutcome.Ok, "Egnyte accepts it");
                egnyte.Add(
                    "Administrator",
                    DoctorOutcome.Failed,
                    $"the token's owner may not list users ({failure.Cause}). Use the token of an administrator; "
                    + "if the API key has scopes, it needs Egnyte.user.");
                break;
            default:
                egnyte.Add(NameOf(failure.Kind), DoctorOutcome.Failed, egnyte.WhatToDo(failure));
                break;
        }
    }

    private static string NameOf(EgnyteFailure kind) => kind switch
    {
        EgnyteFailure.NoSuchDomain => "Domain",
        EgnyteFailure.Unavailable => "Connection",
        EgnyteFailure.QuotaExhausted => "Daily quota",
        EgnyteFailure.Throttled => "Rate limit",
        _ => "Token",
    };

    private static void ExamineCertificate(ExaminedEgnyte egnyte)
    {
        if (egnyte.Transport.Certificate is { } certificate)
        {
            var days = (certificate.Expires - TimeProvider.System.GetUtcNow()).Days;
            var text = $"certificate of {certificate.Subject}, by {certificate.Issuer}, until {certificate.Expires.UtcDateTime:yyyy-MM-dd}";
            egnyte.Add(
                "TLS", days < DaysBeforeExpiry ? DoctorOutcome.Warning : DoctorOutcome.Ok, days < DaysBeforeExpiry ? $"{text}: {days} days are left" : text);
        }
    }
}
