using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Refit;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>Refit's bodies: written by generated JSON code, and read already, inside the attempt.</summary>
internal sealed class EgnyteContentSerializer : IHttpContentSerializer
{
    public HttpContent ToHttpContent<T>(T item) => new EgnyteSentContent(JsonSerializer.SerializeToUtf8Bytes(item, TypeInfo<T>()), item);

    public Task<T?> FromHttpContentAsync<T>(HttpContent content, CancellationToken cancellationToken = default) =>
        Task.FromResult((T?)((EgnyteContent)content).Answer);

    public string? GetFieldNameForProperty(PropertyInfo propertyInfo) => null;

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)EgnyteJsonContext.Default.Options.GetTypeInfo(typeof(T));
}
