namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

/// <summary>One reading of one filter by recursive descent: one method for each rule of the grammar, loosest binding first.</summary>
internal ref struct FilterReading
{
    private const string AttributeExpected = "an attribute name, 'not (' or '('";
    private readonly string source;
    private readonly Func<string, ScimError> refusal;
    private ScimFilterLexer lexer;
    private FilterToken token;
    private bool inValuePath;
    private int depth;

    public FilterReading(string source, int start, int end, bool inValuePath, Func<string, ScimError> refusal)
    {
        this.source = source;
        this.refusal = refusal;
        this.inValuePath = inValuePath;
        lexer = new ScimFilterLexer(source, start, end);
        Advance();
    }

    public ScimFilter ReadAll()
    {
        var filter = ReadOr();
        return token.Kind is FilterTokenKind.End ? filter : throw Expected("'and', 'or' or the end");
    }

    private ScimFilter ReadOr()
    {
        var filter = ReadAnd();
        while (IsWord("or"))
        {
            Advance();
            filter = new OrFilter(filter, ReadAnd());
        }

        return filter;
    }

    private ScimFilter ReadAnd()
    {
        var filter = ReadTerm();
        while (IsWord("and"))
        {
            Advance();
            filter = new AndFilter(filter, ReadTerm());
        }

        return filter;
    }

    private ScimFilter ReadTerm()
    {
        if (token.Kind is FilterTokenKind.OpenParenthesis)
        {
            return ReadNested(FilterTokenKind.CloseParenthesis, "')'");
        }

        var word = token.Kind is FilterTokenKind.Word ? token : throw Expected(AttributeExpected);
        bool isNot = IsWord("not");
        Advance();
        if (isNot && token.Kind is FilterTokenKind.OpenParenthesis)
        {
            return new NotFilter(ReadNested(FilterTokenKind.CloseParenthesis, "')'"));
        }

        if (!AttributePath.TryParse(TextOf(word), out var path))
        {
            throw Expected(AttributeExpected, word);
        }

        return token is { Kind: FilterTokenKind.OpenBracket, FollowsSpace: false } ? ReadValuePath(path) : ReadComparison(path);
    }

    private ComparisonFilter ReadComparison(AttributePath path)
    {
        var (comparison, value) = ReadOperatorAndValue();
        return new ComparisonFilter(path, comparison, value);
    }

    private ScimFilter ReadValuePath(AttributePath path)
    {
        if (inValuePath)
        {
            // RFC 7643 §2.3.8: a complex value has no complex values in it.
            throw Expected("no brackets within brackets");
        }

        inValuePath = true;
        var filter = ReadNested(FilterTokenKind.CloseBracket, "']'");
        inValuePath = false;
        if (token is not { Kind: FilterTokenKind.Word, FollowsSpace: false } || source[token.Start] != '.')
        {
            return new ValuePathFilter(path, filter);
        }

        // Entra: emails[type eq "work"].value eq "jane@example.com".
        var subAttribute = TextOf(token)[1..];
        if (!AttributeSyntax.IsName(subAttribute))
        {
            throw Expected("a sub-attribute such as .value");
        }

        Advance();
        var (comparison, value) = ReadOperatorAndValue();
        return new ValuePathComparisonFilter(path, filter, subAttribute.ToString(), comparison, value);
    }

    private (FilterOperator Operator, FilterValue? Value) ReadOperatorAndValue()
    {
        var comparison = token.Kind is FilterTokenKind.Word && FilterKeywords.Find(TextOf(token)) is { } found
            ? found
            : throw Expected(FilterKeywords.Operators);
        Advance();
        if (comparison is FilterOperator.Present)
        {
            return (comparison, null);
        }

        var written = token;
        if (!written.FollowsSpace || FilterLiteral.Read(written, TextOf(written)) is not { } value)
        {
            throw Expected("a space and a value: a text in quotation marks, a number, true, false or null");
        }

        if (!FilterKeywords.CanCompare(comparison, value.Kind))
        {
            throw Expected($"a value that {FilterKeywords.Of(comparison)} can compare");
        }

        Advance();
        return token.Kind is not (FilterTokenKind.Word or FilterTokenKind.Text) || token.FollowsSpace
            ? (comparison, value)
            : throw Expected("a space after the value");
    }

    private ScimFilter ReadNested(FilterTokenKind close, string closeName)
    {
        if (++depth > ScimFilterParser.MaxDepth)
        {
            throw Expected($"at most {ScimFilterParser.MaxDepth} levels of parentheses and brackets");
        }

        Advance();
        var filter = ReadOr();
        if (token.Kind != close)
        {
            throw Expected($"'and', 'or' or {closeName}");
        }

        Advance();
        depth--;
        return filter;
    }

    private void Advance()
    {
        token = lexer.Next();
        if (lexer.Error is { } expected)
        {
            throw Refuse(lexer.ErrorAt, expected, "");
        }
    }

    private readonly ReadOnlySpan<char> TextOf(FilterToken part) => source.AsSpan(part.Start, part.Length);

    private readonly bool IsWord(string keyword) =>
        token.Kind is FilterTokenKind.Word && TextOf(token).Equals(keyword, StringComparison.OrdinalIgnoreCase);

    private readonly ScimException Expected(string expected) => Expected(expected, token);

    private readonly ScimException Expected(string expected, FilterToken found) =>
        Refuse(found.Start, expected, found.Kind is FilterTokenKind.End ? ", found the end" : $", found {Quotation.Of(TextOf(found))}");

    private readonly ScimException Refuse(int at, string expected, string found) =>
        new(refusal($"The filter cannot be read at position {at + 1}: expected {expected}{found}."));
}
