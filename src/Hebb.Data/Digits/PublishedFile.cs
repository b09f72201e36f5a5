namespace Hebb;

/// <summary>A file as its authors published it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in small hexadecimal digits.</param>
internal readonly record struct PublishedFile(string Name, int Length, string Sha256);
