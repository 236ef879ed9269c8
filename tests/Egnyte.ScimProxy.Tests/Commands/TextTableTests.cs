using CsCheck;
using Egnyte.ScimProxy.Commands;

namespace Egnyte.ScimProxy.Tests.Commands;

public sealed class TextTableTests
{
    [Fact]
    public void WithoutAWidth_EveryCellIsOneLine() =>
        Assert.Equal("NAME  WHAT\na     one two three\nbcd\n", Written(int.MaxValue, ["NAME", "WHAT"], ["a", "one two three"], ["bcd", ""]));

    [Fact]
    public void WithinAWidth_TheWidestCellsGoOnInFurtherLines() =>
        Assert.Equal("NAME  WHAT\na     one two three\n      four five\n", Written(22, ["NAME", "WHAT"], ["a", "one two three four five"]));

    [Fact]
    public void WhatWouldMoveTheCursor_IsASpace() => Assert.Equal("N\na [2Jb c\n", Written(80, ["N"], ["a\u001b[2Jb\nc"]));

    [Fact]
    public void NoLineIsWiderThanTheWidth_AndNoWordIsLost() =>
        Gen.Select(Gen.String[Gen.Char['a', 'd'], 1, 40].Array[2].Array[1, 6], Gen.Int[30, 60]).Sample((rows, width) =>
        {
            var lines = Written(width, ["A", "B"], rows).Split('\n');

            return lines.All(line => line.Length <= width)
                && rows.SelectMany(row => row).Sum(cell => cell.Length) == lines.Skip(1).Sum(line => line.Count(char.IsLetter));
        });

    private static string Written(int width, string[] head, params string[][] rows)
    {
        var table = new TextTable(head);
        Array.ForEach(rows, table.Add);
        using var output = new StringWriter { NewLine = "\n" };
        table.Write(output, width);
        return output.ToString();
    }
}
