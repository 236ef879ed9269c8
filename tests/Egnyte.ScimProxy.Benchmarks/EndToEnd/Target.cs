using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>A server and the words in which it is asked.</summary>
internal sealed record Target(ServerProcess Server, Dialect Dialect)
{
    public string Name => Server.Name;
}
