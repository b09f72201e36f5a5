using System.Globalization;
using System.Text.Json.Nodes;

namespace Hebb;

internal sealed partial class OpRegistry
{
    /// <summary>All that files may hold.</summary>
    public static OpRegistry Default { get; } = Create();

    private static OpRegistry Create()
    {
        OpRegistry ops = new();
        ops.AddPlain();
        ops.AddFormulas();
        ops.AddFolds();
        ops.AddMovement();
        ops.AddOthers();
        return ops;
    }

    private void AddPlain()
    {
        Add(1, new AbsOp());
        Add(1, new AcosOp());
        Add(1, new AcoshOp());
        Add(2, new AddOp());
        Add(2, new AndOp());
        Add(1, new AsinOp());
        Add(1, new AsinhOp());
        Add(1, new AtanOp());
        Add(1, new AtanhOp());
        Add(1, new CeilingOp());
        Add(1, new CosOp());
        Add(1, new CoshOp());
        Add(1, new DetachOp());
        Add(2, new DivideOp());
        Add(2, new EqualToOp());
        Add(1, new ErfOp());
        Add(1, new ExpOp());
        Add(1, new Expm1Op());
        Add(1, new FloorOp());
        Add(2, new GreaterOp());
        Add(2, new GreaterOrEqualOp());
        Add(1, new HardSigmoidOp());
        Add(1, new HardSiluOp());
        Add(1, new HardTanhOp());
        Add(1, new IsFiniteOp());
        Add(1, new IsNaNOp());
        Add(2, new LessOp());
        Add(2, new LessOrEqualOp());
        Add(1, new LogOp());
        Add(1, new Log10Op());
        Add(1, new Log1POp());
        Add(1, new Log2Op());
        Add(1, new LogSigmoidOp());
        Add(2, new MaximumOp());
        Add(2, new MinimumOp());
        Add(1, new MishOp());
        Add(2, new MultiplyOp());
        Add(1, new NegateOp());
        Add(1, new NotOp());
        Add(2, new NotEqualToOp());
        Add(2, new OrOp());
        Add(2, new PowOp());
        Add(1, new ReciprocalOp());
        Add(1, new ReluOp());
        Add(1, new Relu6Op());
        Add(1, new RoundOp());
        Add(1, new RsqrtOp());
        Add(1, new SigmoidOp());
        Add(1, new SignOp());
        Add(1, new SiluOp());
        Add(1, new SinOp());
        Add(1, new SinhOp());
        Add(1, new SoftplusOp());
        Add(1, new SoftsignOp());
        Add(1, new SqrtOp());
        Add(1, new SquareOp());
        Add(2, new SubtractOp());
        Add(1, new TanOp());
        Add(1, new TanhOp());
        Add(3, new WhereOp());
        Add(2, new XorOp());
        Add(2, new GatherOp());
    }

    // Elementwise formulas with numbers in them.
    private void AddFormulas()
    {
        Add<CastOp>("Cast", 1, static (op, a) => a["type"] = op.Type.ToString(), static (x, a) => x[0].Cast(a.Type("type")));
        Add<ClipOp>("Clip", 1, static (op, a) => (a["min"], a["max"]) = (op.Min.ToJson(), op.Max.ToJson()),
            static (x, a) => x[0].Clip(a.Number("min"), a.Number("max")));
        Add<EluOp>("Elu", 1, static (op, a) => (a["alpha"], a["scale"]) = (op.Alpha.ToJson(), op.Scale.ToJson()),
            static (x, a) => Op.Apply(new EluOp(a.Number("alpha"), a.Number("scale")), x));
        Add<FillLikeOp>("FillLike", 1, static (op, a) => a["value"] = op.Value.ToJson(), static (x, a) => Op.Apply(new FillLikeOp(a.Number("value")), x));
        Add<GeluOp>("Gelu", 1, static (op, a) => a["approximate"] = op.Approximate, static (x, a) => x[0].Gelu(a.Flag("approximate", false)));
        Add<LeakyReluOp>("LeakyRelu", 1, static (op, a) => a["slope"] = op.Slope.ToJson(), static (x, a) => x[0].LeakyRelu(a.Number("slope")));
        Add<StepOp>("Step", 1, static (op, a) =>
            (a["low"], a["threshold"], a["straightThrough"]) = (op.Low.ToJson(), op.Threshold.ToJson(), op.StraightThrough),
            static (x, a) => Step(x[0], a.Number("low"), a.Number("threshold"), a.Flag("straightThrough", false)));
        Add<SquareplusOp>("Squareplus", 1, static (op, a) => a["b"] = op.B.ToJson(), static (x, a) => x[0].Squareplus(a.Number("b")));
        Add<PowNumberOp>("PowNumber", 1, static (op, a) => a["exponent"] = op.Exponent.ToJson(), static (x, a) => x[0].Pow(a.Number("exponent")));
    }

