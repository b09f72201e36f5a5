using System.Globalization;
using System.Numerics;
using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    /// <summary>The same values, after a look at each: for what users give as data, such as labels. Gradient: the incoming one.</summary>
    /// <param name="asker">Who needs it: what the message begins with.</param>
    /// <param name="noun">What one of the values is called.</param>
    /// <param name="least">The least that is allowed; floating point may miss it by a rounding, and NaN passes.</param>
    /// <param name="most">The greatest that is allowed.</param>
    /// <param name="fix">What to do about a value outside.</param>
    /// <exception cref="DataException">A value is outside, in a captured step too.</exception>
    internal Tensor RequireRange(string asker, string noun, double least, double most, string fix) =>
        Op.Apply(new RangeCheckOp(asker, noun, least, most, fix), this);
}

/// <summary>Copies its input, or throws where a value is outside a range: data is only there when a captured step runs.</summary>
internal sealed record RangeCheckOp(string Asker, string Noun, double Least, double Most, string Fix) : Op
{
    private const double Rounding = 1e-6;

    public override int Reuses(int output) => 0;

    public override void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs) => outputs.Add(inputs[0]);

    protected internal override void Forward(in ForwardContext c)
    {
        View x = c.Input(0);
        switch (x.DType)
        {
            case DType.Int32: Check<int>(x, 0); break;
            case DType.Int64: Check<long>(x, 0); break;
            case DType.UInt8: Check<byte>(x, 0); break;
            case DType.Float32: Check<float>(x, Rounding); break;
            case DType.Float64: Check<double>(x, Rounding); break;
        }
        if (c.Output.Address != x.Address) Fill.Copy(x, c.Output);
    }

    public override void Vjp(in VjpContext c) => c.Add(0, c.OutputGradient);

    private void Check<T>(View view, double rounding) where T : unmanaged, INumber<T>
    {
        T least = T.CreateSaturating(Least - rounding), most = T.CreateSaturating(Most + rounding);
        ReadOnlySpan<T> values = view.AsSpan<T>();
        for (int i = 0; i < values.Length; i++)
            if (values[i] < least || values[i] > most) throw Outside(view, i, values[i].ToString(null, CultureInfo.InvariantCulture));
    }

    private DataException Outside(View view, int position, string value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Asker}: {Noun} {value} is outside {Least} to {Most}."),
            $"{Noun}s {view.DType} {view.Shape}   {Noun} number {position} is {value}", Fix);
}
