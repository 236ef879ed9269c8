using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>The same questions in Egnyte's words and in SCIM's.</summary>
internal sealed class Dialect
{
    private readonly string _users;
    private readonly string _rows;
    private readonly JsonValueKind _id;

    private Dialect(string users, string rows, JsonValueKind id) => (_users, _rows, _id) = (users, rows, id);

    public static Dialect Egnyte { get; } = new("pubapi/v2/users", "resources", JsonValueKind.Number);

    public static Dialect Scim { get; } = new("scim/v2/Users", "Resources", JsonValueKind.String);

    public string User(long id) => string.Create(CultureInfo.InvariantCulture, $"{_users}/{id}");

    public string Page(int startIndex, int count) => string.Create(CultureInfo.InvariantCulture, $"{_users}?count={count}&startIndex={startIndex}");

    public JsonElement.ArrayEnumerator Rows(JsonElement page) => page.GetProperty(_rows).EnumerateArray();

    public bool Shows(JsonElement user, Person person) =>
        user.GetProperty("id") is var id && id.ValueKind == _id
        && id.ToString() == person.Id.ToString(CultureInfo.InvariantCulture)
        && user.GetProperty("userName").ValueEquals(person.UserName)
        && user.GetProperty("active").GetBoolean();
}
