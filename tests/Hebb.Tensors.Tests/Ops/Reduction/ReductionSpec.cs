using Hebb.Testing;

namespace Hebb;

/// <summary>The specs of a reduction: over all axes, one, the last, neighbours and others, kept or not.</summary>
internal static class ReductionSpec
{
    private static readonly (Shape Shape, int[] Axes, bool KeepDims)[] Cases =
    [
        ([4, 7], [], false), ([4, 7], [], true), ([4, 7], [0], false), ([4, 7], [-1], true),
        ([3, 4, 5], [1], false), ([3, 4, 5], [1, 2], true), ([3, 4, 5], [0, -1], false), ([], [], false),
    ];

    /// <summary>Verifies the call with each choice of axes against a fold of the elements that become one.</summary>
    public static void Verify(string name, Func<Tensor, int[], bool, Tensor> call, Func<double[], double> fold, Func<OpSpec, OpSpec>? configure = null,
        bool severalAxes = true, bool scalars = true)
    {
        foreach ((Shape shape, int[] axes, bool keepDims) in Cases)
        {
            if (axes.Length > 1 && !severalAxes || shape.Rank == 0 && !scalars) continue;
            OpSpec spec = new()
            {
                Name = $"{name} (axes [{string.Join(", ", axes)}]{(keepDims ? ", kept" : "")})",
                Call = x => call(x[0], axes, keepDims),
                Shapes = [[shape]],
                Reference = x => Fold(x[0], axes, keepDims, fold),
                Large = shape.Rank == 2 ? [[70, 1100]] : null,
            };
            (configure is null ? spec : configure(spec)).Verify();
        }
    }

    /// <summary>For each output element, the input elements that fold into it, in row-major order, folded.</summary>
    public static Tensor Fold(Tensor x, int[] axes, bool keepDims, Func<double[], double> fold)
    {
        bool[] folded = new bool[x.Rank];
        foreach (int axis in axes) folded[x.Shape.Axis(axis)] = true;
        if (axes.Length == 0) Array.Fill(folded, true);
        List<int> extents = [];
        for (int axis = 0; axis < x.Rank; axis++)
            if (!folded[axis]) extents.Add(x.Shape[axis]);
            else if (keepDims) extents.Add(1);
        Shape shape = Shape.Create([.. extents]);
        var groups = new List<double>[shape.Count];
        for (int i = 0; i < groups.Length; i++) groups[i] = [];
        double[] values = Doubles(x);
        for (int i = 0; i < values.Length; i++)
        {
            int rest = i, place = 0, stride = 1;
            for (int axis = x.Rank - 1; axis >= 0; axis--)
            {
                int position = rest % x.Shape[axis];
                rest /= x.Shape[axis];
                if (folded[axis]) continue;
                place += position * stride;
                stride *= x.Shape[axis];
            }
            groups[place].Add(values[i]);
        }
        return Tensor.From(Array.ConvertAll(groups, group => fold([.. group])), shape);
    }

    private static double[] Doubles(Tensor x) => x.DType == DType.Bool ? Array.ConvertAll(x.ToArray<bool>(), value => value ? 1.0 : 0) : x.ToArray<double>();
}
