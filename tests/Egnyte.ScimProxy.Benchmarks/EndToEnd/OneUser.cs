using System.Text.Json;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

internal sealed class OneUser(IReadOnlyList<Person> people) : Workload(people)
{
    public override string Name => "GET of one user (random ids)";

    public override int Questions => People.Count;

    public override string Path(Dialect dialect, int question) => dialect.User(People[question].Id);

    protected override bool IsRight(Dialect dialect, int question, JsonElement answer) =>
        dialect.Shows(answer, People[question]) && answer.GetProperty("groups").GetArrayLength() == 1;
}
