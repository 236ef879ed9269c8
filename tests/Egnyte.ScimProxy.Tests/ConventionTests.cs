using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Tests;

/// <summary>The rules of the house that a machine can check.</summary>
public sealed partial class ConventionTests
{
    private static readonly Assembly Scim = typeof(ScimError).Assembly;
    private static readonly Assembly EgnyteApi = typeof(IEgnyteApi).Assembly;
    private static readonly Assembly Simulator = typeof(EgnyteSimulator).Assembly;
    private static readonly Assembly Web = typeof(ScimProxyBuilder).Assembly;

    // Egnyte's own name: /pubapi/v1/userinfo.
    private static readonly Type[] JustifiedNames = [typeof(EgnyteUserInfo)];

    // Refit wants the one; the other is what every answer has in common.
    private static readonly Type[] JustifiedInterfaces = [typeof(IEgnyteApi), typeof(IEgnyteAnswer)];

    // Names that were replaced by the field's terms: a new type must not bring them back.
    private static readonly string[] ReplacedNames =
    [
        "Stranger", "Strangers", "Turn", "TurnQueue", "Refusal", "Refusals", "ReturnSchedule", "TokenPace", "TokenRate", "CallWindow", "WakeUp", "RequestMark",
        "EgnyteCall", "EgnyteExchange", "EgnyteNotice", "EgnyteMemory", "Forgetting", "ComeBack", "Caller", "Settlement", "EgnytePace", "EgnytePaceStrategy",
        "PaceSettings", "KnownPatchForm", "GroupTurns", "MemberExpansion", "AttributeStep", "RuleBinder", "RuleDraft", "PresentCondition", "LeftOut", "Nearest",
        "TypeFilter", "OwnedLifetime", "ProfileReading", "ProfileStanding", "FolderStamp", "LinearPattern", "Question",
    ];

    private static IEnumerable<Type> OurTypes => new[] { Scim, EgnyteApi, Simulator, Web }.SelectMany(assembly => assembly.GetTypes()).Where(IsOurs);

    [Fact]
    public void EveryClass_IsSealedStaticOrAbstract() =>
        Assert.Empty(OurTypes.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.FullName));

    [Fact]
    public void NoType_IsNamedAfterNothing() =>
        Assert.Empty(OurTypes.Except(JustifiedNames).Where(type => Vague().IsMatch(type.Name.Split('`')[0])).Select(type => type.FullName));

    [Fact]
    public void NoType_HasAReplacedName() =>
        Assert.Empty(
            OurTypes.Where(type => ReplacedNames.Contains(type.Name) || type.Name.EndsWith("Memo", StringComparison.Ordinal)).Select(type => type.FullName));

    [Fact]
    public void NoInterface_HasOneImplementation() =>
        Assert.Empty(
            OurTypes.Where(type =>
                type.IsInterface && !JustifiedInterfaces.Contains(type) && OurTypes.Count(other => other.IsClass && type.IsAssignableFrom(other)) == 1)
                .Select(type => type.FullName));

    [Fact]
    public void EveryType_LivesInANamespaceOfItsProject() =>
        Assert.All(
            new[]
            {
                (Scim, "Egnyte.ScimProxy.Scim"), (EgnyteApi, "Egnyte.ScimProxy.EgnyteApi"), (Simulator, "Egnyte.ScimProxy.Simulator"),
                (Web, "Egnyte.ScimProxy"),
            },
            project =>
                Assert.Empty(
                    project.Item1.GetTypes()
                        .Where(type =>
                            IsOurs(type) && type.Name != "Program" && type.Namespace?.StartsWith(project.Item2, StringComparison.Ordinal) is not true)
                        .Select(type => type.FullName)));

    [Fact]
    public void EventIds_AreUnique()
    {
        var ids = typeof(EventIds).GetFields().Where(field => field.IsLiteral).Select(field => (int)field.GetRawConstantValue()!).ToList();

        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void EveryLogEvent_HasANumberOfTheCatalogue()
    {
        var catalogue = typeof(EventIds).GetFields().Where(field => field.IsLiteral).Select(field => (int)field.GetRawConstantValue()!).ToHashSet();
        var events = Web.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<Microsoft.Extensions.Logging.LoggerMessageAttribute>())
            .Where(message => message is not null)
            .Select(message => message!.EventId)
            .ToList();

        Assert.NotEmpty(events);
        Assert.All(events, id => Assert.Contains(id, catalogue));
        Assert.Equal(events.Distinct().Order(), events.Order());
    }

    [Fact]
    public void Scim_KnowsTheFrameworkAndNothingElse() =>
        Assert.All(Scim.GetReferencedAssemblies(), assembly => Assert.StartsWith("System.", assembly.Name, StringComparison.Ordinal));

    [Theory]
    [InlineData("Egnyte.ScimProxy.Scim", "")]
    [InlineData("Egnyte.ScimProxy.EgnyteApi", "")]
    [InlineData("Egnyte.ScimProxy.Simulator", "")]
    [InlineData("egnyte-scim-proxy", "Egnyte.ScimProxy.EgnyteApi Egnyte.ScimProxy.Scim Egnyte.ScimProxy.Simulator")]
    public void OnlyTheWebProject_KnowsTheOthers(string project, string known) =>
        Assert.Equal(
            known.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new[] { Scim, EgnyteApi, Simulator, Web }.Single(assembly => assembly.GetName().Name == project)
                .GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => name.Contains("ScimProxy", StringComparison.Ordinal)).Order());

    [Fact]
    public void NothingInUsersOrGroups_KeepsARequest() =>
        Assert.Empty(Web.GetTypes()
            .Where(type => IsOurs(type) && type.Namespace is "Egnyte.ScimProxy.Users" or "Egnyte.ScimProxy.Groups")
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.Contains('<', StringComparison.Ordinal) && IsOurs(field.DeclaringType!))
            .Select(field => $"{field.DeclaringType}.{field.Name}"));

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith("Egnyte.", StringComparison.Ordinal) is true
        && !type.FullName!.Contains('<', StringComparison.Ordinal)
        && !IsGenerated(type);

    private static bool IsGenerated(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false)
        || (type.DeclaringType is { } outer && IsGenerated(outer));

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Processor|Data|Info|Common|Misc)$", RegexOptions.CultureInvariant)]
    private static partial Regex Vague();
}
