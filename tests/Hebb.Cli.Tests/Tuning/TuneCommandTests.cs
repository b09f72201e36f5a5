using System.Diagnostics;
using System.Text.Json;

namespace Hebb.Cli.Tests;

public class TuneCommandTests
{
    private const string Space = """
        {
          "learning_rate": { "from": 1e-4, "to": 1e-1, "scale": "log" },
          "units": { "from": 8, "to": 64, "scale": "log" },
          "activation": ["relu", "tanh"],
          "optimizer": ["adam", "momentum"],
          "batch": 64
        }
        """;

    private static string[] Arguments(TemporaryFolder folder, string run, params string[] more)
    {
        if (!File.Exists(folder.File("space.json"))) File.WriteAllText(folder.File("space.json"), Space);
        string[] epochs = more.Contains("--epochs") ? [] : ["--epochs", "2"];
        return ["tune", "mlp", "--space", folder.File("space.json"), "--limit", "600", .. epochs, "--out", folder.File(run), .. more];
    }

    /// <summary>What a search leaves behind but for its journal, whose lines stand in the order in which trials ended.</summary>
    private static string Left(string folder) => string.Join('\n', Directory.GetFileSystemEntries(folder).Order().Select(file => Path.GetFileName(file)
        + (file.EndsWith(".jsonl", StringComparison.Ordinal) ? "" : " " + Convert.ToHexString(File.ReadAllBytes(file)))));

