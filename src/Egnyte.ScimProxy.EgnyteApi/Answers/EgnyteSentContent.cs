using System.Net.Http.Headers;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>A body as it is sent, with what it was made of: an answer is held against it.</summary>
internal sealed class EgnyteSentContent : ByteArrayContent
{
    private static readonly MediaTypeHeaderValue ApplicationJson = new("application/json");

    public EgnyteSentContent(byte[] json, object? item)
        : base(json)
    {
        Item = item;
        Headers.ContentType = ApplicationJson;
    }

    public object? Item { get; }
}
