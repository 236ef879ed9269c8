namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>What runs against <see cref="FakeEgnyte"/> runs alone: its clock jumps only while nobody in the process works.</summary>
[CollectionDefinition(nameof(OneClockForAll), DisableParallelization = true)]
public sealed class OneClockForAll;
