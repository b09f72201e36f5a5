using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb summary</c></summary>
internal static class SummaryCommand
{
    private const int DigitClasses = 10;

    public static Command Create()
    {
        string names = string.Join(", ", Recipe.Names);
        Argument<string> what = new("recipe|model") { HelpName = "RECIPE|MODEL", Description = $"{names}, or a model.hebb that hebb train wrote" };
        what.CompletionSources.Add([.. Recipe.Names]);
        ExampleCommand command = new("summary",
            "Show the layers of a network: shapes, parameters, work and memory. A recipe is shown for images of 28 x 28 grey pixels and ten classes.",
            "hebb summary lenet5",
            "hebb summary runs/lenet5/model.hebb")
        {
            what,
        };
        command.SetAction(parsed => Run(parsed.GetValue(what)!));
        return command;
    }

    private static int Run(string what)
    {
        Recipe? recipe = Recipe.All.FirstOrDefault(known => known.Name == what);
        if (recipe is null && !Path.Exists(what))
            throw CommandLineError.At("argument RECIPE|MODEL", $"there is no recipe and no file '{what}'.", $"summary of '{what}'",
                $"use one of {string.Join(", ", Recipe.Names)}, or a model.hebb that exists{Spelling.Hint(what, Recipe.Names)}");
        Model model = recipe?.Build([28, 28, 1], DigitClasses, 0) ?? Model.Load(what);
        Console.Out.WriteLine(model.Summary());
        return 0;
    }
}
