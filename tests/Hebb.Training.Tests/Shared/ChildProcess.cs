using System.Diagnostics;

namespace Hebb.Training.Tests;

/// <summary>This assembly as a program: what needs a process of its own, or one to kill.</summary>
internal static class ChildProcess
{
    private static int Main(string[] arguments)
    {
        switch (arguments[0])
        {
            case "endurance":
                Running.EnduranceTests.InChild(eager: arguments[1] == "eager");
                return 0;
            case "allocation":
                Running.EnduranceTests.CountBytesInChild();
                return 0;
            case "train":
                Checkpoints.KillTests.InChild(arguments[1]);
                return 0;
            case "search":
                Searching.TunerTests.InChild(arguments[1]);
                return 0;
            case "without code":
                AppContext.SetSwitch("Hebb.EmitsCode", false);   // as on a device where none can be made
                Console.Write(Running.TrainerPlanTests.Digest(arguments[1]));
                return 0;
            default:
                return 1;
        }
    }

    /// <summary>Starts it; the caller waits for it, or kills it.</summary>
    public static Process Start(string verb, string argument, params (string Name, string Value)[] environment)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(ChildProcess).Assembly.Location, verb, argument]) { RedirectStandardOutput = true };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.Ordinal)) start.FileName = "dotnet";
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What it prints.</summary>
    public static string Run(string verb, string argument, params (string Name, string Value)[] environment)
    {
        using Process process = Start(verb, argument, environment);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
