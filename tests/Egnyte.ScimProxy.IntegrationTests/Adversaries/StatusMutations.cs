using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Another status, with the true body or with one of those that Egnyte, its gateway or something between them sends.</summary>
internal static class StatusMutations
{
    private static readonly int[] Statuses =
    [
        200, 200, 201, 202, 203, 204, 205, 206, 207, 226, 299, 300, 301, 302, 303, 304, 305, 307, 308, 400, 400, 401, 402, 403, 403, 404, 404, 404, 405,
        406, 407, 408, 409,
        410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 429, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 508, 511,
        520, 529, 530, 599,
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "[]", "{}", "\"text\"", "0", "true", "<html><h1>Not Found</h1></html>", "<?xml version=\"1.0\"?><e/>", "plain text", "\u0000",
        "{", "[1,2", "{}{}",
        """{"Errors":[{"description":"User 1 not found.","code":"404"}]}""", """{"errorMessage":"Invalid user name"}""",
        """{"message":"User already exists"}""",
        """{"message":"Missing Egnyte.x scope","code":"FORBIDDEN"}""", """{"formErrors":[{"code":"X","msg":"Form"}],"inputErrors":{}}""",
        """{"inputErrors":{"userName":[{"code":"X","msg":"Invalid"}]}}""", """{"errors":[{"code":"X","msg":"Refused"}]}""",
        """{"errors":{"inputErrors":{"email":[{"msg":"Bad"}]}}}""",
        """{"responseCode":"X","responseMsg":"No","success":false}""", """{"error":"invalid_grant","error_description":"expired"}""",
        """{"fault":{"faultstring":"Rate limit quota violation","detail":{"errorcode":"policies.ratelimit.QuotaViolation"}}}""",
        "<h1>Developer Over Qps</h1>", "<h1>Developer Inactive</h1>", "<h1>Not Authorized</h1>", """{"message":"Developer Over Rate"}""",
        """{"message":"no Route matched with those values"}""", """{"timestamp":"2026-11-30T12:00:00Z","status":404,"error":"Not Found","path":"/"}""",
        """{"errors":[null,1,{"msg":null}]}""", """{"inputErrors":[],"formErrors":{}}""", """{"Errors":"text"}""", """{"Errors":[]}""",
        """{"Errors":[{"code":404}]}""",
        """{"Errors":[{"code":"404"},{"code":"500"}]}""", """{"Errors":{"code":"404"}}""", """{"errors":[{"code":"404","description":null}]}""",
        """{"message":{"a":[1]}}""",
        "{\"message\":\"\\ud800\"}", "{\"\\udc00\":1}", "{\"code\":\"\\ud800\",\"message\":\"x\"}", """{"status":"maintenance"}""", """{"id":1,"id":2}""",
        """{"message":"a\u0000b\r\nX: y\u202Ez\u200b"}""", """{"inputErrors":{"a\u0000\u202E\r\n":[{"code":"\u0007","msg":"\u0000"}]}}""",
        """{"totalResults":0,"resources":[]}""", """{"totalResults":0,"Resources":null}""", """{"totalResults":1,"resources":[]}""",
        """{"totalResults":"0"}""", """{"Resources":[]}""",
        """{"message":"java.lang.NullPointerException\n\tat com.egnyte.Users.get(Users.java:1)"}""", $$"""{"message":"{{new string('m', 200_000)}}"}""",
    ];

    private static readonly string[] Locations =
    [
        "https://other.example.com/pubapi/v2/users/1", "/pubapi/v2/users/1", "", "//[::", "javascript:alert(1)", "../groups",
    ];

    public static AnswerMutation Of(TrueAnswer answer, Random random)
    {
        var other = random.Next(3) == 0 ? answer.Status : Statuses[random.Next(Statuses.Length)];
        var text = Bodies[random.Next(Bodies.Length)];
        var isTrueBody = random.Next(3) == 0 && other != answer.Status;
        return new AnswerMutation(
            $"status {other} with {(isTrueBody ? "the true body" : text.Length == 0 ? "no body" : text.Length > 100 ? text[..100] : text)}",
            other,
            isTrueBody ? answer.Body : Encoding.UTF8.GetBytes(text))
        {
            Headers = other is >= 300 and < 400 ? [("Location", random.Next(4) == 0 ? answer.Path : Locations[random.Next(Locations.Length)])] : [],
            Fields = IsEmptyList(answer, other, text, isTrueBody) ? ["rows"] : [],
        };
    }

    // An empty list is one that Egnyte says.
    private static bool IsEmptyList(TrueAnswer answer, int status, string text, bool isTrueBody) =>
        !isTrueBody
            && status < 300
            && answer.Method == "GET"
            && answer.Path.Contains('?', StringComparison.Ordinal)
            && text.StartsWith("""{"totalResults":""", StringComparison.Ordinal)
            && text.Contains('0', StringComparison.Ordinal);
}
