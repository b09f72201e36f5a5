using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb summary</c></summary>
internal static class SummaryCommand
{
    private const int DigitClasses = 10;
    private const int MostSamples = 65_536;

    public static Command Create()
    {
        string names = string.Join(", ", Recipe.Names);
        Argument<string> what = new("recipe|model") { HelpName = "RECIPE|MODEL", Description = $"{names}, or a model.hebb that hebb train wrote" };
        what.CompletionSources.Add([.. Recipe.Names]);
        Option<int?> batch = Settings.Whole("--batch", "predict the memory and the time of training with so many samples per step, by Adam");
        Option<int?> threads = Settings.Threads();
        ExampleCommand command = new("summary",
            "Show the layers of a network: shapes, parameters, work and memory; with --batch also the memory and the time that training takes. "
            + "A recipe is shown for images of 28 x 28 grey pixels and ten classes.",
            "hebb summary lenet5 --batch 128",
            "hebb summary runs/lenet5/model.hebb")
        {
            what, batch, threads,
        };
        command.SetAction(parsed => Run(parsed.GetValue(what)!, parsed.GetValue(batch), parsed.GetValue(threads)));
        return command;
    }

    private static int Run(string what, int? batch, int? threads)
    {
        Settings.Require(batch is null or (>= 1 and <= MostSamples), "--batch", batch ?? 0, $"a number from 1 to {Figures.Count(MostSamples)}; 128 is usual");
        Settings.Apply(threads);
        Recipe? recipe = Recipe.All.FirstOrDefault(known => known.Name == what);
        if (recipe is null && !Path.Exists(what))
            throw CommandLineError.At("argument RECIPE|MODEL", $"there is no recipe and no file '{what}'.", $"summary of '{what}'",
                $"use one of {string.Join(", ", Recipe.Names)}, or a model.hebb that exists{Spelling.Hint(what, Recipe.Names)}");
        Model model = recipe?.Build([28, 28, 1], DigitClasses, 0) ?? Model.Load(what);
        Console.Out.WriteLine(batch is { } samples ? model.Summary(samples) : (object)model.Summary());
        return 0;
    }
}
