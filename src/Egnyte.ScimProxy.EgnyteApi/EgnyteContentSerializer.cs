using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Refit's bodies: written by generated JSON code, and read already, inside the attempt.</summary>
internal sealed class EgnyteContentSerializer : IHttpContentSerializer
{
    private static readonly MediaTypeHeaderValue ApplicationJson = new("application/json");

    public HttpContent ToHttpContent<T>(T item)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, TypeInfo<T>()));
        content.Headers.ContentType = ApplicationJson;
        return content;
    }

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        Task.FromResult((T?)((EgnyteContent)content).Answer);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)EgnyteJsonContext.Default.Options.GetTypeInfo(typeof(T));
}
