using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Trusts what the platform trusts; the failure names the certificate, which the platform's own text does not.</summary>
internal static class EgnyteCertificate
{
    public static RemoteCertificateValidationCallback Validation(Action<X509Certificate2>? seen) => seen is null ? Validate
        : (sender, certificate, chain, errors) =>
        {
            if (certificate is X509Certificate2 shown)
            {
                seen(shown);
            }

            return Validate(sender, certificate, chain, errors);
        };

    private static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        errors is SslPolicyErrors.None ? true : throw new AuthenticationException(Describe(sender, certificate, chain, errors));

    private static string Describe(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "the server sent no certificate";
        }

        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add($"it is not for the host {(sender as SslStream)?.TargetHostName}");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            reasons.AddRange((chain?.ChainStatus ?? []).Select(status => status.Status.ToString()).Distinct());
        }

        return $"certificate not trusted, {string.Join(", ", reasons)}: subject \"{certificate.Subject}\", "
            + $"issuer \"{certificate.Issuer}\", valid until {certificate.GetExpirationDateString()}";
    }
}
