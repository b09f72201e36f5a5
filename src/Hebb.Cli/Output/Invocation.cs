namespace Hebb.Cli;

/// <summary>How the user runs this program: as the installed tool, or out of the repository.</summary>
internal static class Invocation
{
    private static readonly bool IsFromSource = AppContext.BaseDirectory.Replace('\\', '/').Contains("/src/Hebb.Cli/bin/", StringComparison.Ordinal);

    /// <summary>A command to type.</summary>
    public static string Of(string arguments) => IsFromSource ? $"dotnet run -c Release --project src/Hebb.Cli -- {arguments}" : $"hebb {arguments}";

    /// <summary>A path as a shell takes it.</summary>
    public static string Quote(string path) => path.All(static letter => char.IsAsciiLetterOrDigit(letter) || "/._-\\:".Contains(letter)) ? path
        : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
