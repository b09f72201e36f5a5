namespace Hebb.Cli;

/// <summary>Mistakes in what the user has typed: what, the values, where on the command line, and how to fix it.</summary>
internal static class CommandLineError
{
    /// <summary>An option or an argument that cannot be used.</summary>
    public static OptionException At(string place, string what, string values, string fix)
    {
        OptionException error = new($"hebb: {what}", values, fix);
        error.Within(place);
        return error;
    }
}
