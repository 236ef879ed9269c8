using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Documentation;

public sealed partial class ErrorTableTests
{
    [Fact]
    public void ErrorTable_IsTheTableInCode()
    {
        var code = File.ReadAllText(Path.Combine(Pages.Root, "src/Egnyte.ScimProxy/Errors/EgnyteErrors.cs"));
        var arms = Arm().Matches(code);

        var table = Pages.Table(["Egnyte answers", "Okta gets", "Other clients get"], arms.Select(arm => new[]
        {
            string.Join(' ', CommentLine().Matches(arm.Groups["comment"].Value).Select(line => line.Groups["text"].Value)).TrimEnd('.'),
            Heard(arm.Groups["kind"].Value, isOkta: true),
            Heard(arm.Groups["kind"].Value, isOkta: false),
        }));

        Assert.Equal(Enum.GetValues<EgnyteFailure>().Length, arms.Count);
        Pages.AssertBlock(Pages.Errors, "errors", table);
    }

    private static string Heard(string kind, bool isOkta)
    {
        var failure = kind.Length == 0 ? EgnyteFailure.Rejected : Enum.Parse<EgnyteFailure>(kind);
        var error = EgnyteErrors.ToScimError(new EgnyteApiException(failure, "GET /pubapi/v2/users"), null, new ErrorContext(isOkta, null, "r"));
        return Show(error);
    }

    private static string Show(ScimError error) =>
        $"{error.Status}{(error.ScimType is { } type ? $" {type}" : "")}{(error.RetryAfterSeconds is null ? "" : " + Retry-After")}";

    [GeneratedRegex(@"(?<comment>(?:[ ]+//[^\n]*\n)+)[ ]+(?:EgnyteFailure\.(?<kind>\w+)|_) =>")]
    private static partial Regex Arm();

    [GeneratedRegex(@"// (?<text>[^\n]*)")]
    private static partial Regex CommentLine();
}
