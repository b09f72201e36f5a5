using System.Text.RegularExpressions;

namespace Hebb.Architecture.Tests;

/// <summary>What a repository must not tell: where somebody's machine keeps its files, and which mirrors it uses.</summary>
public class HygieneTests
{
    // Written in two halves, so that this file does not find itself.
    private static readonly Regex Machine = new(@"(?<![\w.])/(wo" + "rk|ro" + @"ot|ho" + @"me/\w+)/|[A-Z]:\\Us" + "ers");
    private static readonly Regex Registry = new("nuget" + @"\.org|pypi\." + "org|registry\\.npm" + @"js|json\.schema" + @"store|crates\.i" + "o|proxy\\.gol" + "ang", RegexOptions.IgnoreCase);

    [Fact]
    public void No_file_holds_a_path_of_a_machine() => Rule.Unbroken("No committed file holds a path of a machine.", Found(Machine));

    [Fact]
    public void No_file_names_a_package_registry() => Rule.Unbroken("No committed file names a package registry.", Found(Registry));

    [Fact]
    public void Text_files_end_their_lines_as_the_house_does() => Rule.Unbroken("Lines end with a line feed, the last one too.", Texts().Where(file => file.Text.Contains('\r', StringComparison.Ordinal) || file.Text.Length > 0 && !file.Text.EndsWith('\n')).Select(file => file.Path));

    private static IEnumerable<string> Found(Regex pattern) =>
        Texts().SelectMany(file => file.Lines.Select((line, number) => (line, number)).Where(at => pattern.IsMatch(at.line)).Select(at => $"{file}:{at.number + 1}: {at.line.Trim()}"));

    private static IEnumerable<SourceFile> Texts() => Repository.Files.Where(file => Path.GetExtension(file) is ".cs" or ".md" or ".csproj" or ".props" or ".targets" or ".json" or ".slnx" or ".py" or ".sh" or ".txt" or ".yml" or "")
        .Select(file => new SourceFile(file, File.ReadAllText(Path.Combine(Repository.Root, file))));
}
