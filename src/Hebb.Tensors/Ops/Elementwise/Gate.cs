namespace Hebb;

/// <summary>The incoming gradient where a value lies strictly between two bounds, times a factor: the derivative of every ramp, in one pass.</summary>
internal sealed record GateOp(double Low, double High, double Factor = 1) : BinaryOp
{
    public override V Compute<V>(V gradient, V x)
    {
        V inside = V.And(V.Greater(x, V.Create(Low)), V.Greater(V.Create(High), x));
        return V.Select(inside, Factor == 1 ? gradient : gradient * V.Create(Factor), V.Create(0));
    }

    public override void Vjp(in VjpContext c)
    {
        if (c.Needs(0)) c.Add(0, Op.Apply(this, c.OutputGradient, c.Input(1)));
    }
}