    private static string[] Trials(string folder) => [.. File.ReadLines(Path.Combine(folder, "journal.jsonl")).Skip(1).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_search_ends_with_the_best_model_its_settings_and_a_table()
    {
        using TemporaryFolder folder = new();

        string output = Command.Succeed(Arguments(folder, "run", "--trials", "6", "--method", "random")).Output;

        Assert.Equal(["best.json", "journal.jsonl", "model.hebb", "trials.csv"], Directory.GetFiles(folder.File("run")).Select(static path => Path.GetFileName(path)).Order());
        using JsonDocument best = JsonDocument.Parse(File.ReadAllBytes(folder.File("run/best.json")));
        string[][] rows = [.. File.ReadLines(folder.File("run/trials.csv")).Select(static line => line.Split(','))];
        Assert.Equal(7, rows.Length);
        Assert.Equal(["trial", "score", "validation_loss", "validation_accuracy", "learning_rate", "units", "activation", "optimizer", "batch", "failure"], rows[0]);
        double least = rows.Skip(1).Min(static row => double.Parse(row[1]));
        string[] first = rows.Skip(1).First(row => double.Parse(row[1]) == least);
        Assert.Equal(first[0], best.RootElement.GetProperty("trial").GetRawText());
        Assert.Equal(least, best.RootElement.GetProperty("validation_loss").GetDouble());
        Assert.Equal(first[5], best.RootElement.GetProperty("settings").GetProperty("units").GetRawText());
        Assert.Contains($"Best: trial {first[0]}, with learning_rate={first[4]} units={first[5]}", output);
        Assert.Contains(" samples that chose nothing.", output);
        // The model is the trial's: of its size, and as good on the test set as the report says.
        Assert.Contains($"[batch, {first[5]}]", Command.Succeed("summary", folder.File("run/model.hebb")).Output);
    }

    [Fact]
    public void The_command_at_the_end_trains_with_the_best_settings()
    {
        using TemporaryFolder folder = new();
        string output = Command.Succeed(Arguments(folder, "run", "--trials", "3", "--method", "random")).Output;
        string last = output.TrimEnd().Split('\n')[^1];

        string[] command = last[last.IndexOf("train mlp", StringComparison.Ordinal)..].Split(' ');
        JsonElement result = Command.Succeed([.. command, "--json"]).Json;

        using JsonDocument best = JsonDocument.Parse(File.ReadAllBytes(folder.File("run/best.json")));
        JsonElement settings = best.RootElement.GetProperty("settings");
        Assert.Equal(settings.GetProperty("learning_rate").GetDouble(), result.GetProperty("learning_rate").GetDouble());
        Assert.Equal(settings.GetProperty("optimizer").GetString(), result.GetProperty("optimizer").GetString());
        Assert.Equal(settings.GetProperty("units").GetInt32(), result.GetProperty("settings").GetProperty("units").GetInt32());
        Assert.Equal(64, result.GetProperty("batch").GetInt32());
        Assert.Equal(600, result.GetProperty("train_samples").GetInt32());
    }

    [Theory]
    [InlineData("bayesian", "--trials", "13")]
    [InlineData("hyperband", "--epochs", "3")]
    public void The_result_does_not_depend_on_how_many_workers_there_are(params string[] method)
    {
        using TemporaryFolder folder = new();

        Command.Succeed(Arguments(folder, "one", ["--workers", "1", "--method", .. method]));
        Command.Succeed(Arguments(folder, "three", ["--workers", "3", "--method", .. method]));

        Assert.Equal(Left(folder.File("one")), Left(folder.File("three")));
        Assert.Equal(Trials(folder.File("one")), Trials(folder.File("three")));
    }

    [NeedsFact("pgrep", "--version")]
    public void A_search_whose_processes_are_killed_at_random_moments_ends_with_the_result_of_one_that_was_not()
    {
        using TemporaryFolder folder = new();
        Command.Succeed(Arguments(folder, "whole", "--trials", "14"));
        Random random = new();
        int searches = 0, workers = 0;
        for (int kill = 0; kill < 6; kill++)
        {
            using Process process = Command.Start(Arguments(folder, "killed", "--trials", "14", "--workers", $"{1 + (kill % 3)}", "--resume"));
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            if (kill % 2 == 0)   // a worker first, as soon as there is one, however busy the machine
            {
                int[] running;
                while ((running = Workers(process)).Length == 0 && !process.HasExited) Thread.Sleep(20);
                Thread.Sleep(random.Next(0, 600));
                if (running.Length > 0)
                {
                    using Process? victim = Alive(running[0]);
                    victim?.Kill();
                    workers++;
                }
            }
            Thread.Sleep(random.Next(0, 1000));
            int[] orphans = Workers(process);
            process.Kill();   // SIGKILL: nobody tells the workers
            process.WaitForExit();
            searches++;
            Assert.All(orphans, static orphan => Assert.True(Ends(orphan), "a worker outlives its search"));
        }
        Command.Succeed(Arguments(folder, "killed", "--trials", "14", "--workers", "2", "--resume"));

        Assert.Equal(Left(folder.File("whole")), Left(folder.File("killed")));
        Assert.Equal(Trials(folder.File("whole")), Trials(folder.File("killed")));
        Assert.True(searches == 6 && workers > 0, $"{searches} searches and {workers} workers were killed");
    }

    [NeedsFact("kill", "-l")]
    public void Ctrl_C_ends_the_search_with_130_and_it_can_go_on()
    {
        using TemporaryFolder folder = new();
        Command.Succeed(Arguments(folder, "whole", "--trials", "30", "--method", "random"));

        Process process = Command.Start(Arguments(folder, "stopped", "--trials", "30", "--method", "random", "--json"));
        string first = process.StandardOutput.ReadLine()!;   // a trial is done
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Outcome stopped = Command.End(process);

        Assert.Contains("\"trial\":1", first);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Equal("", stopped.Error);
        Assert.True(stopped.Json.GetProperty("interrupted").GetBoolean());
        Assert.False(File.Exists(folder.File("stopped/model.hebb")));
        Command.Succeed(Arguments(folder, "stopped", "--trials", "30", "--method", "random", "--resume"));
        Assert.Equal(Left(folder.File("whole")), Left(folder.File("stopped")));
    }

    [Fact]
    public void A_finished_search_is_shown_again_and_goes_on_to_more_trials()
    {
        using TemporaryFolder folder = new();
        Command.Succeed(Arguments(folder, "run", "--trials", "4", "--method", "random"));
        string before = Left(folder.File("run"));

        string again = Command.Succeed(Arguments(folder, "run", "--trials", "4", "--method", "random", "--resume")).Output;
        Assert.Contains("Best: trial ", again);
        Assert.Equal(before, Left(folder.File("run")));

        // Killed while it wrote its last files, or robbed of one: what is missing is made again, the same.
        foreach (string file in (string[])["model.hebb", "best.json"])
        {
            File.Delete(folder.File($"run/{file}"));
            Command.Succeed(Arguments(folder, "run", "--trials", "4", "--method", "random", "--resume"));
            Assert.Equal(before, Left(folder.File("run")));
        }
        File.Delete(folder.File("run/trials.csv"));
        Directory.CreateDirectory(folder.File("run/trials"));
        File.WriteAllText(folder.File("run/trials/0009.hebb.partial"), "half a model");
        Command.Succeed(Arguments(folder, "run", "--trials", "4", "--method", "random", "--resume"));
        Assert.Equal(before, Left(folder.File("run")));

        Command.Succeed(Arguments(folder, "run", "--trials", "9", "--method", "random", "--resume"));
        Command.Succeed(Arguments(folder, "nine", "--trials", "9", "--method", "random"));
        Assert.Equal(Left(folder.File("nine")), Left(folder.File("run")));
    }

    [Fact]
    public void A_folder_in_use_is_refused_unless_the_search_goes_on_or_replaces_it()
    {
        using TemporaryFolder folder = new();
        string[] run = Arguments(folder, "run", "--trials", "2", "--method", "random");
        Command.Succeed(run);

        Assert.Contains("is not empty", Command.Fail(2, run));
        Outcome other = Command.Run([.. run, "--resume", "--seed", "5"]);
        Assert.Equal(2, other.ExitCode);
        Command.HasFourParts(other.Error);
        Assert.Contains("seed 5", other.Error);
        Command.Succeed([.. run, "--force", "--seed", "5"]);
    }

    [Fact]
    public void The_test_set_chooses_nothing()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("data"));
        DataFiles.WriteIdx(folder.File("data"));
        string[] Run(string run) => ["tune", "softmax", "--data", folder.File("data"), "--space", folder.File("space.json"), "--trials", "3", "--epochs", "2",
            "--validation", "0.3", "--out", folder.File(run)];
        File.WriteAllText(folder.File("space.json"), """{"learning_rate": {"from": 1e-4, "to": 1, "scale": "log"}, "batch": [8, 16]}""");
        Command.Succeed(Run("before"));

