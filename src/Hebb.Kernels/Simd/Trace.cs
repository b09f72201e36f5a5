namespace Hebb.Kernels;

/// <summary>Lanes that compute nothing: run on them, a kernel's body writes down its own instructions, which makes it data for the emitter, the interpreter and
/// the fuser.</summary>
/// <param name="id">The number of the instruction that gives this value.</param>
/// <remarks>A body has no branches on values, only <see cref="ISimd{V}.Select"/>: one run sees all of it. <see cref="Recorder.Current"/> takes the
/// notes.</remarks>
internal readonly struct Trace(int id) : ISimd<Trace>
{
    /// <summary>The number of the instruction that gives this value.</summary>
    public int Id { get; } = id;

    public static bool IsDouble => Recorder.Current.IsDouble;

    public static Trace Create(double value) => new(Recorder.Current.Constant(value));

    public static Trace operator +(Trace left, Trace right) => Put(Opcode.Add, left, right);

    public static Trace operator -(Trace left, Trace right) => Put(Opcode.Subtract, left, right);

    public static Trace operator *(Trace left, Trace right) => Put(Opcode.Multiply, left, right);

    public static Trace operator /(Trace left, Trace right) => Put(Opcode.Divide, left, right);

    public static Trace operator -(Trace value) => Put(Opcode.Negate, value);

    public static Trace Fma(Trace a, Trace b, Trace c) => Put(Opcode.Fma, a, b, c);

    public static Trace Max(Trace a, Trace b) => Put(Opcode.Max, a, b);

    public static Trace Min(Trace a, Trace b) => Put(Opcode.Min, a, b);

    public static Trace Abs(Trace value) => Put(Opcode.Abs, value);

    public static Trace Sqrt(Trace value) => Put(Opcode.Sqrt, value);

    public static Trace Round(Trace value) => Put(Opcode.Round, value);

    public static Trace Floor(Trace value) => Put(Opcode.Floor, value);

    public static Trace Ceiling(Trace value) => Put(Opcode.Ceiling, value);

    public static Trace Scale(Trace value, Trace power) => Put(Opcode.Scale, value, power);

    public static Trace Exponent(Trace value) => Put(Opcode.Exponent, value);

    public static Trace Mantissa(Trace value) => Put(Opcode.Mantissa, value);

    public static Trace CopySign(Trace magnitude, Trace sign) => Put(Opcode.CopySign, magnitude, sign);

    public static Trace Greater(Trace left, Trace right) => Put(Opcode.Greater, left, right);

    public static Trace GreaterOrEqual(Trace left, Trace right) => Put(Opcode.GreaterOrEqual, left, right);

    public static Trace Equal(Trace left, Trace right) => Put(Opcode.Equal, left, right);

    public static Trace And(Trace left, Trace right) => Put(Opcode.And, left, right);

    public static Trace Or(Trace left, Trace right) => Put(Opcode.Or, left, right);

    public static Trace Not(Trace mask) => Put(Opcode.Not, mask);

    public static Trace Select(Trace mask, Trace whenTrue, Trace whenFalse) => Put(Opcode.Select, mask, whenTrue, whenFalse);

    private static Trace Put(Opcode opcode, Trace a) => new(Recorder.Current.Put(new(opcode, a.Id)));

    private static Trace Put(Opcode opcode, Trace a, Trace b) => new(Recorder.Current.Put(new(opcode, a.Id, b.Id)));

    private static Trace Put(Opcode opcode, Trace a, Trace b, Trace c) => new(Recorder.Current.Put(new(opcode, a.Id, b.Id, c.Id)));
}
