using System.Text;

namespace Egnyte.ScimProxy.Benchmarks.Reporting;

internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params string[] columns)
    {
        Add(columns);
        Add([.. columns.Select((_, index) => index == 0 ? "---" : "---:")]);
    }

    public void Add(params string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    public override string ToString() => _text.ToString();
}
