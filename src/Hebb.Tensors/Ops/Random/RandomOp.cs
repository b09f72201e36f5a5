using Hebb.Kernels;

namespace Hebb;

/// <summary>What random numbers are drawn from.</summary>
internal enum Distribution
{
    /// <summary>Between 0 and 1, without 1.</summary>
    Uniform,

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    Normal,

    /// <summary>Normal, given that it lies between -2 and 2.</summary>
    TruncatedNormal,
}

/// <summary>Random numbers of a shape. Element i depends on the key and on i alone.</summary>
internal sealed record RandomOp(Distribution Distribution, ulong Key, Shape Shape, DType DType) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        if (!DType.IsFloat())
            throw new DTypeException($"{Distribution}: there are no such random numbers of {DType}.", $"shape {Shape}   type {DType}",
                "use Float32 or Float64, or Tensor.Integers for whole numbers");
        outputs.Add(Shape, DType);
    }

    protected internal override void Forward(in ForwardContext c) => Draw(Distribution, c.Output, Key, counter: 0);

    public override void Vjp(in VjpContext c)
    {
    }

    public static void Draw(Distribution distribution, in View y, ulong key, ulong counter)
    {
        switch (distribution)
        {
            case Distribution.Uniform: Philox.Uniform(y, key, counter); break;
            case Distribution.Normal: Philox.Normal(y, key, counter); break;
            default: Philox.TruncatedNormal(y, key, counter); break;
        }
    }
}

/// <summary>Random numbers in the shape and type of the first input; the second is a counter, which changes from step to step and is therefore an
/// input.</summary>
internal sealed record RandomLikeOp(Distribution Distribution, ulong Key) : Op
{
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        DropoutOp.CheckCounter(Distribution.ToString(), inputs[0], inputs[1]);
        outputs.Add(inputs[0]);
    }

    protected internal override void Forward(in ForwardContext c) => RandomOp.Draw(Distribution, c.Output, Key, (ulong)c.Input(1).AsSpan<long>()[0]);

    public override void Vjp(in VjpContext c)
    {
    }
}
