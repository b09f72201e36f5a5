using System.CommandLine;

namespace Hebb.Cli;

/// <summary><c>hebb data</c></summary>
internal static class DataCommand
{
    private const int DefaultSamples = 10;

    public static Command Create()
    {
        Command list = new("list", "Say which data sets there are, and where their files are.");
        list.SetAction(static _ => List());

        Argument<string> fetched = Name("a data set with files: mnist, fashion-mnist");
        const string Where = "where to put the files; by default in the user's cache, where --data finds them";
        Option<string?> folder = new("--to") { Description = Where, HelpName = "FOLDER" };
        ExampleCommand fetch = new("fetch", "Fetch the files of a data set.", "hebb data fetch mnist") { fetched, folder };
        fetch.SetAction(parsed => Fetch(parsed.GetValue(fetched)!, parsed.GetValue(folder)));

        Argument<string> shown = Name("glyphs, mnist, fashion-mnist, or a folder");
        Option<int?> count = Settings.Whole("--count", $"how many samples [default: {DefaultSamples}]");
        ExampleCommand show = new("show", "Draw samples of a data set in the terminal.", "hebb data show glyphs --count 20") { shown, count };
        show.SetAction(parsed => Show(parsed.GetValue(shown)!, parsed.GetValue(count) ?? DefaultSamples));

        return new("data", "List, fetch and look at data sets.") { list, fetch, show };
    }

    private static Argument<string> Name(string description)
    {
        Argument<string> name = new("name") { HelpName = "NAME", Description = description };
        name.CompletionSources.Add([.. DataSource.Known.Select(static known => known.Name)]);
        return name;
    }

    private static int List()
    {
        int width = DataSource.Known.Max(static known => known.Name.Length);
        foreach ((string name, string description) in DataSource.Known)
        {
            Console.Out.WriteLine($"{name.PadRight(width)}  {description}");
            if (DataSource.Files(name) is { } files) Console.Out.WriteLine($"{"".PadRight(width)}  {Place(name, files)}");
        }
        Console.Out.WriteLine();
        Console.Out.WriteLine("Any folder with MNIST's four IDX files, or with one sub-folder of PNG images per class, is a data set too: --data FOLDER.");
        return 0;
    }

    private static string Place(string name, IdxCollection files) => files.UsualFolders().FirstOrDefault(IdxCollection.IsIn) is { } folder ? $"in {folder}"
        : $"not on this machine; fetch it with: {Invocation.Of($"data fetch {name}")}";

    private static int Fetch(string name, string? folder)
    {
        if (name == "glyphs")
        {
            Console.Out.WriteLine("glyphs are drawn when they are needed: there is nothing to fetch.");
            return 0;
        }
        IEnumerable<string> names = DataSource.Known.Where(static known => DataSource.Files(known.Name) is not null).Select(static known => known.Name);
        IdxCollection files = DataSource.Files(name)
            ?? throw CommandLineError.At("argument NAME", $"there is no data set '{name}' to fetch.", $"name '{name}'",
                $"use one of {string.Join(", ", names)}{Spelling.Hint(name, names)}");
        if (folder is not null) OutputFolder.Make(folder, "--to");
        string place = files.DownloadAsync(folder ?? files.CacheFolder(), null, default).GetAwaiter().GetResult();
        Console.Out.WriteLine($"{name} is in {place}.");
        Console.Out.WriteLine($"Next: {Invocation.Of($"train lenet5 --data {(folder is null ? name : Invocation.Quote(folder))}")}");
        return 0;
    }

    private static int Show(string name, int count)
    {
        Settings.Require(count is >= 1 and <= 1000, "--count", count, "a number from 1 to 1000");
        DataSource.Require(name, "argument NAME");
        (Dataset data, _) = DataSource.Load(name, name == "glyphs" ? count : null);
        string classes = string.Join(", ", data.ClassNames);
        Console.Out.WriteLine($"{name}: {Figures.Count(data.Count)} samples to train on, {data.InputShape}, {data.Classes} classes: {classes}");
        Drawing.Write(data, Math.Min(count, data.Count), Math.Min(Terminal.Width, 160));
        return 0;
    }
}
