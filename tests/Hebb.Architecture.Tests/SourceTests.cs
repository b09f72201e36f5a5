using System.Text.RegularExpressions;

namespace Hebb.Architecture.Tests;

/// <summary>House rules that the compiler does not know.</summary>
public partial class SourceTests
{
    private const int LongestLine = 160;
    private const int LongestFile = 500;

    // Folders whose lines are still being wrapped, and how long theirs may be until then.
    private static readonly Dictionary<string, int> Wider = new() { ["src/Hebb.Training/"] = 225, ["src/Hebb.Cli/"] = 250 };

    // Small families that are read together: several public types in one file.
    private static readonly Dictionary<string, string> Families = new()
    {
        ["src/Hebb.Kernels/Errors/HebbException.cs"] = "the family of errors, a line each",
        ["src/Hebb.Kernels/Views/DType.cs"] = "the enum, and what can be asked of it",
        ["src/Hebb.Tensors/Ops/Elementwise/ElementwiseOp.cs"] = "the base of elementwise ops, for one operand and for two",
    };

    private static readonly SourceFile[] Product = [.. Repository.Sources("src")];

    private static readonly SourceFile[] All = [.. Repository.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
        .Select(file => new SourceFile(file, File.ReadAllText(Path.Combine(Repository.Root, file))))];

    [Fact]
    public void Unsafe_code_stands_in_the_lowest_floor_alone()
    {
        Rule.Unbroken("Only Hebb.Kernels holds unsafe code.", Found(Product.Where(file => !file.Path.StartsWith("src/Hebb.Kernels/", StringComparison.Ordinal)), Unsafe()));
        Assert.Equal(["Hebb.Kernels"], Repository.Projects.Where(project => project.Value.Descendants("AllowUnsafeBlocks").Any()).Select(project => project.Key));
    }

    [Fact]
    public void Kernels_and_ops_use_neither_reflection_nor_dynamic_nor_LINQ()
    {
        IEnumerable<SourceFile> files = Product.Where(file =>
            file.Path.StartsWith("src/Hebb.Kernels/", StringComparison.Ordinal) && !Emitter().IsMatch(file.Path)
            || file.Path.StartsWith("src/Hebb.Tensors/Ops/", StringComparison.Ordinal));
        Rule.Unbroken("Kernels and ops use no reflection, no dynamic, no LINQ; the emitter may.", Found(files, Forbidden()));
    }

    [Fact]
    public void Nothing_is_found_by_reflection_on_floors_one_to_five() =>
        Rule.Unbroken("Floors 1 to 5 find nothing by reflection.", Found(Product.Where(file => !file.Path.StartsWith("src/Hebb.Cli/", StringComparison.Ordinal) && !Emitter().IsMatch(file.Path)), Reflection()));

    [Fact]
    public void No_file_is_longer_than_five_hundred_lines() =>
        Rule.Unbroken("A file is about one thing.", All.Where(file => file.Lines.Length > LongestFile).Select(file => $"{file}: {file.Lines.Length} lines; a file is about one thing"));

    [Fact]
    public void A_file_of_more_than_three_hundred_lines_says_why() =>
        Rule.Unbroken("A file of more than 300 lines says why in its first thirty: This file is long because ...", Product.Where(file => file.Lines.Length > 300 && !file.Lines.Take(30).Any(line => line.Contains("long", StringComparison.OrdinalIgnoreCase)))
            .Select(file => $"{file}: {file.Lines.Length} lines, without a reason in its first thirty (write: This file is long because ...)"));

    [Fact]
    public void No_line_is_longer_than_a_screen_is_wide() => Rule.Unbroken("A line is at most 160 columns wide.", Product.SelectMany(file => file.Lines
        .Select((line, number) => (line, number)).Where(at => at.line.Length > LongestLineOf(file)).Select(at => $"{file}:{at.number + 1} ({at.line.Length})")));

