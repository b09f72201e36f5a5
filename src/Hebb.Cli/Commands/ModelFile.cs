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
        throw new DataException($"hebb: the classes of the data are not those of the model '{model.Name}'.",
            $"model {string.Join(", ", known)}   data {name} {string.Join(", ", data.ClassNames)}",
            "evaluate on data of the classes that the model was trained for");
    }
}
