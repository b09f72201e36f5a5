namespace Hebb.Training.Tests;

/// <summary>A small run with everything that has a memory: dropout, batch normalization, metrics, a schedule, clipping, early stopping.</summary>
internal static class Small
{
    /// <summary>Rows of six numbers whose class is the largest of the first three.</summary>
    public static Dataset Data(int count = 50, int seed = 1)
    {
        float[] x = Tensor.Normal([count, 6], seed: seed).ToArray<float>();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
            for (int c = 1; c < 3; c++)
                if (x[(6 * i) + c] > x[(6 * i) + labels[i]]) labels[i] = c;
        return Dataset.From(Tensor.From(x, [count, 6]), labels, ["a", "b", "c"]);
    }

    public static Sequential Model(ulong seed = 3) => new([6], "small", seed) { new Dense(16, Activation.Relu), new BatchNormalization(), new Dropout(0.3),
        new Dense(3) };

    public static Trainer Trainer(Model? model = null, params Callback[] callbacks) => Trainer(eager: false, model, callbacks);

    /// <summary>The same, op by op or by plan.</summary>
    public static Trainer Trainer(bool eager, Model? model = null, params Callback[] callbacks) => new(model ?? Model())
    {
        Eager = eager,
        Optimizer = new Adam(0.02) { Schedule = new CosineDecay() },
        Loss = new CrossEntropy(),
        Metrics = [new Accuracy()],
        Clipping = GradientClipping.ByGlobalNorm(1),
        Callbacks = callbacks,
        Seed = 5,
    };

    /// <summary>The history without the seconds, which no two runs share.</summary>
    public static string WithoutSeconds(History history) =>
        string.Join('\n', history.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.LastIndexOf(',')]));
}
