namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>What runs by virtual time runs alone: its clock goes on only while all threads of the process are idle.</summary>
[CollectionDefinition(nameof(OneClockForAll), DisableParallelization = true)]
public sealed class OneClockForAll;
