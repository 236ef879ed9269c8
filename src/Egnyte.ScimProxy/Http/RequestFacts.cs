namespace Egnyte.ScimProxy.Http;

/// <summary>What happened while a request was carried out and its response does not show: for metrics and traces.</summary>
internal sealed class RequestFacts
{
    /// <summary>Writes that Egnyte did not answer and that were looked for, and found or made again.</summary>
    public int Reconciliations { get; set; }

    /// <summary>Full replacements of a group that did not show what was sent.</summary>
    public int GroupRepairs { get; set; }
}
