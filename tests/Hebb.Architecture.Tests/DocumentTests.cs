using System.Text.RegularExpressions;

namespace Hebb.Architecture.Tests;

/// <summary>The documents that lead a newcomer through the repository.</summary>
public class DocumentTests
{
    private static readonly Regex Name = new(@"`(?<name>[\w.\-/]+)`|\]\((?<name>[\w.\-/]+)(#[^)]*)?\)");

    [Theory]
    [InlineData("README.md")]
    [InlineData("LAYOUT.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/tour.md")]
    [InlineData("docs/foundations.md")]
    [InlineData("docs/how-to-train.md")]
    [InlineData("samples/lessons/README.md")]
    public void Every_file_and_folder_that_a_document_names_exists(string document)
    {
        List<string> wrong = [];
        string last = document;
        foreach (string name in Name.Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(match => match.Groups["name"].Value).Where(IsPath))
            if (Find(name.TrimEnd('/'), last) is not { } found) wrong.Add($"{document}: {name}");
            else if (found == name.TrimEnd('/')) last = found;
        Rule.Unbroken("Documents name files and folders that exist.", wrong);
    }

    /// <summary>The file or folder, seen from the root or from where the last full path before it led: `Trace.cs` beside `src/.../ISimd.cs`.</summary>
    private static string? Find(string name, string last)
    {
        for (string? folder = last; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, name) is var path && Path.Exists(Path.Combine(Repository.Root, path))) return path;
        return null;
    }

    // Not what lies beside the repository or in the user's data folder, nor a project's name with a placeholder.
    private static bool IsPath(string name) => (name.Contains('/', StringComparison.Ordinal) || Path.GetExtension(name) is ".cs" or ".md")
        && !name.StartsWith("..", StringComparison.Ordinal) && !name.StartsWith("HEBB_DATA", StringComparison.Ordinal) && !name.Contains("Hebb.X", StringComparison.Ordinal);
}
