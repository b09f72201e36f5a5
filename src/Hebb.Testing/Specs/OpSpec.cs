using Hebb.Testing.Checks;

namespace Hebb.Testing;

/// <summary>What an operation promises, as a declaration; <see cref="Verify"/> turns it into checks.</summary>
/// <remarks>
/// The checks, in this order: <c>values</c> (Float32 and Float64 against the reference), <c>special values</c> and <c>lengths</c> and <c>broadcasting</c>
/// (elementwise operations), <c>symbolic shapes</c>,
/// <c>tape</c> (the same bits with and without a tape, inputs untouched), <c>plan</c> (the same bits captured and replayed), <c>gradient</c> (finite
/// differences), <c>recorded gradient</c> (fused and composed backward agree),
/// <c>Float32 gradient</c>, <c>threads</c> (the same bits on 1, 2, 3 and 8), <c>rejections</c>.
/// </remarks>
/// <example><code>
/// OpSpec.Elementwise("Exp", x => x.Exp(), Math.Exp) with { Inputs = [Values.Uniform(-5, 5)], Tolerance = Tolerance.Ulps(2) }
/// new OpSpec { Name = "MatMul", Call = x => x[0].MatMul(x[1]), Shapes = [[[4, 7], [7, 3]]], Large = [[300, 200], [200, 500]], Reference = ReferenceMatMul }
/// </code></example>
public sealed record OpSpec
{
    /// <summary>The operation's name, as errors write it; what differs between several specs of one operation follows in brackets: <c>Sum (axis
    /// 1)</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Calls the operation on inputs of the shapes and values below. One of several outputs is chosen here.</summary>
    public required Func<Tensor[], Tensor> Call { get; init; }

    /// <summary>Tuples of input shapes, small ones: <c>[[[4, 7], [7, 3]], [[2, 4, 7], [7, 3]]]</c> are two calls of two inputs. The gradients are checked on
    /// all of them.</summary>
    public required IReadOnlyList<Shape[]> Shapes { get; init; }

    /// <summary>What should come, from Float64 inputs (others as they are) and in Float64: plain loops over <c>ToArray</c>. Null: the operation's own Float64
    /// path, which then is the plain loops.</summary>
    public Func<Tensor[], Tensor>? Reference { get; init; }

    /// <summary>What should come, element by element, from corresponding elements of the inputs: makes the operation an elementwise one. See
    /// <see cref="Elementwise(string, Func{Tensor, Tensor}, Func{double, double})"/>.</summary>
    public Func<double[], double>? ElementReference { get; init; }

    /// <summary>The values of each input; a single one stands for all inputs.</summary>
    public IReadOnlyList<Values> Inputs { get; init; } = [Values.Normal()];

    /// <summary>How far the values may be from the reference.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Relative(2e-6);

    /// <summary>How often the operation can be differentiated, as far as it is checked; 0 for one without a gradient.</summary>
    public int Gradient { get; init; } = 2;

    /// <summary>The relative error allowed between gradients and finite differences.</summary>
    public double GradientTolerance { get; init; } = 1e-7;

    /// <summary>How far Float32 gradients may be from those in Float64, relative to their largest magnitude.</summary>
    public double Float32GradientTolerance { get; init; } = 1e-5;

    /// <summary>Values that elementwise operations are given in all combinations: NaN, infinities, zeros of both signs, the ends of the range.</summary>
    public IReadOnlyList<double> Specials { get; init; } =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1, -1, 1.4e-45f, -1.4e-45f, 1.17549435e-38f, float.MaxValue, -float.MaxValue];

    /// <summary>The inputs whose first axis is the batch, for the check with symbolic tensors; the others are given as constants. Empty: no such
    /// check.</summary>
    public IReadOnlyList<int> BatchedInputs { get; init; } = [0];

    /// <summary>Input shapes large enough that the work is cut into chunks, for the check of threads; null: the first of <see cref="Shapes"/>, or 200,003
    /// elements for elementwise operations.</summary>
    public Shape[]? Large { get; init; }

    /// <summary>Calls that must be refused.</summary>
    public IReadOnlyList<Rejection> Rejects { get; init; } = [];

    /// <summary>The spec of an elementwise operation of one input, on shape <c>[4, 7]</c>, within 2 ulp.</summary>
    public static OpSpec Elementwise(string name, Func<Tensor, Tensor> call, Func<double, double> reference) =>
        Elementwise(name, 1, x => call(x[0]), x => reference(x[0]));

    /// <summary>The spec of an elementwise operation of two inputs, which broadcast together.</summary>
    public static OpSpec Elementwise(string name, Func<Tensor, Tensor, Tensor> call, Func<double, double, double> reference) =>
        Elementwise(name, 2, x => call(x[0], x[1]), x => reference(x[0], x[1]));

    /// <summary>The spec of an elementwise operation of three inputs, which broadcast together.</summary>
    public static OpSpec Elementwise(string name, Func<Tensor, Tensor, Tensor, Tensor> call, Func<double, double, double, double> reference) =>
        Elementwise(name, 3, x => call(x[0], x[1], x[2]), x => reference(x[0], x[1], x[2]));

    /// <summary>Runs all checks.</summary>
    /// <exception cref="SpecFailedException">One of them does not hold: the message names the operation, the check, the inputs and the worst
    /// element.</exception>
    public void Verify()
    {
        Check("values", ValuesCheck.Run);
        Check("special values", SpecialValuesCheck.Run);
        Check("lengths", LengthsCheck.Run);
        Check("broadcasting", BroadcastingCheck.Run);
        Check("symbolic shapes", SymbolicShapesCheck.Run);
        Check("tape", TapeCheck.Run);
        Check("plan", PlanCheck.Run);
        Check("gradient", GradientsCheck.Run);
        Check("threads", ThreadsCheck.Run);
        Check("rejections", static spec => RejectionsCheck.Run(spec.Name, spec.Rejects));
    }

    /// <summary>The operation's name.</summary>
    public override string ToString() => Name;

    /// <summary>The values of one input.</summary>
    internal Values ValuesOf(int input) => Inputs[Inputs.Count == 1 ? 0 : input];

    private static OpSpec Elementwise(string name, int arity, Func<Tensor[], Tensor> call, Func<double[], double> reference)
    {
        var shapes = new Shape[arity];
        var batched = new int[arity];
        for (int i = 0; i < arity; i++) (shapes[i], batched[i]) = ([4, 7], i);
        return new() { Name = name, Call = call, Shapes = [shapes], ElementReference = reference, Tolerance = Tolerance.Ulps(2), BatchedInputs = batched };
    }

    private void Check(string name, Action<OpSpec> check) => SpecCheck.Run(Name, name, () => check(this));
}
