namespace Hebb.Cli;

/// <summary>Saved models, and whether they fit what they are used on.</summary>
internal static class ModelFile
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="OptionException">There is no such file.</exception>
    /// <exception cref="DataException">The file is damaged, or its model is no classifier.</exception>
    public static Model LoadClassifier(string path)
    {
        Model model = Model.Load(path);
        if (model.Inputs.Count == 1 && model.Outputs.Count == 1 && model.Outputs[0].Rank == 2 && model.Outputs[0].Shape[^1] > 1) return model;
        throw new DataException($"hebb: the model '{model.Name}' is no classifier with one input.",
            $"file {path}, {model.Inputs.Count} inputs, outputs {string.Join(", ", model.Outputs.Select(static output => output.Shape.ToString()))}",
            "name a model whose one output has a value for each class");
    }

    private const int MostNames = 12;   // in a message
    private const string Training = "training.json";   // an asset of models that this program has trained

    /// <summary>Notes in the model what data it is trained on.</summary>
    public static void NoteData(Model model, string name) => model.Assets[Training] = StrictJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("data", DataSource.FullName(name));
        json.WriteEndObject();
    });

    /// <summary>The data that the model was trained on; null where it does not say.</summary>
    /// <exception cref="DataException">What it says cannot be read.</exception>
    public static string? Data(Model model)
    {
        const string Subject = "Load: what the model was trained on";
        try
        {
            return model.Assets.TryGetValue(Training, out byte[]? text)
                ? StrictJson.Text(StrictJson.Object(StrictJson.Parse(text, Subject), Subject, "data")[0], Subject) : null;
        }
        catch (DataException e) when (e.Within($"entry 'assets/{Training}' of the model '{model.Name}'"))
        {
            throw;
        }
    }

    /// <summary>True for a model that ends in a softmax; others, such as the recipes', give logits.</summary>
    public static bool GivesProbabilities(Model model) => Activation.Softmax().Equals(model.Ending);

    /// <summary>What the model calls its classes; their numbers if it does not say.</summary>
    public static IReadOnlyList<string> Classes(Model model) =>
        model.ClassNames ?? [.. Enumerable.Range(0, model.Outputs[0].Shape[^1]).Select(static number => Figures.Count(number))];

    /// <summary>Refuses data whose classes are not the model's.</summary>
    /// <exception cref="DataException">They are others.</exception>
    public static void RequireSameClasses(Model model, Dataset data, string name)
    {
        IReadOnlyList<string> known = Classes(model);
        bool areNumbers = data.ClassNames.Index().All(static pair => pair.Item == Figures.Count(pair.Index));   // what IDX files have: no names
        if (known.Count == data.Classes && (areNumbers || known.SequenceEqual(data.ClassNames))) return;
        string outputs = model.ClassNames is null ? $"{Figures.Number(known.Count, "output")} without names" : Enumerate(known);
        throw new DataException($"hebb: the classes of the data are not those of the model '{model.Name}'.",
            $"model {outputs}   data {name} {Enumerate(data.ClassNames)}", "evaluate a classifier, on data of the classes that it was trained for");
    }

    /// <summary>Refuses data whose samples the model cannot take.</summary>
    /// <exception cref="DataException">They are of another shape.</exception>
    public static void RequireSameShape(Model model, Dataset data, string name)
    {
        Shape expected = model.Inputs[0].Shape[1..];
        if (data.InputShape == expected) return;
        throw new DataException($"hebb: the samples of the data are not of the shape that the model '{model.Name}' takes.",
            $"model {expected}   data {name} {data.InputShape}", "evaluate on data like those that the model was trained on");
    }

    private static string Enumerate(IReadOnlyList<string> names) =>
        names.Count <= MostNames ? string.Join(", ", names) : $"{string.Join(", ", names.Take(MostNames))} and {Figures.Count(names.Count - MostNames)} more";
}
