using System.Net;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>An answer that has been read: what it holds, or why it is none; neither where a DELETE was done.</summary>
internal sealed class EgnyteContent(IEgnyteAnswer? answer, EgnyteApiException? failure) : HttpContent
{
    public IEgnyteAnswer? Answer { get; } = answer;

    public EgnyteApiException? Failure { get; } = failure;

    // HttpClient would copy into a buffer of its own what has been read already.
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        // Refit takes an answer of no length for no answer.
        length = 1;
        return true;
    }
}
