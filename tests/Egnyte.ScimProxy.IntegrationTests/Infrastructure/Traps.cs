using System.Reflection;
using Egnyte.ScimProxy.IntegrationTests.Groups;
using Egnyte.ScimProxy.IntegrationTests.Lists;
using Egnyte.ScimProxy.IntegrationTests.Load;
using Egnyte.ScimProxy.IntegrationTests.Protocol;

namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

/// <summary>
/// The traps of the contract's §6 that no conversation can show, and the tests that show them; see <see cref="ContractRows"/> for the
/// others.
/// </summary>
public static class Traps
{
    public static IReadOnlyDictionary<string, IReadOnlyList<MethodInfo>> Tests { get; } = new Dictionary<string, IReadOnlyList<MethodInfo>>(
        StringComparer.Ordinal)
    {
        ["trap-large-groups"] =
        [
            .. Of<LargeGroupTests>(nameof(LargeGroupTests.APut_OfThousands_IsOneCall)),
            .. Of<LargeGroupTests>(nameof(LargeGroupTests.AReplacement_OfThousands_IsTwoCalls)),
        ],
        ["trap-key-in-log"] = Of<LoggingTests>(nameof(LoggingTests.Token_InWhateverGoesWrong_IsInNoLineOfAnyLevelAndInNoAnswer)),
        ["trap-exception-in-answer"] = Of<TrapTests>(nameof(TrapTests.AnInnerFailure_TellsTheClientNothingOfItself)),
        ["trap-health-redirects"] = Of<TrapTests>(nameof(TrapTests.Health_IsAnsweredWithoutARedirect)),
        ["trap-readiness-by-upstream"] = Of<AddressTests>(nameof(AddressTests.Health_WhileEgnyteIsDown_IsStillReady)),
        ["trap-one-instance"] =
        [
            .. Of<ConcurrencyTests>(nameof(ConcurrencyTests.Pushes_AtOnce_ThroughTwoReplicas_LoseNoMember)),
            .. Of<CursorTests>(nameof(CursorTests.Cursor_GivenOutByOneReplica_IsGoodAtAnother)),
        ],
        ["trap-green-while-upstream-is-dead"] = Of<EgnyteStateTests>(nameof(EgnyteStateTests.Health_WhileEgnyteIsDown_SaysSo_AndWhenItIsBack)),
        ["trap-shared-read-older-than-a-write"] = Of<ReadAfterWriteTests>(nameof(ReadAfterWriteTests.ARead_NeverJoinsOneThatWasSent_BeforeAWrite)),
        ["trap-list-with-more"] = Of<GroupListTests>(nameof(GroupListTests.Walk_WithMembers_CostsOneCallForEachGroupBesideThePages)),
    };

    private static IReadOnlyList<MethodInfo> Of<T>(string test) => [typeof(T).GetMethod(test) ?? throw new MissingMethodException(typeof(T).Name, test)];
}
