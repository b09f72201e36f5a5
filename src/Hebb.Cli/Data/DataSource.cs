namespace Hebb.Cli;

/// <summary>What <c>--data</c> can name.</summary>
internal static class DataSource
{
    private const ulong Seed = 1;   // of glyphs, and of the samples that --limit leaves

    /// <summary>The names; anything else is a folder.</summary>
    public static IReadOnlyList<(string Name, string Description)> Known { get; } =
    [
        ("glyphs", "digits drawn from strokes, always at hand"),
        ("mnist", "handwritten digits (LeCun et al. 1998)"),
        ("fashion-mnist", "clothes in the form of MNIST (Xiao et al. 2017)"),
    ];

    private static IEnumerable<string> Names => Known.Select(static known => known.Name);

    /// <summary>The files of a data set that has any; null for others.</summary>
    public static IdxCollection? Files(string name) => name switch
    {
        "mnist" => Mnist.Collection,
        "fashion-mnist" => FashionMnist.Collection,
        _ => null,
    };

    /// <summary>What tells data from others: the name, or where the folder is.</summary>
    public static string FullName(string name) => Names.Contains(name) ? name : Path.TrimEndingDirectorySeparator(Path.GetFullPath(name));

    /// <summary>A sample of data that take long to make, to see early whether they fit; null for those in files.</summary>
    public static Dataset? Glimpse(string name) => name == "glyphs" ? Glyphs.Generate(Seed, 1, 1).Train : null;

    /// <summary>Refuses what is neither a name nor a folder, and a name whose files are not on this machine.</summary>
    /// <param name="name">A name, or a folder.</param>
    /// <param name="place">Where on the command line it stands.</param>
    /// <exception cref="OptionException">It is neither, or there are no files.</exception>
    public static void Require(string name, string place = "option --data")
    {
        if (Files(name) is { } files && !files.UsualFolders().Any(IdxCollection.IsIn))
        {
            string home = Environment.GetEnvironmentVariable("HEBB_DATA") is { Length: > 0 } ? "" : "; HEBB_DATA is not set";
            throw CommandLineError.At(place, $"the data set '{name}' is not on this machine.",
                $"looked in {string.Join(" and ", files.UsualFolders().Select(static folder => $"'{folder}'"))}{home}",
                $"fetch it with: {Invocation.Of($"data fetch {name}")}; or let the environment variable HEBB_DATA name the folder in which '{name}' lies");
        }
        if (Names.Contains(name) || Directory.Exists(name)) return;
        string what = File.Exists(name) ? $"'{name}' is a file, not a folder of data." : $"there is no data set and no folder '{name}'.";
        throw CommandLineError.At(place, what, $"data '{name}'",
            $"use {string.Join(", ", Names)}, or a folder that exists{Spelling.Hint(name, Names)}");
    }

    /// <summary>The training and the test set of a name or a folder.</summary>
    /// <param name="name">A name, or a folder.</param>
    /// <param name="limit">Use only so many training samples, and a sixth of that for testing; all when null.</param>
    /// <exception cref="DataException">The files are missing, damaged, or too few.</exception>
    public static (Dataset Train, Dataset Test) Load(string name, int? limit = null)
    {
        Require(name);
        if (limit is not { } count) return LoadAll(name);
        int tests = Math.Max(1, count / 6);
        if (name == "glyphs") return Glyphs.Generate(Seed, Math.Min(count, 60_000), Math.Min(tests, 10_000));
        (Dataset train, Dataset test) = LoadAll(name);
        return (Some(train, count), Some(test, tests));
    }

    /// <summary>Refuses data that no classifier can learn from.</summary>
    public static void RequireClasses(Dataset data, string name)
    {
        if (data.Classes > 1) return;
        DataException error = new("hebb: a classifier needs at least two classes.", $"classes {string.Join(", ", data.ClassNames)}",
            "make a sub-folder of images for each class");
        error.Within($"data '{name}'");
        throw error;
    }

    private static (Dataset Train, Dataset Test) LoadAll(string name)
    {
        try
        {
            return name switch
            {
                "glyphs" => Glyphs.Generate(Seed),
                "mnist" => Mnist.Load(),
                "fashion-mnist" => FashionMnist.Load(),
                _ => DataFolder.Load(name),
            };
        }
        catch (OptionException e)
        {
            // Nobody chose the fraction that is held out to test with: what is wrong is that the folder has too few files.
            DataException error = new("hebb: there are too few samples to hold some out for the test.", e.Values,
                "put at least ten images into the folder, or sub-folders 'train' and 'test'", e);
            error.Within($"folder '{name}'");
            throw error;
        }
    }

    /// <summary>What is to be said of the pictures in a folder that were not read; null when there are none.</summary>
    public static string? PassedOver(string name)
    {
        if (Names.Contains(name) || IdxCollection.IsIn(name)) return null;
        EnumerationOptions classes = new() { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true };   // train/cat
        string[] others = [.. Directory.EnumerateFiles(name, "*", classes).Where(IsOtherPicture).Order(StringComparer.Ordinal)];
        return others.Length == 0 ? null : $"{Figures.Number(others.Length, "picture")} passed over, for only PNG is read: '{others[0]}'"
            + (others.Length > 1 ? " and others" : "");
    }

    private static bool IsOtherPicture(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".gif" or ".bmp" or ".webp" or ".tif" or ".tiff";

    // A folder lists one class after the other, so the first samples would be of one class.
    private static Dataset Some(Dataset data, int count) => count >= data.Count ? data : data.Shuffle(Seed).Take(count);
}
