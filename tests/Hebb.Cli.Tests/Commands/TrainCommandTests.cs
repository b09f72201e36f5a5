using System.Text.Json;

namespace Hebb.Cli.Tests;

public class TrainCommandTests
{
    private static readonly string[] Quick = ["train", "softmax", "--limit", "600", "--epochs", "2"];

    [Fact]
    public void The_last_line_of_json_tells_all_about_the_run()
    {
        Outcome outcome = Command.Succeed("train", "lenet5", "--limit", "300", "--epochs", "2", "--seed", "7", "--threads", "1",
            "--validation", "0.1", "--json");
        JsonElement json = outcome.Json;

        Assert.Equal(3, outcome.Output.TrimEnd().Split('\n').Length);
        Assert.Equal("lenet5", json.GetProperty("recipe").GetString());
        Assert.Equal("glyphs", json.GetProperty("data").GetString());
        Assert.Equal(2, json.GetProperty("epochs").GetInt32());
        Assert.Equal(7, json.GetProperty("seed").GetInt32());
        Assert.Equal(1, json.GetProperty("threads").GetInt32());
        Assert.Equal(44426, json.GetProperty("parameters").GetInt32());
        Assert.Equal(270, json.GetProperty("train_samples").GetInt32());
        Assert.InRange(json.GetProperty("test_accuracy").GetDouble(), 0, 1);
        Assert.Matches("^[0-9a-f]{64}$", json.GetProperty("weights_sha256").GetString());
        string[] figures = ["train_loss", "validation_loss", "test_loss", "train_seconds", "first_step_seconds", "samples_per_second", "peak_rss_mb"];
        foreach (string name in figures) Assert.True(json.GetProperty(name).GetDouble() > 0, name);
    }

    [Fact]
    public void The_weights_are_the_same_on_any_number_of_threads_and_others_with_another_seed()
    {
        string[] run = ["train", "lenet5", "--limit", "600", "--epochs", "1", "--json"];
        string one = Command.Succeed([.. run, "--threads", "1"]).Weights;

        Assert.Equal(one, Command.Succeed([.. run, "--threads", "1"]).Weights);
        Assert.Equal(one, Command.Succeed([.. run, "--threads", "2"]).Weights);
        Assert.Equal(one, Command.Succeed([.. run, "--threads", "5"]).Weights);
        Assert.NotEqual(one, Command.Succeed([.. run, "--seed", "1"]).Weights);
    }

    [Fact]
    public void Piped_output_is_plain_lines_that_end_with_what_to_run_next()
    {
        string output = Command.Succeed(Quick).Output;

        Assert.DoesNotContain('\e', output);
        Assert.DoesNotContain('\r', output);
        Assert.Contains("epoch 1/2  loss ", output);
        Assert.Contains("Test: accuracy ", output);
        Assert.Contains("label ", output);
        Assert.Contains("train softmax --epochs 2 --limit 600 --out runs/softmax", output.TrimEnd().Split('\n')[^1]);
    }

    [Theory]
    [InlineData("train softmax --limit 300")]
    [InlineData("train mlp --epochs 1 --batch 32 --optimizer nesterov --learning-rate 0.05 --set units=16 --set momentum=0.8 --validation 0.1 --seed 3 --limit 300 --threads 2")]
    public void What_to_run_next_is_the_same_run_again(string command)
    {
        string output = Command.Succeed(command.Split(' ')).Output;

        Assert.EndsWith($" {command} --out runs/{command.Split(' ')[1]}", output.TrimEnd());
    }

    [Fact]
    public void A_doctor_says_what_is_wrong_and_changes_nothing_else()
    {
        string[] run = ["train", "mlp", "--limit", "600", "--epochs", "2", "--optimizer", "sgd", "--learning-rate", "1e-7", "--json"];
        Outcome outcome = Command.Succeed([.. run, "--doctor"]);

        Assert.Equal(Command.Succeed(run).Weights, outcome.Weights);
        string note = Assert.Single(outcome.Output.Split('\n'), static line => line.Contains("\"note\"", StringComparison.Ordinal));
        Assert.Contains("doctor: LearningRateTooLow: ", note, StringComparison.Ordinal);
    }

    [NeedsFact("script", "--version")]
    public void On_a_terminal_colours_are_shown_unless_NO_COLOR_is_set()
    {
        string coloured = OnTerminal(""), plain = OnTerminal("NO_COLOR=1");

        Assert.Matches("\e\\[[0-9;]*m", coloured);
        Assert.DoesNotMatch("\e\\[[0-9;]*m", plain);
        Assert.Contains("epoch 2/2", plain);

        static string OnTerminal(string settings)
        {
            string command = $"stty cols 90; TERM=xterm-256color {settings} dotnet '{Command.Library}' {string.Join(' ', Quick)}";
            return Command.End(Command.Start("script", ["-qec", command, "/dev/null"])).Output;
        }
    }

    [Fact]
    public void The_folder_receives_model_checkpoint_and_history()
    {
        using TemporaryFolder folder = new();

        string output = Command.Succeed([.. Quick, "--out", folder.Path]).Output;

        Assert.Equal(["checkpoint.hebb", "history.csv", "model.hebb"], folder.Files);
        Assert.Equal(3, File.ReadAllLines(folder.File("history.csv")).Length);
        Assert.Contains("predict ", output.TrimEnd().Split('\n')[^1]);
        Assert.Contains("accuracy", Command.Succeed("evaluate", folder.File("model.hebb")).Output);
    }

