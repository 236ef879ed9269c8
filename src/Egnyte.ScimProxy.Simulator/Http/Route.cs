namespace Egnyte.ScimProxy.Simulator.Http;

/// <summary>One thing that can be asked, its name in the call log, and what answers it; the second argument is the id of the path.</summary>
internal sealed record Route(string Name, Func<ApiRequest, string, Answer> Handle, bool NeedsToken = true);
