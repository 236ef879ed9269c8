namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>What runs by virtual time runs alone: its clock goes on only while nobody in the process works.</summary>
[CollectionDefinition(nameof(OneClockForAll), DisableParallelization = true)]
public sealed class OneClockForAll;