    private void AddFolds()
    {
        AddFold<AllOp>("All", static (x, axes) => x.All(axes, keepDims: true));
        AddFold<AnyOp>("Any", static (x, axes) => x.Any(axes, keepDims: true));
        AddFold<LogSumExpOp>("LogSumExp", static (x, axes) => x.LogSumExp(axes, keepDims: true));
        AddFold<MaxOp>("Max", static (x, axes) => x.Max(axes, keepDims: true));
        AddFold<MeanOp>("Mean", static (x, axes) => x.Mean(axes, keepDims: true));
        AddFold<MinOp>("Min", static (x, axes) => x.Min(axes, keepDims: true));
        AddFold<ProductOp>("Product", static (x, axes) => x.Product(axes, keepDims: true));
        AddFold<SumOp>("Sum", static (x, axes) => x.Sum(axes, keepDims: true));
        Add<CountOp>("Count", 1, static (op, a) =>
            a["axes"] = ((ReadOnlySpan<int>)[.. Enumerable.Range(0, Shape.MaxRank).Where(axis => (op.AxisSet >> axis & 1) != 0)]).ToJson(),
            static (x, a) => Op.Apply(CountOp.Of(ReductionOp.Axes("Count", x[0].Shape, a.Ints("axes"))), x));
        Add<CumulativeSumOp>("CumulativeSum", 1, static (op, a) => (a["axis"], a["reverse"]) = (op.Axis, op.Reverse),
            static (x, a) => x[0].CumulativeSum(a.Int("axis"), a.Flag("reverse", false)));
    }

    private void AddMovement()
    {
        AddAlong<ConcatOp>("Concat", -1, static op => op.Axis, static (x, axis) => Tensor.Concat(x, axis));
        AddAlong<ExpandDimsOp>("ExpandDims", 1, static op => op.Axis, static (x, axis) => x[0].ExpandDims(axis));
        AddAlong<SqueezeOp>("Squeeze", 1, static op => op.Axis, static (x, axis) => x[0].Squeeze(axis));
        AddAlong<ReverseOp>("Reverse", 1, static op => op.Axis, static (x, axis) => x[0].Reverse(axis));
        AddAlong<GatherAlongOp>("GatherAlong", 2, static op => op.Axis, static (x, axis) => x[0].GatherAlong(x[1], axis));
        Add<MergeOp>("Merge", 1, static (op, a) => (a["first"], a["count"]) = (op.First, op.AxisCount),
            static (x, a) => x[0].Merge(a.Int("first"), a.Int("count")));
        Add<PadOp>("Pad", 1, static (op, a) => (a["before"], a["after"], a["value"]) = (op.Before.Span.ToJson(), op.After.Span.ToJson(), op.Value.ToJson()),
            static (x, a) => x[0].Pad([.. a.Ints("before").Zip(a.Ints("after"))], a.Number("value")));
        Add<PermuteOp>("Permute", 1, static (op, a) => a["order"] = op.Order.Span.ToJson(), static (x, a) => x[0].Permute(a.Ints("order")));
        Add<RepeatOp>("Repeat", 1, static (op, a) => (a["axis"], a["times"]) = (op.Axis, op.Times),
            static (x, a) => Repeat(x[0], a.Int("axis"), a.Int("times")));
        Add<ReshapeOp>("Reshape", 1, static (op, a) =>
        {
            int[] extents = op.Shape.Span.ToArray();
            if (op.FreeAxis >= 0) extents[op.FreeAxis] = -1;
            a["extents"] = ((ReadOnlySpan<int>)extents).ToJson();
        }, static (x, a) => x[0].Reshape(a.Ints("extents")));
        Add<SliceOp>("Slice", 1, static (op, a) => (a["axis"], a["start"], a["end"]) = (op.Axis, op.Start.ToString(), op.End.ToString()),
            static (x, a) => Op.Apply(new SliceOp(x[0].Shape.Axis(a.Int("axis")), Position(a.Text("start")), Position(a.Text("end"))), x));
        Add<SplitOp>("Split", 1, static (op, a) => (a["axis"], a["parts"]) = (op.Axis, op.Parts),
            static (x, a) => x[0].Split(a.Int("parts"), a.Int("axis"))[0]);
    }

