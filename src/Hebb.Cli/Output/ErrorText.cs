namespace Hebb.Cli;

/// <summary>Errors as the user sees them.</summary>
internal static class ErrorText
{
    /// <summary>Writes the four parts to standard error; gives back the exit code.</summary>
    public static int Write(HebbException error, int exitCode)
    {
        Console.Error.WriteLine(error.Message);
        return exitCode;
    }
}
