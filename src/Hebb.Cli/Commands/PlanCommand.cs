using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb plan</c></summary>
internal static class PlanCommand
{
    private const int DigitClasses = 10;
    private const int MostSamples = 65_536;
    private const int Replays = 30;

    public static Command Create()
    {
        Argument<string> recipe = new("recipe") { HelpName = "RECIPE", Description = $"whose training step: {string.Join(", ", Recipe.Names)}" };
        recipe.CompletionSources.Add([.. Recipe.Names]);
        Option<int?> batch = Settings.Whole("--batch", "samples per step [default: 128]");
        Option<bool> profile = new("--profile") { Description = $"run the step {Replays} times and show what each instruction takes" };
        Option<int?> threads = Settings.Threads();
        ExampleCommand command = new("plan",
            "Show what a training step does: its instructions, their shapes, memory and work, and with --profile their time. "
            + "A recipe is shown for images of 28 x 28 grey pixels and ten classes.",
            "hebb plan lenet5",
            "hebb plan mlp --batch 32 --profile")
        {
            recipe, batch, profile, threads,
        };
        command.SetAction(parsed => Run(Recipe.Find(parsed.GetValue(recipe)!), parsed.GetValue(batch) ?? 128, parsed.GetValue(profile),
            parsed.GetValue(threads)));
        return command;
    }

    private static int Run(Recipe recipe, int batch, bool profile, int? threads)
    {
        Settings.Require(batch is >= 1 and <= MostSamples, "--batch", batch, $"a number from 1 to {Figures.Count(MostSamples)}; 128 is the default");
        Settings.Apply(threads);
        // What the samples show does not matter: a step does the same with any.
        Dataset samples = Dataset.From(Tensor.Uniform([batch, 28, 28, 1], 0, 255, seed: 1), Tensor.Zeros([batch], DType.Int32),
            [.. Enumerable.Range(0, DigitClasses).Select(static digit => Figures.Count(digit))]);
        Trainer trainer = new(recipe.Build([28, 28, 1], DigitClasses, 0))
        {
            Optimizer = new Adam { Schedule = new CosineDecay() },
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
        };
        PlanSummary plan = trainer.Explain(samples, batch, profile ? Replays : 0);
        Console.Out.WriteLine($"a training step of '{recipe.Name}' with {Figures.Number(batch, "sample")}, by Adam, on "
            + Figures.Number(Parallelism.Threads, "thread"));
        Console.Out.WriteLine(plan);
        return 0;
    }
}
