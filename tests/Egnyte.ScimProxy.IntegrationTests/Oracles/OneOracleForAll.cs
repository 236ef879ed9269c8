namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>The tests that ask the oracles: they share one node process and take turns.</summary>
[CollectionDefinition]
public sealed class OneOracleForAll : ICollectionFixture<OracleProcess>;
