namespace Hebb.Testing.Tests;

/// <summary>The square, as a user of the library would write an op of his own; its gradient, and what else can be wrong, is planted.</summary>
internal sealed record SquareOp(SquareFault Fault) : UnaryOp
{
    public static Tensor Apply(Tensor x, SquareFault fault = SquareFault.None) => Op.Apply(new SquareOp(fault), x);

    public override V Compute<V>(V x) => Fault switch
    {
        SquareFault.Value => x * x + V.Create(1e-5),
        SquareFault.NaN => V.Max(x * x, V.Create(0)),
        _ => x * x,
    };

    public override void Vjp(in VjpContext c)
    {
        Tensor gradient = c.OutputGradient * c.Input(0) * (Fault == SquareFault.Slope ? 2 + 1e-6 : 2);
        if (Fault == SquareFault.Fused && !c.IsRecorded) gradient *= 1.001;
        if (Fault == SquareFault.Recorded && c.IsRecorded) gradient *= 1.001;
        if (Fault == SquareFault.SecondOrder) gradient = c.OutputGradient * c.Input(0).Detach() * 2;
        if (Fault == SquareFault.OneElement)
        {
            var factors = new double[c.Input(0).Count];
            Array.Fill(factors, 1);
            factors[factors.Length / 3] = 1.01;
            gradient *= Tensor.From(factors, c.Input(0).Shape);
        }
        c.Add(0, gradient);
    }
}

internal enum SquareFault
{
    None,
    Value,
    NaN,
    Slope,
    OneElement,
    SecondOrder,
    Fused,
    Recorded,
}

/// <summary>Twice its input, as plain loops: an op that is not elementwise, with faults that only some checks can see.</summary>
internal sealed record TwiceOp(TwiceFault Fault) : Op
{
    private static int s_calls;

    public static Tensor Apply(Tensor x, TwiceFault fault = TwiceFault.None) => Op.Apply(new TwiceOp(fault), x);

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(Fault == TwiceFault.BatchShape ? inputs[0].Shape.With(0, 2) : inputs[0].Shape, inputs[0].DType);

    protected override void Forward(in ForwardContext c)
    {
        double extra = Fault == TwiceFault.Threads ? Parallelism.Threads : Fault == TwiceFault.Runs ? ++s_calls : 0;
        if (c.Output.DType == DType.Float32)
            for (int i = 0; i < c.Output.Count; i++) c.Output.AsSpan<float>()[i] = (float)(2 * c.Input(0).AsSpan<float>()[i] + extra);
        else
            for (int i = 0; i < c.Output.Count; i++) c.Output.AsSpan<double>()[i] = 2 * c.Input(0).AsSpan<double>()[i] + extra;
        if (Fault == TwiceFault.WritesInput && c.Output.DType == DType.Float32) c.Input(0).AsSpan<float>()[0] = 7;
    }

    public override void Vjp(in VjpContext c)
    {
        Tensor gradient = c.OutputGradient * 2;
        if (Fault == TwiceFault.Float32Gradient && gradient.DType == DType.Float32) gradient *= 1.001;
        c.Add(0, gradient);
    }
}

internal enum TwiceFault
{
    None,
    Threads,
    Runs,
    BatchShape,
    WritesInput,
    Float32Gradient,
}
