namespace Egnyte.ScimProxy.Profiles;

/// <summary>A profile document as it was read.</summary>
/// <param name="Name">The profile's name: the file's without <c>.json</c>.</param>
/// <param name="File">The file, as an operator knows it.</param>
/// <param name="IsBuiltIn">Whether it came with the program.</param>
/// <param name="Utf8">Its bytes, without a byte order mark.</param>
internal sealed record ProfileSource(string Name, string File, bool IsBuiltIn, ReadOnlyMemory<byte> Utf8)
{
    public bool IsSameAs(ProfileSource other) => Name == other.Name && File == other.File && Utf8.Span.SequenceEqual(other.Utf8.Span);
}
