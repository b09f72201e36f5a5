using System.Text.Json;

namespace Hebb.Networks.Tests.Saving;

public sealed class OpRegistryTests
{
    private static readonly (string Name, Func<Tensor, Tensor> Apply)[] s_ops =
    [
        ("Abs", x => x.Abs()), ("Acos", x => x.Acos()), ("Acosh", x => x.Acosh()), ("Add", x => x + x),
        ("And", x => x.Greater(0).And(x.Less(1)).Cast(DType.Float32)),
        ("Asin", x => x.Asin()), ("Asinh", x => x.Asinh()), ("Atan", x => x.Atan()), ("Atanh", x => x.Atanh()), ("Ceiling", x => x.Ceiling()),
        ("Cos", x => x.Cos()), ("Cosh", x => x.Cosh()),
        ("Detach", x => x.Detach() * x), ("Divide", x => 1 / x), ("EqualTo", x => x.EqualTo(x).Cast(DType.Float64)), ("Erf", x => x.Erf()), ("Exp", x => x.Exp()), ("Expm1", x => x.Expm1()),
        ("Floor", x => x.Floor()),
        ("Greater", x => x.Greater(double.NegativeInfinity).Cast(DType.Int32)), ("GreaterOrEqual", x => x.GreaterOrEqual(0).Cast(DType.UInt8)),
        ("HardSigmoid", x => x.HardSigmoid()),
        ("HardSilu", x => x.HardSilu()), ("HardTanh", x => x.HardTanh()), ("IsFinite", x => x.IsFinite()), ("IsNaN", x => x.IsNaN()),
        ("Less", x => x.Less(0.1)),
        ("LessOrEqual", x => x.LessOrEqual(0.1)), ("Log", x => x.Log()), ("Log10", x => x.Log10()), ("Log1P", x => x.Log1P()), ("Log2", x => x.Log2()),
        ("LogSigmoid", x => x.LogSigmoid()),
        ("Maximum", x => x.Maximum(0.1)), ("Minimum", x => x.Minimum(x * x)), ("Mish", x => x.Mish()), ("Multiply", x => x * 0.1), ("Negate", x => -x),
        ("Not", x => x.Less(0).Not()),
        ("NotEqualTo", x => x.NotEqualTo(0)), ("Or", x => x.Less(0).Or(x.Greater(1))), ("Pow", x => x.Abs().Pow(x)), ("Reciprocal", x => x.Reciprocal()),
        ("Relu", x => x.Relu()), ("Relu6", x => x.Relu6()),
        ("Round", x => x.Round()), ("Rsqrt", x => x.Rsqrt()), ("Sigmoid", x => x.Sigmoid()), ("Sign", x => x.Sign()), ("Silu", x => x.Silu()),
        ("Sin", x => x.Sin()), ("Sinh", x => x.Sinh()),
        ("Softplus", x => x.Softplus()), ("Softsign", x => x.Softsign()), ("Sqrt", x => x.Sqrt()), ("Square", x => x.Square()), ("Subtract", x => 1 - x),
        ("Tan", x => x.Tan()), ("Tanh", x => x.Tanh()),
        ("Where", x => Tensor.Where(x.Greater(0), x, 0.0)), ("Xor", x => x.Less(0).Xor(x.Greater(1))),
        ("Gather", x => x.Gather(x.Greater(0).Cast(DType.Int64).ArgMax(axis: -1).Minimum(1))),
        ("Cast", x => x.Cast(DType.Int64) * 3), ("Clip", x => x.Clip(-0.5, double.PositiveInfinity)), ("Elu", x => x.Elu(0.7)),
        ("FillLike", x => x * Op.Apply(new FillLikeOp(0.1), x)), ("Gelu", x => x.Gelu(true)),
        ("LeakyRelu", x => x.LeakyRelu(0.3)), ("PowNumber", x => x.Pow(3)),
        ("All", x => x.Less(9).All(axis: 1)), ("Any", x => x.Less(0).Any(axis: 1)), ("LogSumExp", x => x.LogSumExp(axis: -1)), ("Max", x => x.Max([1, 2])),
        ("Mean", x => x.Mean(axis: 2, keepDims: true)),
        ("Min", x => x.Min(axis: 1)), ("Product", x => x.Product([1, 2])), ("Sum", x => x.Sum([1, 3])), ("Count", x => x.Variance([1, 2], correction: 1)),
        ("CumulativeSum", x => x.CumulativeSum(1, reverse: true)),
        ("Concat", x => Tensor.Concat([x, x * 2, x], axis: -1)), ("ExpandDims", x => x.ExpandDims(1)), ("Squeeze", x => x.ExpandDims(1).Squeeze(1)),
        ("Reverse", x => x.Reverse(2)),
        ("GatherAlong", x => x.GatherAlong(x.ArgMax(axis: 1, keepDims: true), 1)), ("Merge", x => x.Flatten()),
        ("Pad", x => x.Pad([(0, 0), (1, 2), (0, 1), (0, 0)], -1)), ("Permute", x => x.Permute(0, 3, 1, 2)),
        ("Repeat", x => x.Repeat(3, axis: 1)), ("Reshape", x => x.Reshape(-1, 12, 2)), ("Slice", x => x[.., 1..^1]),
        ("Split", x => x.Split(2, axis: -1) is var parts ? parts[0] - parts[1] : x),
        ("Softmax", x => x.Softmax(axis: 1)), ("LogSoftmax", x => x.LogSoftmax()),
        ("Sparsemax", x => x.Sparsemax(axis: 1)), ("Squareplus", x => x.Squareplus(2)), ("Step", x => x.Step(0.5) + x.BipolarStep(straightThrough: true)),
        ("ArgMax", x => x.ArgMax(axis: -1)), ("ArgMin", x => x.ArgMin(axis: 1)),
        ("MatMul", x => x.MatMul(x, transposeRight: true)),
        ("OneHot", x => x.ArgMax(axis: -1).OneHot(5)), ("TopK", x => x.TopK(2) is var (values, indices) ? values * indices.Cast(DType.Float32) : x),
        ("MaxPool2D", x => x.MaxPool2D(2, 1, Padding.Same)),
        ("AveragePool2D", x => x.AveragePool2D((2, 3), 2, Padding.Same)),
    ];

