namespace Hebb.Tensors.Tests;

/// <summary>The square and the cube at once: an op of two outputs.</summary>
internal sealed record PowersOp : Op
{
    public static (Tensor Square, Tensor Cube) Apply(Tensor x)
    {
        Tensor[] outputs = ApplyAll(new PowersOp(), 2, x);
        return (outputs[0], outputs[1]);
    }

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs)
    {
        outputs.Add(inputs[0]);
        outputs.Add(inputs[0]);
    }

    protected internal override void Forward(in ForwardContext c)
    {
        for (int i = 0; i < c.Output.Count; i++)
        {
            double x = c.Input(0).AsSpan<double>()[i];
            c.Outputs[0].AsSpan<double>()[i] = x * x;
            c.Outputs[1].AsSpan<double>()[i] = x * x * x;
        }
    }

    public override void Vjp(in VjpContext c)
    {
        Tensor x = c.Input(0);
        if (c.HasGradient(0)) c.Add(0, c.GradientOf(0) * x * 2);
        if (c.HasGradient(1)) c.Add(0, c.GradientOf(1) * x * x * 3);
    }
}

/// <summary>The identity, with a backward pass that the test writes.</summary>
internal sealed record ProbeOp(ProbeOp.Rule Backward) : Op
{
    public delegate Tensor Rule(in VjpContext c);

    public static Tensor Apply(Tensor x, Rule backward) => Apply(new ProbeOp(backward), x);

    public override bool IsAlias => true;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c) => throw new NotSupportedException();

    public override void Vjp(in VjpContext c) => c.Add(0, Backward(c));
}

/// <summary>An op without a gradient.</summary>
internal sealed record HardOp : UnaryOp
{
    public override V Compute<V>(V x) => V.Floor(x);
}
