using System.Text.Json;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

internal sealed class PageOfUsers(IReadOnlyList<Person> people) : Workload(people)
{
    private const int Rows = 100;

    public override string Name => "GET of a page of 100 users (random starts)";

    public override int Questions => People.Count - Rows + 1;

    public override string Path(Dialect dialect, int question) => dialect.Page(question + 1, Rows);

    protected override bool IsRight(Dialect dialect, int question, JsonElement answer)
    {
        var row = 0;
        foreach (var user in dialect.Rows(answer))
        {
            if (row == Rows || !dialect.Shows(user, People[question + row++]))
            {
                return false;
            }
        }

        return row == Rows && answer.GetProperty("totalResults").GetInt32() == People.Count && answer.GetProperty("startIndex").GetInt32() == question + 1;
    }
}