    [Fact]
    public void No_name_is_a_drawer_for_everything() =>
        Rule.Unbroken("Folders and files are nouns of the domain.", Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && Drawer().IsMatch(file)));

    [Fact]
    public void A_file_holds_one_public_type()
    {
        List<string> wrong = [];
        foreach (SourceFile file in Product)
        {
            string[] names = [.. PublicType().Matches(file.Code).Select(match => match.Groups[2].Value).Distinct()];
            if (names.Length > 1 && !Families.ContainsKey(file.Path)) wrong.Add($"{file}: {string.Join(", ", names)}");
        }
        Rule.Unbroken("One public type per file.", wrong);
    }

    [Fact]
    public void A_file_is_named_after_its_type()
    {
        List<string> wrong = [];
        foreach (SourceFile file in Product)
        {
            string[] names = [.. AnyType().Matches(file.Code).Select(match => match.Groups[2].Value).Distinct()];
            string name = Path.GetFileName(file.Path).Split('.')[0];
            // An op's file holds the user's verb and the op: Softplus.cs has SoftplusOp.
            if (names.Length > 0 && !names.Any(type => type == name || type.StartsWith(name, StringComparison.Ordinal) || type is "Tensor" or "Trainer")) wrong.Add($"{file}: {string.Join(", ", names)}");
        }
        Rule.Unbroken("A file is named after its type.", wrong);
    }

    [Fact]
    public void Namespaces_are_file_scoped_and_few()
    {
        string[] allowed = ["Hebb", "Hebb.Kernels", "Hebb.Testing", "Hebb.Testing.Checks", "Hebb.Cli"];
        Rule.Unbroken("Users see one namespace.", Product.SelectMany(file => Namespace().Matches(file.Code).Select(match => match.Groups[1].Value).Where(name => !allowed.Contains(name)).Select(name => $"{file}: {name}")));
    }

    [Fact]
    public void Warnings_are_not_switched_off_in_the_middle_of_a_file() => Rule.Unbroken("Warnings are not switched off in the middle of a file.", Found(Product, Pragma()));

    private static int LongestLineOf(SourceFile file)
    {
        foreach ((string folder, int width) in Wider)
            if (file.Path.StartsWith(folder, StringComparison.Ordinal)) return width;
        return LongestLine;
    }

    private static IEnumerable<string> Found(IEnumerable<SourceFile> files, Regex pattern) => files.SelectMany(file => file.Code.Split('\n')
        .Select((line, number) => (line, number)).Where(at => pattern.IsMatch(at.line)).Select(at => $"{file}:{at.number + 1}: {at.line.Trim()}"));

    [GeneratedRegex(@"\bunsafe\b")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"System\.Reflection|\bdynamic\b|System\.Linq|\bEnumerable\.|(?<!\b(V|Simd|L))\.Select\(|\.SelectMany\(|\.OrderBy\(|\.ToList\(|\.Aggregate\(|Activator\.|\.GetMethod\(|\.GetField\(")]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"System\.Reflection|\bdynamic\b|Activator\.|\.GetMethods?\(|\.GetFields?\(|\.GetProperty\(|\.GetProperties\(|\.MakeGeneric|Assembly\.Load|\.GetTypes\(")]
    private static partial Regex Reflection();

    // The emitter: it turns traced kernels into machine code, and gets at the instructions through delegates.
    [GeneratedRegex(@"^src/Hebb\.Kernels/Elementwise/(Emit|InstructionSet)")]
    private static partial Regex Emitter();

    [GeneratedRegex(@"(Utils?|Helpers?|Common|Managers?|Misc)(/|\.cs$)")]
    private static partial Regex Drawer();

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(class|struct|record struct|record|interface|enum|delegate [\w<>?]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^(?:public|internal) (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(class|struct|record struct|record|interface|enum|delegate [\w<>?]+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex(@"^\s*namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"#pragma warning disable")]
    private static partial Regex Pragma();
}