        foreach (string file in Directory.GetFiles(folder.File("data"), "*10k*labels*"))   // other labels, in the same form
        {
            byte[] bytes = File.ReadAllBytes(file);
            for (int i = 8; i < bytes.Length; i++) bytes[i] = (byte)(bytes[i] == 0 ? 1 : 0);
            File.WriteAllBytes(file, bytes);
        }
        Command.Succeed(Run("after"));

        Assert.Equal(Left(folder.File("before")), Left(folder.File("after")));
    }

    [Fact]
    public void Trials_that_cannot_be_trained_fail_and_the_others_go_on()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"kernel": [5, 31], "learning_rate": [0.003, 1e6], "optimizer": ["sgd"]}""");

        string output = Command.Succeed("tune", "lenet5", "--space", folder.File("space.json"), "--limit", "300", "--epochs", "1", "--method", "grid",
            "--out", folder.File("run")).Output;

        string[] rows = File.ReadAllLines(folder.File("run/trials.csv"));
        Assert.Equal(5, rows.Length);
        Assert.Contains("cannot take samples of [28, 28, 1]", rows[3]);
        Assert.Contains("the training diverged", rows[2]);
        Assert.Contains("failed", output);
        Assert.Contains("Best: trial 1,", output);
    }

    [Fact]
    public void When_all_trials_fail_the_first_failure_is_told()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), """{"kernel": 31}""");

        Outcome outcome = Command.Run("tune", "lenet5", "--space", folder.File("space.json"), "--limit", "100", "--method", "grid", "--out", folder.File("run"));

        Assert.Equal(1, outcome.ExitCode);
        Command.HasFourParts(outcome.Error);
        Assert.Contains("all 1 trials failed", outcome.Error);
        Assert.Contains("cannot take samples", outcome.Error);
    }

    [Theory]
    [InlineData("--method gird", "there is no method 'gird'", "did you mean 'grid'?")]
    [InlineData("--objective acuracy", "there is no objective 'acuracy'", "did you mean 'accuracy'?")]
    [InlineData("--trials 0", "--trials 0 cannot be used", "a number from 1")]
    [InlineData("--workers 0", "--workers 0 cannot be used", "from 1 to 256")]
    [InlineData("--workers many", "--workers takes a whole number", "hebb tune --help")]
    [InlineData("--validation 0", "--validation 0 cannot be used", "between 0 and 1")]
    [InlineData("--points 1", "--points 1 cannot be used", "from 2 to 1000")]
    [InlineData("--epochs 0", "--epochs 0 cannot be used", "a number from 1")]
    [InlineData("--seed -1", "--seed -1 cannot be used", "zero or more")]
    [InlineData("--limit 0", "--limit 0 cannot be used", "at least one")]
    [InlineData("--threads 0", "--threads 0 cannot be used", "from 1 to 256")]
    [InlineData("--data mnits", "there is no data set and no folder 'mnits'", "did you mean 'mnist'?")]
    [InlineData("--resume --force", "contradict", "to begin anew")]
    [InlineData("--method grid --trials 4", "the grid has 36 points, and 4 trials are allowed", "allow 36 trials")]
    [InlineData("--method hyperband --epochs 9 --trials 4", "the first bracket has 13 trials, and 4 are allowed", "allow 13 trials")]
    public void A_mistake_on_the_command_line_ends_with_2_and_a_message_of_four_parts(string arguments, string what, string fix)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("space.json"), Space);
        Outcome outcome = Command.Run(["tune", "mlp", "--space", folder.File("space.json"), "--out", folder.File("run"), .. arguments.Split(' ')]);

        Assert.True(outcome.ExitCode == 2, outcome.Error);
        Command.HasFourParts(outcome.Error);
        Assert.Contains(what, outcome.Error);
        Assert.Contains(fix, outcome.Error);
    }

    private static int[] Workers(Process search)
    {
        using Process list = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{search.Id}"]) { RedirectStandardOutput = true })!;
        string output = list.StandardOutput.ReadToEnd();
        list.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
    }

    private static Process? Alive(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool Ends(int id)
    {
        using Process? process = Alive(id);
        return process is null || process.WaitForExit(10_000);
    }
}
