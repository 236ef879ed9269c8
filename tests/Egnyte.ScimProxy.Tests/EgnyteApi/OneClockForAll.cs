namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>What runs against <see cref="FakeEgnyte"/> runs alone: its clock jumps only while all threads of the process are idle.</summary>
[CollectionDefinition(nameof(OneClockForAll), DisableParallelization = true)]
public sealed class OneClockForAll;
