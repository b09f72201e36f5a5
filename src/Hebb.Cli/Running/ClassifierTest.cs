namespace Hebb.Cli;

/// <summary>How a classifier does on data it was not trained on.</summary>
/// <param name="Loss">The mean loss.</param>
/// <param name="Accuracy">The share that was taken for the right class.</param>
/// <param name="Confusion">Which class was taken for which.</param>
/// <param name="Samples">How many there were.</param>
internal sealed record ClassifierTest(double Loss, double Accuracy, ConfusionMatrix Confusion, int Samples)
{
    /// <summary>Runs the model over the data.</summary>
    public static ClassifierTest Run(Model model, Dataset data, Loss loss, IReadOnlyList<string> classes)
    {
        ConfusionMatrix confusion = new(data.Classes) { ClassNames = classes };
        Trainer trainer = new(model) { Optimizer = new Sgd(), Loss = loss, Metrics = [new Accuracy(), confusion] };
        Evaluation evaluation = trainer.Evaluate(data);
        return new(evaluation.Loss, evaluation["accuracy"], confusion, data.Count);
    }
}
