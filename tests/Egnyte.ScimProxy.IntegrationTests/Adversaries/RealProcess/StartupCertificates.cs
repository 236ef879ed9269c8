using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>An https address with a certificate that is right, or almost.</summary>
internal static class StartupCertificates
{
    private const string Password = "\u00fcber secret";

    private static readonly (byte[] Pkcs12, string Pem, string Key, string EncryptedKey) Made = Make();

    public static void Draw(StartupCase start, Random chance)
    {
        var root = chance.Next(2) == 0 ? "Kestrel:Certificates:Default" : "Kestrel:Endpoints:Secure:Certificate";
        root = chance.Next(3) switch { 0 => root.ToUpperInvariant(), 1 => root.ToLowerInvariant(), _ => root };
        start.Set($"{root.Split(':')[0]}:Endpoints:Secure:Url", "https://127.0.0.1:0");
        File.WriteAllBytes(Path.Join(start.Folder, "a.pfx"), Made.Pkcs12);
        File.WriteAllText(Path.Join(start.Folder, "a.pem"), Made.Pem);
        File.WriteAllText(Path.Join(start.Folder, "a.key"), Made.Key);
        File.WriteAllText(Path.Join(start.Folder, "b.key"), Made.EncryptedKey);
        File.WriteAllBytes(Path.Join(start.Folder, "none"), [7, 7, 7]);
        var (path, password, key, isBad) = chance.Next(12) switch
        {
            0 or 1 => ("a.pfx", Password, null, false),
            2 => ("a.pem", null, "a.key", false),
            3 => ("a.pem", Password, "b.key", false),
            4 => ("./a.pfx", Password, null, false),
            5 => ("a.pfx", "wrong", null, true),
            6 => ("a.pfx", null, null, true),
            7 => ("a.pem", null, "none", true),
            8 => ("missing.pfx", Password, null, true),
            9 => (".", null, null, true),
            10 => ("none", null, (string?)null, true),
            _ => ("a.pem", "wrong", "b.key", true),
        };
        var written = chance.Next(2) == 0 ? path : Path.Join(start.Folder, path);

        // What an earlier draw has set would make this one right, or wrong.
        start.Unset($"{root}:Password");
        start.Unset($"{root}:KeyPath");
        start.Set($"{root}:Path", written, isBad ? $"(\"{written}\") cannot be used" : null);
        if (password is not null)
        {
            start.Set($"{root}:Password", password);
        }

        if (key is not null)
        {
            start.Set($"{root}:KeyPath", key);
        }
    }

    private static (byte[] Pkcs12, string Pem, string Key, string EncryptedKey) Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return (certificate.Export(X509ContentType.Pkcs12, Password), certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), encrypted);
    }
}
