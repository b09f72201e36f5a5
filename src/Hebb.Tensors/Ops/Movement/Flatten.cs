namespace Hebb;

public partial class Tensor
{
    /// <summary>Merges axis <paramref name="from"/> and all after it into one: <c>[32, 28, 28, 1]</c> becomes <c>[32, 784]</c>. Costs nothing: the memory is
    /// shared. Gradient: unmerged.</summary>
    /// <param name="from">The first axis to merge; 1, the default, keeps the batch axis. 0 makes a vector of everything.</param>
    /// <example><code>Tensor y = Tensor.Zeros([32, 28, 28, 1]).Flatten();   // [32, 784]</code></example>
    public Tensor Flatten(int from = 1)
    {
        int first = from < 0 ? from + Rank : from;
        if (first < 0 || first > Rank)
            throw new ShapeException($"Flatten: there is no axis {from} to begin at in a tensor of {Rank} axes.", $"input {Shape}",
                Rank == 0 ? "use Flatten(0), or give the number an axis with ExpandDims(0)" : $"use an axis from {-Rank} to {Rank}");
        return Op.Apply(new MergeOp(first, Rank - first), this);
    }

    /// <summary>Merges neighbouring axes into one.</summary>
    internal Tensor Merge(int first, int count) => Op.Apply(new MergeOp(first, count), this);
}

/// <summary>Neighbouring axes as one. It names axes, not extents, so that it fits every batch size.</summary>
internal sealed record MergeOp(int First, int AxisCount) : Op
{
    public override bool IsAlias => true;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        Shape shape = inputs[0].Shape;
        outputs.Add([.. shape[..First], checked((int)shape[First..(First + AxisCount)].Count), .. shape[(First + AxisCount)..]], inputs[0].DType);
    }

    protected internal override void Forward(in ForwardContext c) => Kernels.Fill.Copy(c.Input(0), c.Output);

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient.Reshape(c.Input(0).Shape.Span));
}
