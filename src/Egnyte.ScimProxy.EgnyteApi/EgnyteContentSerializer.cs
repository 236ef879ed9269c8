using System.Net.Http.Headers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Refit's bodies by generated JSON code, from and to arrays.</summary>
internal sealed class EgnyteContentSerializer : IHttpContentSerializer
{
    private static readonly MediaTypeHeaderValue ApplicationJson = new("application/json");

    public HttpContent ToHttpContent<T>(T item)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(item, TypeInfo<T>()));
        content.Headers.ContentType = ApplicationJson;
        return content;
    }

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default)
    {
        var answer = JsonSerializer.Deserialize(((EgnyteContent)content).Json, TypeInfo<T>());
        return answer is IEgnyteAnswer { IsReadable: true }
            ? Task.FromResult<T?>(answer)
            : throw new JsonException($"{typeof(T).Name} lacks its id or its total.");
    }

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)EgnyteJsonContext.Default.Options.GetTypeInfo(typeof(T));
}
