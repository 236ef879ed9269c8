namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>Holds every conversation under Conversations/ against the real host: a file is a test.</summary>
public sealed class ConversationTests
{
    public static TheoryData<string> Files => [.. Conversation.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Conversation_WithEgnyteBehindTheProxy_GoesAsWritten(string file)
    {
        var conversation = Conversation.Read(file);
        if (conversation.NeedsCache is { } memory)
        {
            Caches.Need(memory, "the conversation names the calls that it saves.");
        }

        await ConversationRunner.RunAsync(file, conversation);
    }
}
