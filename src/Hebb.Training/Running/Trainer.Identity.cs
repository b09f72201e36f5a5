using System.Globalization;

namespace Hebb;

public partial class Trainer
{
    // Records print their numbers as the current culture does, those of users too; a run begun in one may go on in another.
    private RunIdentity Identify(Dataset data, Dataset? validation, int batch, double[] rates)
    {
        CultureInfo here = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Identity(data, validation, batch, rates);
        }
        finally
        {
            CultureInfo.CurrentCulture = here;
        }
    }

    // All that makes the run what it is but its length, which may grow, and the contents of model and data, which are not looked at.
    private RunIdentity Identity(Dataset data, Dataset? validation, int batch, double[] rates)
    {
        RunIdentity run = new()
        {
            ["samples"] = Text(data.Count),
            ["sample weights"] = data.HasWeights ? "yes" : "no",
            ["validation samples"] = Text(validation?.Count ?? 0),
            ["validation weights"] = validation is { HasWeights: true } ? "yes" : "no",
            ["batch"] = Text(batch),
            ["batches per step"] = Text(AccumulationSteps),
            ["seed"] = Text(Seed),
            ["clipping"] = Clipping?.ToString() ?? "none",
            ["loss"] = Loss.Name,
        };
        run.Add("loss", Loss.Options());
        for (int i = 0; i < rates.Length; i++)
        {
            string name = rates.Length == 1 ? "optimizer" : $"optimizer {i + 1}";
            run[name] = Optimizers[i].GetType().Name;
            run[$"{name} learningRate"] = Text(rates[i]);
            run.Add(name, Optimizers[i].Options(Model.Weights.OfType<Parameter>()));
        }
        int number = 0;   // names may come twice in a model of models
        foreach (Module module in Model.Descendants().Skip(1)) run[$"layer {++number} {module.Name}"] = module.ToString()!;
        return run;
    }

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
