namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>One task of a client.</summary>
/// <param name="Name">The name that the report of a failed sequence shows.</param>
/// <param name="After">What Egnyte holds when it is done.</param>
/// <param name="Send">Makes the request.</param>
/// <param name="RunAgain">Runs the whole task again, as Okta does: looks first, then creates or updates what is there.</param>
/// <param name="IsDelete">Whether 404 says that it is done.</param>
internal sealed record SequenceStep(string Name, EgnyteState After, Func<Task<ScimAnswer>> Send, Func<Task<ScimAnswer>> RunAgain, bool IsDelete = false);
