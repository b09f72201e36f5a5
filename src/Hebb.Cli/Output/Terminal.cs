namespace Hebb.Cli;

/// <summary>What is known of where the output goes.</summary>
internal static class Terminal
{
    /// <summary>True when a person sees the output as it comes, on something that can move its cursor.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    /// <summary>How many characters a line has; as many as needed where nobody says.</summary>
    public static int Width
    {
        get
        {
            if (Console.IsOutputRedirected) return int.MaxValue;
            try
            {
                return Console.WindowWidth > 0 ? Console.WindowWidth : 80;
            }
            catch (IOException)
            {
                return 80;   // a terminal that does not say
            }
        }
    }
}
