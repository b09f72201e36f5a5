namespace Hebb.Cli;

/// <summary>A step of a network like the recipe's, on nothing, while another thread still reads the data: most of the time of a first step is the runtime's,
/// which compiles code as it is first run.</summary>
internal static class WarmUp
{
    private const int LargestBatch = 256;   // larger ones run the same code

    /// <summary>Takes the step, where there is a core to spare for it.</summary>
    public static void Run(Recipe recipe, int batch)
    {
        if (Environment.ProcessorCount == 1) return;
        int samples = Math.Min(batch, LargestBatch);
        Dataset nothing = Dataset.From(Tensor.Zeros([samples, 28, 28, 1], DType.UInt8), new int[samples], Digits.Names);
        Trainer trainer = new(recipe.Build(nothing.InputShape, nothing.Classes, 0))
        {
            Optimizer = new Adam(),
            Loss = new CrossEntropy(),
            Metrics = [new Accuracy()],
        };
        trainer.Fit(nothing, epochs: 1, samples);
    }
}
