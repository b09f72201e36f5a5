namespace Hebb.Cli;

/// <summary>Errors as the user sees them.</summary>
internal static class ErrorText
{
    private const int CommandLine = 2, Content = 1;

    /// <summary>Writes the four parts to standard error; gives back the exit code.</summary>
    /// <param name="error">What went wrong.</param>
    /// <param name="command">In which command, to be told where nothing nearer is known.</param>
    public static int Write(HebbException error, string command)
    {
        if (error.Where.Count == 0) error.Within($"command '{command}'");
        Console.Error.WriteLine(error.Message);
        return error is OptionException ? CommandLine : Content;
    }
}
