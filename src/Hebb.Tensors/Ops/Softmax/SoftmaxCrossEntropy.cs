using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The cross entropy of the softmax of logits with integer labels, row by row: <c>ln(sum of e^logits) - logits[label]</c>. What the
    /// cross-entropy loss is made of.</summary>
    /// <param name="logits">Floating point, <c>[..., classes]</c>.</param>
    /// <param name="labels">Int32 or Int64, <c>[...]</c>, each from 0 to classes - 1.</param>
    /// <remarks>Gradient: <c>(softmax(logits) - onehot(labels)) g</c>.</remarks>
    /// <exception cref="ShapeException">The labels do not have the logits' shape without its last axis.</exception>
    /// <exception cref="DTypeException">The labels are not integers, or the logits not floating point.</exception>
    /// <exception cref="DataException">A label is outside the classes.</exception>
    internal static Tensor SoftmaxCrossEntropy(Tensor logits, Tensor labels) => Op.Apply(SoftmaxCrossEntropyOp.Instance, logits, labels);
}

internal sealed record SoftmaxCrossEntropyOp : Op
{
    internal static readonly SoftmaxCrossEntropyOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        (TensorSpec logits, TensorSpec labels) = (inputs[0], inputs[1]);
        if (!logits.DType.IsFloat())
            throw new DTypeException($"SoftmaxCrossEntropy: the logits are {logits.DType}.", Operands(inputs),
                "pass the outputs of the last Dense layer, as Float32");
        if (labels.DType is not (DType.Int32 or DType.Int64))
            throw new DTypeException($"SoftmaxCrossEntropy: the labels are {labels.DType}, not integers.", Operands(inputs),
                "pass class numbers as Int32 or Int64; convert with Cast(DType.Int32)");
        if (logits.Shape.Rank == 0 || labels.Shape != logits.Shape[..^1])
            throw new ShapeException($"SoftmaxCrossEntropy: the labels' shape {labels.Shape} is not that of the logits {logits.Shape} without its last axis.",
                Operands(inputs), logits.Shape.Rank == 0 ? "give the logits an axis of classes"
                    : $"pass labels of shape {logits.Shape[..^1]}, one class number for each row of logits");
        outputs.Add(labels.Shape, logits.DType);
    }

    private static string Operands(ReadOnlySpan<TensorSpec> inputs) => $"logits {inputs[0]}   labels {inputs[1]}";

    protected internal override void Forward(in ForwardContext c)
    {
        int classes = c.Input(0).Shape[^1];
        RefuseForeign(c.Input(1), classes);
        SoftmaxCrossEntropy.Forward(c.Input(0), c.Input(1), c.Output, c.Output.Count, classes);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, Apply(SoftmaxCrossEntropyGradientOp.Instance, c.Input(0), c.Input(1), c.OutputGradient));

    private static void RefuseForeign(View labels, int classes)
    {
        if (labels.DType == DType.Int32)
        {
            ReadOnlySpan<int> values = labels.AsSpan<int>();
            for (int i = 0; i < values.Length; i++)
                if ((uint)values[i] >= (uint)classes) throw Foreign(labels, i, values[i], classes);
        }
        else
        {
            ReadOnlySpan<long> values = labels.AsSpan<long>();
            for (int i = 0; i < values.Length; i++)
                if ((ulong)values[i] >= (ulong)classes) throw Foreign(labels, i, values[i], classes);
        }
    }

    // In the name of the loss, which alone is made of this op.
    private static DataException Foreign(View labels, int position, long label, int classes) =>
        new($"CrossEntropy: label {label} is outside the {classes} classes.",
            $"labels {labels.DType} {labels.Shape}   label number {position} is {label}   classes {classes}",
            label is < 0 or 255 ? $"use labels from 0 to {classes - 1}; where {label} marks what is to be left out, set IgnoredLabel = {label}"
            : label == classes ? $"count classes from 0 (labels - 1 of labels from 1 to {classes}), or give the last layer more units"
            : $"use labels from 0 to {classes - 1}, or give the last layer more units");
}

/// <summary>(softmax(logits) - onehot(labels)) g, in one pass; differentiable by the logits and by g.</summary>
internal sealed record SoftmaxCrossEntropyGradientOp : Op
{
    internal static readonly SoftmaxCrossEntropyGradientOp Instance = new();

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c) =>
        SoftmaxCrossEntropy.Gradient(c.Input(0), c.Input(1), c.Input(2), c.Output, c.Input(2).Count, c.Output.Shape[^1]);

    public override void Vjp(in VjpContext c)
    {
        (Tensor logits, Tensor labels, Tensor g) = (c.Input(0), c.Input(1), c.Input(2));
        if (c.Needs(0))
        {
            Tensor p = logits.Softmax(), along = p * c.OutputGradient;
            c.Add(0, (along - p * along.Sum(-1, keepDims: true)) * g.Reshape([.. g.Shape, 1]));
        }
        if (c.Needs(2)) c.Add(2, (Apply(Instance, logits, labels, Tensor.Ones(g.Shape, g.DType)) * c.OutputGradient).Sum(-1));
    }
}
