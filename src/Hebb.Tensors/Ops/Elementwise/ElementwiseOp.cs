using Hebb.Kernels;

namespace Hebb;

/// <summary>An op on corresponding elements, with broadcasting. Its kernel is its <see cref="Compute"/> method, written once for every vector width.</summary>
/// <remarks>The method is run once with lanes that write down the primitive instructions; what is executed is a loop made from that list. So an elementwise
/// op is its formula and its gradient, and nothing else.</remarks>
public abstract record ElementwiseOp : Op, IElementwiseKernel
{
    /// <summary>The formula, on one group of lanes.</summary>
    public abstract void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) where V : struct, ISimd<V>;

    /// <summary>Whether integers may be computed with, too.</summary>
    protected virtual bool AllowsIntegers => false;

    /// <summary>Whether operands of this type may be computed with.</summary>
    protected virtual bool Allows(DType type) => type.IsFloat() || AllowsIntegers && type != DType.Bool;

    /// <summary>What to do with an operand of a type that is not allowed.</summary>
    protected virtual string Advice => "convert the operand first, with Cast(DType.Float32)";

    /// <summary>The output's type, given that all inputs have the same one.</summary>
    protected virtual DType OutputType(DType input) => input;

    /// <inheritdoc/>
    public override int Reuses(int output) => 0;

    /// <inheritdoc/>
    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        DType type = inputs[0].DType;
        foreach (TensorSpec input in inputs)
            if (!Allows(input.DType)) throw new DTypeException($"{Name}: it is not defined for {input.DType}.", $"input {input}", Advice);
        for (int i = 1; i < inputs.Length; i++)
            if (inputs[i].DType != type)
                throw new DTypeException($"{Name}: the operands are {type} and {inputs[i].DType}.", $"left {inputs[0]}   right {inputs[i]}",
                    $"convert one of them, with Cast(DType.{(type.IsFloat() ? type : inputs[i].DType)})");
        outputs.Add(Broadcasting.Of(this, inputs), OutputType(type));
    }

    /// <inheritdoc/>
    protected internal sealed override void Forward(in ForwardContext c) => Run(this, c);

    internal sealed override bool FollowsBlocks(EpilogueResult result) => true;

    internal sealed override Epilogue FollowBlocks(View[] inputs, View[] outputs, int value) =>
        Follow(this, inputs, outputs, value);

    /// <summary>An elementwise kernel that follows blocks.</summary>
    internal static Epilogue Follow(IElementwiseKernel kernel, View[] inputs, View[] outputs, int value) => new LoopEpilogue(
        ElementwisePrograms.Get(kernel, Array.ConvertAll(inputs, static view => view.DType), Array.ConvertAll(outputs, static view => view.DType)),
        inputs, outputs, value);

    /// <summary>Runs an elementwise kernel on the views of a call.</summary>
    internal static void Run(IElementwiseKernel kernel, in ForwardContext c)
    {
        Span<DType> types = stackalloc DType[c.Inputs.Length + c.Outputs.Length];
        for (int i = 0; i < c.Inputs.Length; i++) types[i] = c.Inputs[i].DType;
        for (int i = 0; i < c.Outputs.Length; i++) types[c.Inputs.Length + i] = c.Outputs[i].DType;
        ElementwisePrograms.Get(kernel, types[..c.Inputs.Length], types[c.Inputs.Length..]).Run(c.Inputs, c.Outputs);
    }
}

/// <summary>An elementwise op of one operand.</summary>
public abstract record UnaryOp : ElementwiseOp
{
    /// <summary>The formula.</summary>
    public abstract V Compute<V>(V x) where V : struct, ISimd<V>;

    /// <inheritdoc/>
    public sealed override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = Compute(inputs[0]);
}

/// <summary>An elementwise op of two operands.</summary>
public abstract record BinaryOp : ElementwiseOp
{
    /// <summary>The formula.</summary>
    public abstract V Compute<V>(V x, V y) where V : struct, ISimd<V>;

    /// <inheritdoc/>
    public sealed override void Compute<V>(ReadOnlySpan<V> inputs, Span<V> outputs) => outputs[0] = Compute(inputs[0], inputs[1]);
}