    public static TheoryData<string> Names => [.. s_ops.Select(op => op.Name)];

    [Fact]
    public void Every_op_that_files_may_hold_is_tried_here() => Assert.Empty(OpRegistry.Default.Names.Except(s_ops.Select(op => op.Name)));

    [Theory, MemberData(nameof(Names))]
    public void An_op_gives_the_same_bits_after_loading(string name)
    {
        Tensor x = Model.Input([4, 3, 2]);
        Functional model = new(x, s_ops.Single(op => op.Name == name).Apply(x), "ops");
        byte[] text = ArchitectureWriter.Write(model);
        Assert.Contains($"\"op\": \"{name}\"", System.Text.Encoding.UTF8.GetString(text));
        Model loaded = ArchitectureReader.Read(text, LayerRegistry.Default, 0);
        Assert.Equal(text, ArchitectureWriter.Write(loaded));
        Tensor values = Tensor.Normal([5, 4, 3, 2], seed: 1);
        (Tensor expected, Tensor actual) = (model.Predict(values), loaded.Predict(values));
        Assert.Equal(expected.Spec, actual.Spec);
        Assert.Equal(SafetensorsEntry.From("x", expected).Data.ToArray(), SafetensorsEntry.From("x", actual).Data.ToArray());
    }

    [Fact]
    public void Hostile_attributes_are_refused()
    {
        (string, string, string)[] cases =
        [
            ("an op that is not listed", "Launch", "{}"),
            ("an axis that is not there", "Softmax", """{"axis": 9}"""),
            ("an axis that is no number", "Softmax", """{"axis": "last"}"""),
            ("an attribute too many", "Softmax", """{"axis": 1, "hidden": true}"""),
            ("no attribute", "Softmax", "{}"),
            ("axes named twice", "Sum", """{"axes": [1, 1]}"""),
            ("axes apart", "Sum", """{"axes": [1, 3]}"""),
            ("axes by the thousand", "Sum", """{"axes": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]}"""),
            ("an order with an axis twice", "Permute", """{"order": [0, 1, 1, 2]}"""),
            ("an order that is too short", "Permute", """{"order": [1, 0]}"""),
            ("the order there is", "Permute", """{"order": [0, 1, 2, 3]}"""),
            ("negative padding", "Pad", """{"before": [0, -4, 0, 0], "after": [0, 0, 0, 0], "value": 0}"""),
            ("padding that overflows", "Pad", """{"before": [0, 2147483647, 0, 0], "after": [0, 2147483647, 0, 0], "value": 0}"""),
            ("padding of other rank", "Pad", """{"before": [0], "after": [0], "value": 0}"""),
            ("a slice outside", "Slice", """{"axis": 1, "start": "3", "end": "9"}"""),
            ("a slice that is no number", "Slice", """{"axis": 1, "start": "^^", "end": "9"}"""),
            ("repeating what is not one", "Repeat", """{"axis": 1, "times": 1000}"""),
            ("a window of nothing", "MaxPool2D", """{"size": 0, "stride": 1, "pad": [0, 0, 0, 0]}"""),
            ("a window with too much padding", "MaxPool2D", """{"size": 2, "stride": 1, "pad": [5, 0, 0, 0]}"""),
            ("a window larger than the image", "MaxPool2D", """{"size": 9, "stride": 1, "pad": [0, 0, 0, 0]}"""),
            ("a merge of axes that are not there", "Merge", """{"first": 2, "count": 9}"""),
            ("a reshape with two free axes", "Reshape", """{"extents": [-1, -1]}"""),
            ("a reshape with a fixed batch", "Reshape", """{"extents": [48]}"""),
            ("parts that do not divide", "Split", """{"axis": 1, "parts": 3}"""),
            ("no parts", "Split", """{"axis": 1, "parts": 0}"""),
            ("a billion classes of a float", "OneHot", """{"classes": 1000000000, "type": "Float32"}"""),
            ("an arg max over everything", "ArgMax", """{"axis": 0, "count": 4}"""),
            ("a cast to the type there is", "Cast", """{"type": "Float32"}"""),
            ("a cast to no type", "Cast", """{"type": "7"}"""),
            ("a step from another number", "Step", """{"low": 7, "threshold": 0, "straightThrough": false}"""),
            ("a bend that is none", "Squareplus", """{"b": 0}"""),
        ];
        Snapshot.Errors("op_errors", cases.Select(one => (one.Item1, (Action)(() => Read(one.Item2, one.Item3)))));
    }

    private static void Read(string op, string attributes)
    {
        Tensor x = Model.Input([4, 3, 2]);
        using JsonDocument json = JsonDocument.Parse(attributes);
        OpRegistry.Default.Call(op, [x], System.Text.Json.Nodes.JsonObject.Create(json.RootElement.Clone())!);
    }
}
