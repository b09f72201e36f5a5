namespace Hebb.Training.Tests.Diagnosis;

/// <summary>Small tables, drawn from a seed.</summary>
internal static class Tables
{
    /// <summary>Three clouds of rows of six numbers.</summary>
    public static Dataset Blobs(int count = 300, double spread = 1, int seed = 1)
    {
        float[] noise = Tensor.Normal([count, 6], seed: seed).ToArray<float>();
        float[,] centres = { { 1.5f, 0, -1, 0.5f, 0, 0 }, { -1.5f, 1, 0, 0, 0.5f, 0 }, { 0, -1, 1, -0.5f, 0, 0.5f } };
        for (int i = 0; i < noise.Length; i++) noise[i] = (float)(0.6 * spread * noise[i]) + centres[i / 6 % 3, i % 6];
        return Dataset.From(Tensor.From(noise, [count, 6]), [.. Enumerable.Range(0, count).Select(static i => i % 3)]);
    }

    /// <summary>A disc within a ring: what no line can part.</summary>
    public static Dataset Rings(int count = 400)
    {
        float[] noise = Tensor.Normal([count, 2], seed: 4).ToArray<float>();
        int[] labels = [.. Enumerable.Range(0, count).Select(static i => i % 2)];
        float[] x = new float[2 * count];
        for (int i = 0; i < count; i++)
        {
            double angle = 2 * Math.PI * i / count * 7;
            for (int k = 0; k < 2; k++)
                x[(2 * i) + k] = (float)((labels[i] == 0 ? 0.3 : 1.3) * (k == 0 ? Math.Cos(angle) : Math.Sin(angle))) + (0.1f * noise[(2 * i) + k]);
        }
        return Dataset.From(Tensor.From(x, [count, 2]), labels);
    }

    /// <summary>A number that rows of six numbers give, with some noise.</summary>
    public static Dataset Line(int count = 300)
    {
        Tensor x = Tensor.Normal([count, 6], seed: 8), noise = Tensor.Normal([count, 1], seed: 9);
        return Dataset.From(x, (x.MatMul(Tensor.From([1f, -2f, 0.5f, 0f, 1f, 3f], [6, 1])) + noise * 0.3).Detach());
    }

    /// <summary>The same inputs, times a factor.</summary>
    public static Dataset Scaled(Dataset data, float factor)
    {
        Batch all = data.Batches(data.Count).First();
        return Dataset.From((all.Inputs * factor).Detach(), all.Labels.ToArray<int>());
    }

    /// <summary>The same inputs, with the class as a number.</summary>
    public static Dataset AsNumbers(Dataset data)
    {
        Batch all = data.Batches(data.Count).First();
        return Dataset.From(all.Inputs, all.Labels.Cast(DType.Float32).Reshape(data.Count, 1).Detach());
    }

    /// <summary>The same inputs, with the labels of others: for all samples, or every so many.</summary>
    public static Dataset Shuffled(Dataset data, int every = 1)
    {
        Batch all = data.Batches(data.Count).First();
        int[] labels = all.Labels.ToArray<int>();
        float[] drawn = Tensor.Uniform([labels.Length], seed: 12).ToArray<float>();
        for (int i = 0; i < labels.Length; i += every) labels[i] = (int)(3 * drawn[i]);
        return Dataset.From(all.Inputs, labels);
    }

    /// <summary>Two layers for three classes.</summary>
    public static Sequential Net(int units = 16) => new([6], "net", 3) { new Dense(units, Activation.Relu), new Dense(3) };
}
