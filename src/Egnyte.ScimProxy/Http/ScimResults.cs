using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Http;

/// <summary>Answers in SCIM's media type.</summary>
internal static class ScimResults
{
    public const string MediaType = "application/scim+json";

    public static ScimAnswer NoContent { get; } = new EmptyAnswer(StatusCodes.Status204NoContent);

    public static ScimAnswer Ok<T>(T body, Action<Utf8JsonWriter, T> write) => new JsonAnswer<T>(StatusCodes.Status200OK, body, write);

    /// <summary>A ListResponse (RFC 7644 §3.4.2): counters are numbers, since Okta stops without a reason at a string.</summary>
    public static ScimAnswer List<T>(ListPage<T> page, Action<Utf8JsonWriter, T> write) => Ok((page, write), static (writer, list) =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("schemas"u8);
        writer.WriteStringValue(ScimSchemas.ListResponse);
        writer.WriteEndArray();
        writer.WriteNumber("totalResults"u8, list.page.TotalResults);

        // RFC 9865 §2: a cursor takes the place of the index; the last page has none.
        if (list.page.StartIndex is { } startIndex)
        {
            writer.WriteNumber("startIndex"u8, startIndex);
        }

        writer.WriteNumber("itemsPerPage"u8, list.page.Rows.Count);
        if (list.page.NextCursor is { } nextCursor)
        {
            writer.WriteString("nextCursor"u8, nextCursor);
        }

        writer.WriteStartArray("Resources"u8);
        foreach (var row in list.page.Rows)
        {
            list.write(writer, row);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
