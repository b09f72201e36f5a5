namespace Hebb.Cli.Tests;

public class RunOptionsTests
{
    [Fact]
    public void A_run_that_goes_on_must_be_of_the_same_recipe_data_optimizer_and_settings()
    {
        using TemporaryFolder folder = new();
        DataFiles.WriteIdx(folder.Path, side: 28);
        string run = folder.File("run");
        string[] first = ["train", "softmax", "--limit", "60", "--epochs", "2", "--set", "l2=0.01", "--out", run];
        Command.Succeed(first);
        byte[] checkpoint = File.ReadAllBytes(Path.Combine(run, "checkpoint.hebb"));

        string[] messages =
        [
            Refused("other data", [.. first, "--data", folder.Path]),
            Refused("another recipe", ["train", "mlp", .. first[2..6], "--out", run]),
            Refused("another optimizer", [.. first, "--optimizer", "sgd"]),
            Refused("a penalty less", [.. first[..6], "--out", run]),
            Refused("all of them", ["train", "mlp", .. first[2..6], "--data", folder.Path, "--optimizer", "sgd", "--out", run]),
            Refused("another seed", [.. first, "--seed", "3"]),
            Refused("fewer epochs", [.. first[..4], "--epochs", "1", .. first[6..]]),
        ];

        Snapshot.Matches("resume_errors", string.Join('\n', messages), hide: folder.Path);
        Assert.Equal(checkpoint, File.ReadAllBytes(Path.Combine(run, "checkpoint.hebb")));
        Command.Succeed([.. first, "--resume", "--optimizer", "adam", "--set", "initializer=glorot_uniform"]);   // as they are anyway

        static string Refused(string what, string[] arguments)
        {
            Outcome outcome = Command.Run([.. arguments, "--resume"]);
            Assert.True(outcome.ExitCode == 2, $"{what}: exit code {outcome.ExitCode}\n{outcome.Error}");
            Command.HasFourParts(outcome.Error);
            return $"## {what}\n{outcome.Error}";
        }
    }

    [Fact]
    public void A_folder_of_data_is_the_same_however_it_is_called()
    {
        using TemporaryFolder folder = new();
        DataFiles.WriteIdx(folder.Path);
        string[] run = ["train", "softmax", "--epochs", "1", "--out", folder.File("run")];
        Command.Succeed([.. run, "--data", folder.Path]);

        Command.Succeed([.. run, "--resume", "--data", Path.Combine(folder.Path, "run", "..") + "/"]);
        Command.Succeed([.. run, "--resume", "--data", Path.GetRelativePath(Environment.CurrentDirectory, folder.Path)]);
    }

    [Fact]
    public void A_model_of_another_kind_of_run_is_not_replaced_by_one_that_should_go_on()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"batch": [64, 128]}""");
        Directory.CreateDirectory(folder.File("run"));
        File.WriteAllText(folder.File("run/model.hebb"), "precious");

        string train = Command.Fail(2, "train", "softmax", "--limit", "32", "--out", folder.File("run"), "--resume"),
            tune = Command.Fail(2, "tune", "softmax", "--limit", "32", "--space", folder.File("space.json"), "--out", folder.File("run"), "--resume");

        Assert.Contains("there is a model in the folder, but no checkpoint to go on from", train);
        Assert.Contains("there is a model in the folder, but no journal to go on from", tune);
        Assert.Equal("precious", File.ReadAllText(folder.File("run/model.hebb")));
    }

    [Fact]
    public void A_checkpoint_of_another_program_is_refused()
    {
        using TemporaryFolder folder = new();
        (Dataset data, _) = Glyphs.Generate(seed: 1, train: 32, test: 1);
        Trainer trainer = new(Recipe.Find("softmax").MakeFor(data, 0, "glyphs")) { Optimizer = new Adam(), Loss = new CrossEntropy() };
        trainer.Fit(data, epochs: 1);
        trainer.SaveCheckpoint(folder.File("checkpoint.hebb"));

        string error = Command.Fail(2, "train", "softmax", "--limit", "32", "--out", folder.Path, "--resume");

        Assert.Contains("does not say which options its run had", error);
        Assert.Equal(["checkpoint.hebb"], folder.Files);
    }
}
