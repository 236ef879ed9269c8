using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="Deactivations">Deactivations.</param>
/// <param name="Ordinary">Other writes, and reads of one user or group.</param>
/// <param name="Lists">Pages of lists, and the members that are read for them.</param>
internal sealed record WaitingHealth(int Deactivations, int Ordinary, int Lists)
{
    [JsonIgnore]
    public int All => Deactivations + Ordinary + Lists;

    public static WaitingHealth Of(EgnyteConnection connection) =>
        new(connection.Waiting(EgnytePriority.Deactivation), connection.Waiting(EgnytePriority.Ordinary), connection.Waiting(EgnytePriority.List));
}