    private void AddOthers()
    {
        AddAlong<SoftmaxOp>("Softmax", 1, static op => op.Axis, static (x, axis) => x[0].Softmax(axis));
        AddAlong<SparsemaxOp>("Sparsemax", 1, static op => op.Axis, static (x, axis) => x[0].Sparsemax(axis));
        AddAlong<LogSoftmaxOp>("LogSoftmax", 1, static op => op.Axis, static (x, axis) => x[0].LogSoftmax(axis));
        Add<ArgMaxOp>("ArgMax", 1, static (op, a) => (a["axis"], a["count"]) = (op.Axis, op.AxisCount),
            static (x, a) => Single(x[0], a).ArgMax(a.Int("axis"), keepDims: true));
        Add<ArgMinOp>("ArgMin", 1, static (op, a) => (a["axis"], a["count"]) = (op.Axis, op.AxisCount),
            static (x, a) => Single(x[0], a).ArgMin(a.Int("axis"), keepDims: true));
        Add<MatMulOp>("MatMul", 2, static (op, a) => (a["transposeLeft"], a["transposeRight"]) = (op.TransposeLeft, op.TransposeRight),
            static (x, a) => x[0].MatMul(x[1], a.Flag("transposeLeft", false), a.Flag("transposeRight", false)));
        Add<OneHotOp>("OneHot", 1, static (op, a) => (a["classes"], a["type"]) = (op.Classes, op.DType.ToString()),
            static (x, a) => x[0].OneHot(a.Int("classes"), a.Type("type")));
        Add<TopKOp>("TopK", 1, static (op, a) => a["k"] = op.K, static (x, a) => x[0].TopK(a.Int("k")).Values);
        Add<MaxPool2DOp>("MaxPool2D", 1, static (op, a) => Write(op.Pooling, a), static (x, a) => x[0].MaxPool2D(ReadPooling(a)));
        Add<AveragePool2DOp>("AveragePool2D", 1, static (op, a) => Write(op.Pooling, a), static (x, a) => x[0].AveragePool2D(ReadPooling(a)));
    }

    // Over the whole tensor at once, an arg max mixes the samples of a batch: no model has use for it.
    private static Tensor Single(Tensor x, ConfigReader attributes) => attributes.Int("count") == 1 ? x
        : throw new DataException("Load: the op folds more than one axis.", $"axes {attributes.Int("count")}", "save the model again");

    private static Tensor Repeat(Tensor x, int axis, int times) => x.Shape[axis] == 1 && times > 0 ? Op.Apply(new RepeatOp(axis, times), x)
        : throw new DataException("Load: only an axis of extent 1 is repeated.", $"input {x.Shape}   axis {axis}   times {times}", "save the model again");

    private static Tensor Step(Tensor x, double low, double threshold, bool straightThrough) => low == 0 ? x.Step(threshold, straightThrough)
        : low == -1 ? x.BipolarStep(threshold, straightThrough)
        : throw new DataException("Load: a step begins at 0 or at -1.", $"low {low.ToString(CultureInfo.InvariantCulture)}", "save the model again");

    // "3", or "^1" from the end.
    private static Index Position(string text) => new(int.Parse(text.TrimStart('^'), NumberStyles.None, CultureInfo.InvariantCulture), text.StartsWith('^'));

    private static void Write(Pooling pooling, JsonObject attributes)
    {
        attributes["size"] = pooling.Size.ToJson();
        attributes["stride"] = pooling.Stride.ToJson();
        attributes["pad"] = ((ReadOnlySpan<int>)[pooling.Pad.Top, pooling.Pad.Bottom, pooling.Pad.Left, pooling.Pad.Right]).ToJson();
    }

    private static Pooling ReadPooling(ConfigReader attributes)
    {
        (Size2D size, Size2D stride, int[] pad) = (attributes.Size("size"), attributes.Size("stride"), attributes.Ints("pad"));
        bool isSound = size is { Height: > 0, Width: > 0 } && stride is { Height: > 0, Width: > 0 } && pad.Length == 4
            && (uint)Math.Max(pad[0], pad[1]) < size.Height && (uint)Math.Max(pad[2], pad[3]) < size.Width && pad.Min() >= 0;
        return isSound ? new(size, stride, new(pad[0], pad[1], pad[2], pad[3]))
            : throw new DataException("Load: these are no windows.", $"size {size}   stride {stride}   pad [{string.Join(", ", pad)}]", "save the model again");
    }
}
