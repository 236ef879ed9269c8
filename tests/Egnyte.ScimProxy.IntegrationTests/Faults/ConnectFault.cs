namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Why there is no connection.</summary>
internal enum ConnectFault
{
    None,
    UnknownHost,
    OtherDnsFailure,
    TlsFailure,
    Refused,
}
