using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="Deactivations">Deactivations.</param>
/// <param name="Ordinary">Other writes, and reads of one user or group.</param>
/// <param name="Lists">Pages of lists, and the members that are read for them.</param>
internal sealed record QueuedHealth(int Deactivations, int Ordinary, int Lists)
{
    [JsonIgnore]
    public int All => Deactivations + Ordinary + Lists;

    public static QueuedHealth Of(EgnyteConnection connection) =>
        new(connection.Queued(EgnytePriority.Deactivation), connection.Queued(EgnytePriority.Ordinary), connection.Queued(EgnytePriority.List));
}
