using System.Globalization;
using System.Text.RegularExpressions;

namespace Hebb.Architecture.Tests;

/// <summary>What the course teaches, item by item: `docs/syllabus.md` says where each is tested and shown, and that must be so.</summary>
public class SyllabusTests
{
    private const string Document = "docs/syllabus.md";
    private static readonly Regex Row = new(@"^\| (?<id>A\d{3}) \| (?<what>[^|]+) \| (?<tests>[^|]*) \| (?<lessons>[^|]*) \|$", RegexOptions.Multiline);
    private static readonly Regex Code = new(@"`(?<text>[^`]+)`");
    private const string TestAttribute = @"\[\w*(Fact|Theory)\b((?!public)[\s\S])*";   // and what is between it and its method
    private static readonly Regex Range = new(@"\bA(?<first>\d{3})(?: to A(?<last>\d{3}))?");

    // First and last of each part that is there so far.
    private static readonly (int First, int Last)[] Parts =
        [(1, 17), (20, 45), (50, 61), (70, 78), (85, 94), (100, 115), (120, 127), (130, 145), (150, 154), (160, 164), (220, 235)];

    private const string Apart = "A224";                       // ends a part of its own, which is not there yet
    private static readonly string[] Later = ["A075", "A137"];   // listed, and said to need what is not there yet

    private static MatchCollection Rows => Row.Matches(File.ReadAllText(Path.Combine(Repository.Root, Document)));

    [Fact]
    public void Every_item_is_listed_once_and_in_order()
    {
        IEnumerable<string> expected = Parts.SelectMany(static part => Enumerable.Range(part.First, part.Last - part.First + 1)).Select(static id => $"A{id:000}");
        Assert.Equal(expected.Where(static id => id != Apart), Rows.Select(static row => row.Groups["id"].Value));
    }

    [Fact]
    public void Every_item_has_a_test_that_exists_or_is_a_page_that_exists()
    {
        Dictionary<string, string> classes = [];
        foreach (SourceFile source in Repository.Sources("tests"))
        {
            string name = Path.GetFileNameWithoutExtension(source.Path);
            classes[name] = classes.GetValueOrDefault(name) + source.Text;
        }
        List<string> wrong = [];
        foreach (Match row in Rows)
        {
            string id = row.Groups["id"].Value;
            string[] named = [.. Code.Matches(row.Groups["tests"].Value).Select(static code => code.Groups["text"].Value)];
            if (named.Length == 0 && !(Later.Contains(id) && row.Groups["what"].Value.Contains("later", StringComparison.Ordinal))) wrong.Add($"{id} names no test");
            foreach (string name in named)
            {
                if (name.Contains('/', StringComparison.Ordinal))
                {
                    if (!Path.Exists(Path.Combine(Repository.Root, name))) wrong.Add($"{id}: there is no {name}");
                }
                else if (name.Split('.') is not [var type, var method] || !classes.TryGetValue(type, out string? text)
                    || !Regex.IsMatch(text, TestAttribute + $@"public (static )?(async )?\w+ {Regex.Escape(method)}\("))
                {
                    wrong.Add($"{id}: there is no test {name}");
                }
            }
        }
        Rule.Unbroken("docs/syllabus.md names, for each item, tests (`Class.Method`) or pages (`docs/page.md`) that exist.", wrong);
    }

    [Fact]
    public void The_lessons_of_an_item_are_those_that_name_it_at_their_top()
    {
        Dictionary<string, List<string>> lessons = [];
        foreach (SourceFile lesson in Repository.Sources("samples/lessons"))
        {
            string top = string.Concat(lesson.Text.Split('\n').TakeWhile(static line => line.StartsWith("//", StringComparison.Ordinal)));
            foreach (string id in Range.Matches(top).SelectMany(static ids => Ids(ids)).Distinct())
                (lessons.TryGetValue(id, out List<string>? list) ? list : lessons[id] = []).Add(Path.GetFileName(lesson.Path)[..2]);
        }
        List<string> wrong = [];
        foreach (Match row in Rows)
        {
            string id = row.Groups["id"].Value, told = row.Groups["lessons"].Value.Trim(), named = string.Join(", ", lessons.GetValueOrDefault(id) ?? []);
            if (told != named) wrong.Add($"{id}: the page says '{told}', and at their tops name it '{named}'");
        }
        Rule.Unbroken("docs/syllabus.md names, for each item, the lessons that have its id in their first lines.", wrong);
    }

    // "A028 to A031" is four.
    private static IEnumerable<string> Ids(Match range)
    {
        int first = int.Parse(range.Groups["first"].Value, CultureInfo.InvariantCulture);
        int last = range.Groups["last"].Success ? int.Parse(range.Groups["last"].Value, CultureInfo.InvariantCulture) : first;
        return Enumerable.Range(first, last - first + 1).Select(static id => $"A{id:000}");
    }
}
