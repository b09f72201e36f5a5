using System.Diagnostics;

namespace Hebb.Training.Tests.Checkpoints;

/// <summary>A process that is killed for good, at moments that nobody chose, and goes on from what it left.</summary>
public sealed class KillTests
{
    [Fact]
    public void A_process_killed_at_any_moment_goes_on_to_the_same_bits()
    {
        using TemporaryFolder folder = new();
        string whole = ChildProcess.Run("train", folder.File("whole.hebb"));
        Assert.Equal(64, whole.Length);
        string path = folder.File("run.hebb");
        Random random = new(1);
        int kills = 0;
        for (int i = 0; i < 8; i++)
        {
            using Process process = ChildProcess.Start("train", path);
            int lives = random.Next(120, 600);
            if (!process.WaitForExit(lives))
            {
                process.Kill();   // SIGKILL
                process.WaitForExit();
                kills++;
            }
            if (File.Exists(path)) Trainer().LoadCheckpoint(path);   // never half a file
        }
        Assert.Equal(whole, ChildProcess.Run("train", path));
        Assert.True(kills > 0, "the process was never killed");
    }

    /// <summary>Trains, from the checkpoint if there is one, and prints the weights' fingerprint.</summary>
    internal static void InChild(string path)
    {
        Trainer trainer = Trainer(new Checkpoint(path) { EverySteps = 3 });
        if (File.Exists(path)) trainer.LoadCheckpoint(path);
        trainer.Fit(Small.Data(400), epochs: 20, batch: 8, validation: Small.Data(40, seed: 2));
        Console.Write(trainer.Model.WeightsSha256());
    }

    private static Trainer Trainer(params Callback[] callbacks) => Small.Trainer(null, [new EarlyStopping(6), .. callbacks]);
}
