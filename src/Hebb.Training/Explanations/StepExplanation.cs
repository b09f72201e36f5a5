using System.Globalization;
using System.Text;

namespace Hebb;

/// <summary>A training step, number by number: <see cref="Trainer.ExplainStep"/> makes one.</summary>
/// <remarks>Printed for a single sample, every unit has a number: first the inputs, then the units of each layer. Unit j with the inputs i has the net input
/// <c>I_j = sum of w_ij O_i + θ_j</c>, the output <c>O_j = f(I_j)</c> and the error term <c>Err_j = -dL/dI_j</c>, which of a sigmoid unit and half the squared
/// error is <c>O_j (1 - O_j) (T - O_j)</c>, and <c>O_j (1 - O_j) sum of Err_k w_jk</c> in a hidden layer; plain gradient descent then does
/// <c>w_ij += α Err_j O_i</c> and <c>θ_j += α Err_j</c>. Several samples are printed as matrices: Z, A, dZ, dW, db. (A037 to A040.)</remarks>
public sealed class StepExplanation
{
    private const int MostUnits = 100;   // a page
    private const int MostDecimals = 99;

    internal StepExplanation(double learningRate, double loss, Tensor labels, IReadOnlyList<LayerStep> layers) =>
        (LearningRate, Loss, Labels, Layers) = (learningRate, loss, labels, layers);

    /// <summary>The learning rate α of the step.</summary>
    public double LearningRate { get; }

    /// <summary>The loss before the step.</summary>
    public double Loss { get; }

    /// <summary>The truth T.</summary>
    public Tensor Labels { get; }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<LayerStep> Layers { get; }

    /// <summary>The step with nine decimals.</summary>
    public override string ToString() => ToString(9);

    /// <summary>The step with this many decimals.</summary>
    /// <exception cref="OptionException">The number is less than 0 or more than 99.</exception>
    public string ToString(int decimals)
    {
        if (decimals is < 0 or > MostDecimals)
            throw new OptionException(string.Create(CultureInfo.InvariantCulture, $"StepExplanation: the number of decimals is {decimals}."),
                string.Create(CultureInfo.InvariantCulture, $"decimals {decimals}"), $"use a number from 0 to {MostDecimals}; 9 is the default");
        string format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"loss {Number(Loss, format)}, learning rate {LearningRate}\n");
        bool byUnits = Layers.All(static layer => layer.Activation is not null) && Layers[0].Input is { Rank: 2 } input && input.Shape[0] == 1
            && Layers[0].Input.Count + Layers.Sum(static layer => layer.Output.Count) <= MostUnits;
        if (byUnits) PrintUnits(text, format);
        else PrintMatrices(text);
        return text.ToString().TrimEnd('\n');
    }

    private void PrintUnits(StringBuilder text, string format)
    {
        int[] first = new int[Layers.Count + 1];   // the number of each layer's first input
        first[0] = 1;
        for (int l = 0; l < Layers.Count; l++) first[l + 1] = first[l] + (int)Layers[l].Input.Count;
        string between = first[^1] + Layers[^1].Output.Count > 10 ? "," : "";   // w15, but w1,15

        double[] inputs = Values(Layers[0].Input);
        text.Append("inputs   ").AppendJoin("  ", inputs.Select((x, i) => string.Create(CultureInfo.InvariantCulture, $"x{i + 1} = {x:0.######}"))).Append('\n');
        text.Append("forward  net inputs I and outputs O\n");
        for (int l = 0; l < Layers.Count; l++)
        {
            double[] net = Values(Layers[l].NetInput), output = Values(Layers[l].Output);
            for (int j = 0; j < net.Length; j++)
                text.Append(CultureInfo.InvariantCulture, $"  I{first[l + 1] + j} = {Number(net[j], format)}   O{first[l + 1] + j} = {Number(output[j], format)}")
                    .Append(CultureInfo.InvariantCulture, $"   ({Layers[l].Activation})\n");
        }
        if (Labels.Count == Layers[^1].Output.Count)
        {
            double[] output = Values(Layers[^1].Output), truth = Values(Labels);
            for (int k = 0; k < truth.Length; k++)
                text.Append(CultureInfo.InvariantCulture, $"  T - O{first[^1] + k} = {Number(truth[k] - output[k], format)}\n");
        }
        text.Append("backward error terms Err = -dL/dI\n");
        for (int l = Layers.Count - 1; l >= 0; l--)
        {
            double[] gradient = Values(Layers[l].NetGradient);
            for (int j = gradient.Length - 1; j >= 0; j--)
                text.Append(CultureInfo.InvariantCulture, $"  Err{first[l + 1] + j} = {Number(0 - gradient[j], format)}\n");
        }
        text.Append("update   old and new weights w and biases θ\n");
        for (int l = 0; l < Layers.Count; l++) PrintWeights(text, Layers[l], first[l], first[l + 1], between, format);
    }

    private static void PrintWeights(StringBuilder text, LayerStep layer, int from, int to, string between, string format)
    {
        int units = (int)layer.Output.Count;
        (double[] before, double[] after) = (Values(layer.Kernel!.Before), Values(layer.Kernel.After));
        for (int n = 0; n < before.Length; n++)
            text.Append(CultureInfo.InvariantCulture, $"  w{from + (n / units)}{between}{to + (n % units)}: {Number(before[n], format)} -> {Number(after[n], format)}\n");
        if (layer.Bias is null) return;
        (before, after) = (Values(layer.Bias.Before), Values(layer.Bias.After));
        for (int j = 0; j < units; j++)
            text.Append(CultureInfo.InvariantCulture, $"  θ{to + j}: {Number(before[j], format)} -> {Number(after[j], format)}\n");
    }

    private void PrintMatrices(StringBuilder text)
    {
        foreach (LayerStep layer in Layers)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n'{layer.Name}' {layer.Description}\n");
            if (layer.Kernel is not null) text.Append(CultureInfo.InvariantCulture, $"Z = X W + b: {layer.NetInput}\n");
            text.Append(CultureInfo.InvariantCulture, $"A: {layer.Output}\ndZ: {layer.NetGradient}\n");
            if (layer.Kernel is not null) text.Append(CultureInfo.InvariantCulture, $"dW = X^T dZ: {layer.Kernel.Gradient}\nnew W: {layer.Kernel.After}\n");
            if (layer.Bias is not null) text.Append(CultureInfo.InvariantCulture, $"db: {layer.Bias.Gradient}\nnew b: {layer.Bias.After}\n");
        }
    }

    private static double[] Values(Tensor tensor) => tensor.Cast(DType.Float64).ToArray<double>();

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
