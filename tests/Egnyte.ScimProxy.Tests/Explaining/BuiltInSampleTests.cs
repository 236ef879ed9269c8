using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Explaining;

namespace Egnyte.ScimProxy.Tests.Explaining;

public sealed class BuiltInSampleTests
{
    public static TheoryData<string> Profiles => [.. ProfileLibrary.BuiltInNames];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void EverySample_OfABuiltInProfile_Passes(string name)
    {
        var profile = ProfileCompiler.CompileBuiltIn(name);

        Assert.NotEmpty(profile.Samples);
        Assert.Empty(SampleRunner.Run(profile).Select(finding => finding.ToString()));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void EveryRule_OfABuiltInProfile_IsShownByASample(string name)
    {
        var profile = ProfileCompiler.CompileBuiltIn(name);
        var touched = profile.Samples.SelectMany(sample => SampleRunner.Explain(sample, profile).Rules)
            .Where(trace => trace.IsTouched)
            .Select(trace => trace.Rule)
            .ToHashSet(ReferenceEqualityComparer.Instance);

        Assert.Empty(profile.Rules.Concat(profile.Refused).Where(rule => !rule.IsInput && !touched.Contains(rule)).Select(rule => rule.Name));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void EverySample_OfABuiltInProfile_SaysWhy(string name) =>
        Assert.All(ProfileCompiler.CompileBuiltIn(name).Samples, sample => Assert.NotEmpty(sample.Why));
}
