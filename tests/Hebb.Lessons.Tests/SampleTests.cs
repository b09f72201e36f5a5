using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Hebb.Lessons.Tests;

/// <summary>Runs every program under <c>samples/</c> and compares what it prints with the committed text: the course says what it said when it was
/// written.</summary>
/// <remarks>A new lesson is a file in <c>samples/lessons</c> and its snapshot (HEBB_UPDATE_SNAPSHOTS=1). It prints with so few digits that every machine
/// prints the same.</remarks>
public class SampleTests
{
    private static readonly string s_samples = Path.Combine(Root(), "samples");

    public static TheoryData<string> Samples => [.. Directory.EnumerateFiles(s_samples, "*.cs", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void It_prints_what_it_should(string sample) => Snapshot.Matches(sample, Run(sample));

    [Fact]
    public void Lessons_are_numbered_one_after_the_other()
    {
        string[] names = [.. Directory.EnumerateFiles(Path.Combine(s_samples, "lessons"), "*.cs").Select(file => Path.GetFileNameWithoutExtension(file))];
        Assert.All(names, name => Assert.Matches(@"^\d\d-[a-z0-9]+(-[a-z0-9]+)*$", name));
        Assert.Equal(names.Length, names.Select(name => name[..2]).Distinct().Count());
    }

    // As a process of its own: a lesson is a program, and no lesson sees what another left behind.
    private static string Run(string sample)
    {
        string folder = AppContext.BaseDirectory;
        string[] arguments = ["exec", "--runtimeconfig", Path.Combine(folder, "Hebb.Lessons.Tests.runtimeconfig.json"), Path.Combine(folder, sample + ".dll")];
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, $"{sample} ended with {process.ExitCode}.\n{output}\n{errors.Result}");
        return output;
    }

    private static string Root([CallerFilePath] string file = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
