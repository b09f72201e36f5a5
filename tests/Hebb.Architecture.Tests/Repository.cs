using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Hebb.Architecture.Tests;

/// <summary>The repository as text: its projects and its files.</summary>
internal static class Repository
{
    private static readonly string[] Generated = ["bin", "obj", "TestResults", "artifacts", "BenchmarkDotNet.Artifacts", "__pycache__", ".git", ".vs", ".idea"];

    /// <summary>The repository's root folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>The projects of the product, by name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects { get; } = Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .Where(IsOurs).ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => XDocument.Load(path));

    /// <summary>Every file in the repository but for what is built, as paths from the root with forward slashes.</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(IsOurs).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The source files under a folder.</summary>
    public static IEnumerable<SourceFile> Sources(string folder) => Files.Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => new SourceFile(file, File.ReadAllText(Path.Combine(Root, file))));

    private static bool IsOurs(string path) => !Path.GetRelativePath(Root, path).Split(Path.DirectorySeparatorChar).Any(part => Generated.Contains(part));

    private static string Find([CallerFilePath] string path = "")
    {
        string? folder = Path.GetDirectoryName(path);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Hebb.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No Hebb.slnx above {path}.");
    }
}
