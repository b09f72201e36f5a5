using System.Runtime.CompilerServices;
using System.Text;

namespace Hebb.TestSupport;

/// <summary>Compares a text, most often an error message, with the one committed in <c>Snapshots/NAME.txt</c> of the calling test project.</summary>
/// <remarks>A mismatch, or a missing file, fails and prints what came. Nothing is ever rewritten silently: run the test with <c>HEBB_UPDATE_SNAPSHOTS=1</c>,
/// then read the diff. Line ends and trailing blank lines do not count.</remarks>
internal static class Snapshot
{
    /// <summary>Fails unless <paramref name="actual"/> is the committed text.</summary>
    /// <param name="name">The name of the text file, without its ending.</param>
    /// <param name="actual">The text.</param>
    /// <param name="hide">What changes from run to run, such as a temporary folder: it reads <c>…</c>.</param>
    /// <param name="testFile">The compiler fills it in.</param>
    public static void Matches(string name, string actual, string? hide = null, [CallerFilePath] string testFile = "")
    {
        string path = Path.Combine(Project(testFile), "Snapshots", name + ".txt");
        actual = Normalize(hide is null ? actual : actual.Replace(hide, "…", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("HEBB_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual + "\n");
            return;
        }
        string? expected = File.Exists(path) ? Normalize(File.ReadAllText(path)) : null;
        if (actual != expected)
            Assert.Fail($"""
                The text differs from the snapshot {path}.
                ---- expected
                {expected ?? "(the file does not exist)"}
                ---- actual
                {actual}
                ----
                If the new text is right: HEBB_UPDATE_SNAPSHOTS=1 dotnet test, and review the diff.
                """);
    }

    /// <summary>Fails unless <paramref name="action"/> throws exactly <typeparamref name="TError"/> with the committed message; returns the error.</summary>
    public static TError Throws<TError>(string name, Action action, string? hide = null, [CallerFilePath] string testFile = "") where TError : Exception
    {
        TError error = Assert.Throws<TError>(action);
        Matches(name, error.Message, hide, testFile);
        return error;
    }

    /// <summary>Runs each case, which must throw a <see cref="HebbException"/>; all their types and messages together are the committed text.</summary>
    /// <example><code>Snapshot.Errors("matmul_errors", [("inner dimensions", () => a.MatMul(b)), ("a vector", () => a.MatMul(v))]);</code></example>
    public static void Errors(string name, IEnumerable<(string Case, Action Run)> cases, string? hide = null, [CallerFilePath] string testFile = "")
    {
        StringBuilder text = new();
        foreach ((string title, Action run) in cases)
        {
            Exception? thrown = Record.Exception(run);
            if (thrown is not HebbException error)
                throw new InvalidOperationException($"'{title}' should throw a HebbException, and threw {thrown?.ToString() ?? "nothing"}.");
            text.Append("## ").Append(title).Append(": ").Append(error.GetType().Name).Append('\n').Append(error.Message).Append("\n\n");
        }
        Matches(name, text.ToString(), hide, testFile);
    }

    private static string Normalize(string text) => text.ReplaceLineEndings("\n").TrimEnd();

    private static string Project(string testFile)
    {
        string? folder = Path.GetDirectoryName(testFile);
        while (folder is not null && Directory.GetFiles(folder, "*.csproj").Length == 0) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"No project folder above {testFile}.");
    }
}
