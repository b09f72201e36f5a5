using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hebb.Cli;

/// <summary>The other side of a <see cref="WorkerProcess"/>: reads a trial per line, trains it, answers with a line.</summary>
internal static class TrialWorker
{
    public static int Run(TuneOptions options)
    {
        using PosixSignalRegistration ignored = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);   // the search sees to it
        using BlockingCollection<string> lines = [];
        new Thread(() => Listen(lines)) { IsBackground = true }.Start();
        Settings.Apply(options.WorkerThreads);
        TrialTraining training = TrialTraining.Load(options, out _);
        TuneFolder folder = new(options.Out);
        using Stream output = Console.OpenStandardOutput();
        foreach (string line in lines.GetConsumingEnumerable())
        {
            Trial trial = TrialJson.ReadTrial(StrictJson.Parse(Encoding.UTF8.GetBytes(line), "Worker: the trial"));
            output.Write([.. TrialJson.Write(training.Run(trial, folder.ModelOf(trial))), (byte)'\n']);
            output.Flush();
        }
        return 0;
    }

    // When the search is gone, killed perhaps, nobody waits for this process any more: it ends at once, also in the middle of a trial.
    private static void Listen(BlockingCollection<string> lines)
    {
        while (Console.In.ReadLine() is { } line) lines.Add(line);
        using Process self = Process.GetCurrentProcess();
        self.Kill();
    }
}
