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
    public void EveryRule_OfABuiltInProfile_IsShownByASample(string name) =>
        Assert.Empty(SampleRunner.Missed(ProfileCompiler.CompileBuiltIn(name)).Select(rule => rule.Name));

    [Theory]
    [MemberData(nameof(Profiles))]
    public void EverySample_OfABuiltInProfile_SaysWhy(string name) =>
        Assert.All(ProfileCompiler.CompileBuiltIn(name).Samples, sample => Assert.NotEmpty(sample.Why));
}