    [Fact]
    public void A_folder_in_use_is_refused_unless_the_run_goes_on_or_replaces_it()
    {
        using TemporaryFolder folder = new();
        string first = Command.Succeed([.. Quick, "--json", "--out", folder.Path]).Weights;

        Assert.Contains("is not empty", Command.Fail(2, [.. Quick, "--out", folder.Path]));
        Assert.Equal(first, Command.Succeed([.. Quick, "--json", "--out", folder.Path, "--resume"]).Weights);
        Assert.NotEqual(first, Command.Succeed([.. Quick, "--json", "--out", folder.Path, "--force", "--seed", "9"]).Weights);
        Assert.Equal(3, File.ReadAllLines(folder.File("history.csv")).Length);
    }

    [Fact]
    public void A_run_that_goes_on_has_no_row_twice_and_ends_with_all_epochs()
    {
        using TemporaryFolder folder = new();
        Command.Succeed([.. Quick, "--out", folder.Path]);

        string output = Command.Succeed("train", "softmax", "--limit", "600", "--epochs", "4", "--out", folder.Path, "--resume").Output;

        Assert.Contains("going on from ", output);
        Assert.Equal(["epoch", "1", "2", "3", "4"], File.ReadLines(folder.File("history.csv")).Select(static line => line.Split(',')[0]));
    }

    [Fact]
    public void Without_a_checkpoint_resuming_begins_anew_and_says_so()
    {
        using TemporaryFolder folder = new();

        string output = Command.Succeed([.. Quick, "--out", folder.File("run"), "--resume"]).Output;

        Assert.Contains("there is no checkpoint in ", output);
        Assert.Contains("starting anew", output);
        Assert.True(File.Exists(folder.File("run/model.hebb")));
    }

    [Fact]
    public void A_run_does_not_go_on_with_other_options()
    {
        using TemporaryFolder folder = new();
        Command.Succeed([.. Quick, "--out", folder.Path]);
        byte[] checkpoint = File.ReadAllBytes(folder.File("checkpoint.hebb"));

        Outcome seed = Command.Run([.. Quick, "--out", folder.Path, "--resume", "--seed", "3"]);
        Outcome recipe = Command.Run("train", "mlp", "--limit", "600", "--epochs", "2", "--out", folder.Path, "--resume");

        Assert.Equal((2, 2), (seed.ExitCode, recipe.ExitCode));
        Command.HasFourParts(seed.Error);
        Command.HasFourParts(recipe.Error);
        Assert.Equal(checkpoint, File.ReadAllBytes(folder.File("checkpoint.hebb")));
    }

    [Theory]
    [InlineData("momentum=0.5", "optimizer momentum: 0.9 in the checkpoint, 0.5 now")]
    [InlineData("weight_decay=0.01", "optimizer weightDecay: 0 in the checkpoint, 0.01 now")]
    [InlineData("label_smoothing=0.1", "loss labelSmoothing: 0 in the checkpoint, 0.1 now")]
    public void A_run_does_not_go_on_with_another_setting(string setting, string difference)
    {
        using TemporaryFolder folder = new();
        string[] run = ["train", "softmax", "--limit", "300", "--optimizer", "momentum", "--out", folder.Path];
        Command.Succeed([.. run, "--epochs", "1"]);

        Outcome other = Command.Run([.. run, "--epochs", "2", "--resume", "--set", setting]);
        Outcome same = Command.Run([.. run, "--epochs", "2", "--resume", "--set", "momentum=0.9"]);   // as it is anyway

        Assert.Equal((2, 0), (other.ExitCode, same.ExitCode));
        Command.HasFourParts(other.Error);
        Assert.Contains(difference, other.Error);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_the_run_with_advice()
    {
        Outcome outcome = Command.Run("train", "mlp", "--limit", "600", "--epochs", "2", "--learning-rate", "1e30", "--json");

        Assert.Equal(1, outcome.ExitCode);
        Command.HasFourParts(outcome.Error);
        Assert.Contains("--learning-rate", outcome.Error);
    }

    [Fact]
    public void A_folder_of_pictures_is_learnt_and_its_class_names_are_kept()
    {
        using TemporaryFolder folder = new();
        DataFiles.WritePictures(folder.File("photos"));
        foreach (string other in (string[])["bright/a.jpg", "dark/b.JPEG", "dark/notes.txt"]) File.WriteAllText(folder.File($"photos/{other}"), "");

        Outcome outcome = Command.Succeed("train", "mlp", "--data", folder.File("photos"), "--epochs", "20", "--out", folder.File("run"), "--json");

        Assert.Equal(1, outcome.Json.GetProperty("test_accuracy").GetDouble());
        Assert.Contains($"2 pictures passed over, for only PNG is read: '{folder.File("photos/bright/a.jpg")}' and others", outcome.Output);
        Assert.StartsWith($"{folder.File("photos/dark/03.png")}: dark\n",
            Command.Succeed("predict", folder.File("run/model.hebb"), folder.File("photos/dark/03.png")).Output);
    }
}
