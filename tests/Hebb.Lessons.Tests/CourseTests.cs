using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Hebb.Lessons.Tests;

/// <summary>The contents of the course, <c>samples/lessons/README.md</c>, against the lessons.</summary>
public class CourseTests
{
    private static readonly string s_lessons = Path.GetFullPath(Path.Combine(Here(), "..", "..", "samples", "lessons"));
    private static readonly Regex s_row = new(@"^\| `(?<lesson>[\w-]+)` \|.*\| (?<ids>[^|]+) \|$", RegexOptions.Multiline), s_ids = new(@"A(?<first>\d{3})(?: to A(?<last>\d{3}))?");

    private static readonly (string Lesson, string Ids)[] s_rows =
        [.. s_row.Matches(File.ReadAllText(Path.Combine(s_lessons, "README.md"))).Select(row => (row.Groups["lesson"].Value, row.Groups["ids"].Value))];

    private static string[] Files => [.. Directory.EnumerateFiles(s_lessons, "*.cs").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void It_lists_every_lesson_and_no_other() => Assert.Equal(Files, s_rows.Select(row => row.Lesson));

    [Fact]
    public void It_says_of_each_lesson_the_ids_that_stand_at_its_top() => Assert.All(s_rows, row =>
    {
        IEnumerable<string> top = File.ReadLines(Path.Combine(s_lessons, row.Lesson + ".cs")).TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal));
        Assert.Equal(Ids(string.Concat(top)), Ids(row.Ids));
    });

    /// <summary>"A028 to A031" is four.</summary>
    private static SortedSet<int> Ids(string text) => [.. s_ids.Matches(text).SelectMany(match =>
    {
        int first = Number(match.Groups["first"]), last = match.Groups["last"].Success ? Number(match.Groups["last"]) : first;
        return Enumerable.Range(first, last - first + 1);
    })];

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
