using Polly;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Polly wants options of every strategy; this one has only its name.</summary>
internal sealed class EgnytePaceOptions : ResilienceStrategyOptions
{
    public EgnytePaceOptions() => Name = "EgnytePace";
}
