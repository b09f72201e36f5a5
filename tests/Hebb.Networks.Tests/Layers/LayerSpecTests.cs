using Hebb.Testing;

namespace Hebb.Networks.Tests.Layers;

public sealed class LayerSpecTests
{
    private static readonly LayerSpec[] s_specs =
    [
        new() { Layer = () => new ActivationLayer(Activation.Elu(0.5)), InputShape = [7], OutputShape = [7], Parameters = 0 },
        new() { Layer = () => new ActivityRegularization(new L1L2(0.1, 0.2)), InputShape = [7], OutputShape = [7], Parameters = 0 },
        new() { Layer = () => new Add(), InputShape = [5, 2], MoreInputs = [[5, 2], [5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new AlphaDropout(0.3), InputShape = [9], OutputShape = [9], Parameters = 0, SameInTraining = false },
        new() { Layer = () => new Average(), InputShape = [5, 2], MoreInputs = [[5, 2], [5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new AveragePooling2D(2), InputShape = [7, 6, 2], OutputShape = [3, 3, 2], Parameters = 0 },
        new() { Layer = () => new AveragePooling2D((3, 2)) { Stride = (2, 1), Padding = Padding.Same }, InputShape = [7, 6, 2], OutputShape = [4, 6, 2],
            Parameters = 0 },
        new() { Layer = () => new BatchNormalization(), InputShape = [4, 3, 2], OutputShape = [4, 3, 2], Parameters = 4, States = 4, SameInTraining = false },
        new() { Layer = () => new BatchNormalization { Scale = false, Epsilon = 1e-2, Momentum = 0.5 }, InputShape = [6], OutputShape = [6], Parameters = 6,
            States = 12, SameInTraining = false, Learns = false },
        new() { Layer = () => new BatchNormalization { Center = false, UnbiasedRunningVariance = true }, InputShape = [3, 6], OutputShape = [3, 6],
            Parameters = 6, States = 12, SameInTraining = false },
        new() { Layer = () => new BatchNormalization { Axis = 1, GammaInitializer = Initializer.Constant(0.5), BetaInitializer = Initializer.Normal(0.3),
            GammaRegularizer = new L1(0.1) { Proximal = true }, BetaRegularizer = new L2(0.1), GammaConstraint = new NonNegative(),
            BetaConstraint = new MaxNorm(2) }, InputShape = [3, 4, 2], OutputShape = [3, 4, 2], Parameters = 6, States = 6, SameInTraining = false,
            Learns = false },
        new() { Layer = () => new CategoryEncoding(5), InputShape = [3], OutputShape = [5], Parameters = 0, Inputs = Values.Integers(0, 5), Gradient = 0 },
        new() { Layer = () => new CategoryEncoding(5) { OutputMode = OutputMode.Count }, InputShape = [2, 3], OutputShape = [2, 5], Parameters = 0,
            Inputs = Values.Integers(0, 5), Gradient = 0 },
        new() { Layer = () => new CategoryEncoding(5) { OutputMode = OutputMode.OneHot }, InputShape = [1], OutputShape = [5], Parameters = 0,
            Inputs = Values.Integers(0, 5), Gradient = 0 },
        new() { Layer = () => new Concatenate(1), InputShape = [5, 2], MoreInputs = [[3, 2]], OutputShape = [8, 2], Parameters = 0 },
        new() { Layer = () => new Conv2D(3, 3, Activation.Tanh), InputShape = [6, 5, 2], OutputShape = [4, 3, 3], Parameters = 57 },
        new() { Layer = () => new Conv2D(2, (3, 2)) { Padding = Padding.Same, Stride = 2, UseBias = false, KernelInitializer = Initializer.HeNormal },
            InputShape = [6, 5, 1], OutputShape = [3, 3, 2], Parameters = 12 },
        new() { Layer = () => new Conv2D(2, 2) { Dilation = 3, BiasInitializer = Initializer.Ones }, InputShape = [6, 5, 1], OutputShape = [3, 2, 2],
            Parameters = 10 },
        new() { Layer = () => new Dense(3, Activation.Tanh), InputShape = [7], OutputShape = [3], Parameters = 24 },
        new() { Layer = () => new Dense(3) { UseBias = false, KernelInitializer = Initializer.Normal(0.2) }, InputShape = [4, 7], OutputShape = [4, 3],
            Parameters = 21 },
        new() { Layer = () => new Dense(3) { KernelRegularizer = new L1(0.1) { Proximal = true }, BiasRegularizer = new L2(0.1),
            ActivityRegularizer = new L1(0.1), KernelConstraint = new MaxNorm(1), BiasConstraint = new NonNegative() }, InputShape = [7], OutputShape = [3],
            Parameters = 24, Learns = false },
        new() { Layer = () => new Conv2D(2, 3) { KernelRegularizer = new L1L2(0.1, 0.2), KernelConstraint = new MinMaxNorm(0.5, 1, 0.5) }, InputShape = [4, 4, 2],
            OutputShape = [2, 2, 2], Parameters = 38, Learns = false },
        new() { Layer = () => new Discretization([-0.5, 0, 0.7]), InputShape = [4], OutputShape = [4], Parameters = 0, States = 3, Gradient = 0 },
        new() { Layer = () => new Discretization([-0.5, 0, 0.7]) { OutputMode = OutputMode.OneHot }, InputShape = [4], OutputShape = [4, 4], Parameters = 0,
            States = 3, Gradient = 0 },
        new() { Layer = () => new Dropout(0.5), InputShape = [9], OutputShape = [9], Parameters = 0, SameInTraining = false },
        new() { Layer = () => new Dot(), InputShape = [5], MoreInputs = [[5]], OutputShape = [1], Parameters = 0 },
        new() { Layer = () => new Dot(1, 2) { Normalize = true }, InputShape = [4, 3, 2], MoreInputs = [[5, 4]], OutputShape = [3, 2, 5], Parameters = 0 },
        new() { Layer = () => new Embedding(7, 3), InputShape = [4], OutputShape = [4, 3], Parameters = 21, Inputs = Values.Integers(0, 7) },
        new() { Layer = () => new Embedding(7, 3) { EmbeddingsRegularizer = new L1(0.1) { Proximal = true }, EmbeddingsConstraint = new MaxNorm(0.05) { Axis = 1 } },
            InputShape = [4], OutputShape = [4, 3], Parameters = 21, Inputs = Values.Integers(0, 7), Learns = false },
        new() { Layer = () => new Embedding(5, 2) { EmbeddingsInitializer = Initializer.Normal(0.5) }, InputShape = [2, 3], OutputShape = [2, 3, 2],
            Parameters = 10, Inputs = Values.Integers(0, 5, DType.Int64) },
        new() { Layer = () => new Flatten(), InputShape = [2, 3, 2], OutputShape = [12], Parameters = 0 },
        new() { Layer = () => new Flatten(ElementOrder.ColumnMajor), InputShape = [2, 3, 2], OutputShape = [12], Parameters = 0 },
        new() { Layer = () => new GaussianDropout(0.3), InputShape = [9], OutputShape = [9], Parameters = 0, SameInTraining = false },
        new() { Layer = () => new GaussianNoise(0.2), InputShape = [9], OutputShape = [9], Parameters = 0, SameInTraining = false },
        new() { Layer = () => new GatedLinear(4), InputShape = [5], OutputShape = [4], Parameters = 52,
            Registry = LayerRegistry.Default.With("GatedLinear", c => new GatedLinear((int)c["units"]!)) },
        new() { Layer = () => new GlobalAveragePooling1D(), InputShape = [6, 5], OutputShape = [5], Parameters = 0 },
        new() { Layer = () => new GlobalMaxPooling1D(), InputShape = [6, 5], OutputShape = [5], Parameters = 0 },
        new() { Layer = () => new GlobalAveragePooling2D(), InputShape = [4, 3, 5], OutputShape = [5], Parameters = 0 },
        new() { Layer = () => new GlobalMaxPooling2D(), InputShape = [4, 3, 5], OutputShape = [5], Parameters = 0 },
        new() { Layer = () => new Hashing(7), InputShape = [1], OutputShape = [1], Parameters = 0, Inputs = Values.Integers(0, 7), Gradient = 0 },
        new() { Layer = () => new Hashing(7) { OutputMode = OutputMode.MultiHot }, InputShape = [3], OutputShape = [7], Parameters = 0,
            Inputs = Values.Integers(0, 7), Gradient = 0 },
        new() { Layer = () => new Identity(), InputShape = [4, 3], OutputShape = [4, 3], Parameters = 0 },
        new() { Layer = () => new IntegerLookup(3, 1, 8), InputShape = [4], OutputShape = [4], Parameters = 0, Inputs = Values.Integers(0, 10), Gradient = 0 },
        new() { Layer = () => new IntegerLookup(3, 1, 8) { OutputMode = OutputMode.Count, MaxTokens = 5 }, InputShape = [4], OutputShape = [4],
            Parameters = 0, Inputs = Values.Integers(0, 10, DType.Int64), Gradient = 0 },
        new() { Layer = () => new Lambda(static x => x.Square() * 0.5, "half square"), InputShape = [4, 3], OutputShape = [4, 3], Parameters = 0,
            Registry = LayerRegistry.Default.WithFunction("half square", static x => x.Square() * 0.5) },
        new() { Layer = () => new GroupNormalization(2), InputShape = [4, 3, 6], OutputShape = [4, 3, 6], Parameters = 12 },
        new() { Layer = () => new GroupNormalization(3) { Scale = false, Epsilon = 1e-2 }, InputShape = [6], OutputShape = [6], Parameters = 6, Learns = false },
        new() { Layer = () => new GroupNormalization(2) { GammaInitializer = Initializer.Constant(0.5), BetaInitializer = Initializer.Normal(0.3),
            GammaRegularizer = new L2(0.1), BetaRegularizer = new L1(0.1), GammaConstraint = new NonNegative(), BetaConstraint = new MaxNorm(2) },
            InputShape = [3, 6], OutputShape = [3, 6], Parameters = 12, Learns = false },
        new() { Layer = () => new InstanceNormalization { GammaInitializer = Initializer.Constant(0.5), BetaInitializer = Initializer.Normal(0.3),
            GammaRegularizer = new L2(0.1), BetaRegularizer = new L1(0.1), GammaConstraint = new NonNegative(), BetaConstraint = new MaxNorm(2) },
            InputShape = [3, 6], OutputShape = [3, 6], Parameters = 12, Learns = false },
        new() { Layer = () => new LayerNormalization { GammaInitializer = Initializer.Constant(0.5), BetaInitializer = Initializer.Normal(0.3),
            GammaRegularizer = new L2(0.1), BetaRegularizer = new L1(0.1), GammaConstraint = new NonNegative(), BetaConstraint = new MaxNorm(2) },
            InputShape = [3, 6], OutputShape = [3, 6], Parameters = 12, Learns = false },
        new() { Layer = () => new RmsNormalization { GammaInitializer = Initializer.Constant(0.5), GammaRegularizer = new L2(0.1),
            GammaConstraint = new MinMaxNorm(0.5, 3) }, InputShape = [3, 6], OutputShape = [3, 6], Parameters = 6, Learns = false },
        new() { Layer = () => new InstanceNormalization(), InputShape = [4, 3, 2], OutputShape = [4, 3, 2], Parameters = 4 },
        new() { Layer = () => new InstanceNormalization { Center = false, Epsilon = 1e-2 }, InputShape = [5, 2], OutputShape = [5, 2], Parameters = 2 },
        new() { Layer = () => new LayerNormalization(), InputShape = [4, 5], OutputShape = [4, 5], Parameters = 10 },
        new() { Layer = () => new LayerNormalization { Axis = -2, Center = false, Epsilon = 1e-2 }, InputShape = [4, 5], OutputShape = [4, 5],
            Parameters = 20 },
        new() { Layer = () => new LocalResponseNormalization { Depth = 3, Alpha = 0.3 }, InputShape = [3, 2, 6], OutputShape = [3, 2, 6], Parameters = 0 },
        new() { Layer = () => new Maximum(), InputShape = [5, 2], MoreInputs = [[5, 2], [5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new Multiply(), InputShape = [5, 2], MoreInputs = [[5, 2], [5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new Minimum(), InputShape = [5, 2], MoreInputs = [[5, 2], [5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new Permute(3, 1, 2), InputShape = [4, 3, 2], OutputShape = [2, 4, 3], Parameters = 0 },
        new() { Layer = () => new PRelu(), InputShape = [6], OutputShape = [6], Parameters = 6 },
        new() { Layer = () => new PRelu { SharedAxes = [1, 2], AlphaInitializer = Initializer.Constant(0.25) }, InputShape = [4, 3, 2],
            OutputShape = [4, 3, 2], Parameters = 2 },
        new() { Layer = () => new PRelu { AlphaRegularizer = new L2(0.1), AlphaConstraint = new MaxNorm(0.5) }, InputShape = [6], OutputShape = [6],
            Parameters = 6, Learns = false },
        new() { Layer = () => new Relu(), InputShape = [6], OutputShape = [6], Parameters = 0 },
        new() { Layer = () => new Relu { NegativeSlope = 0.2, MaxValue = 0.8 }, InputShape = [6], OutputShape = [6], Parameters = 0 },
        new() { Layer = () => new Relu { NegativeSlope = 0.2, MaxValue = 0.8, Threshold = 0.5 }, InputShape = [4, 3, 2], OutputShape = [4, 3, 2],
            Parameters = 0 },
        new() { Layer = () => new RepeatVector(3), InputShape = [4], OutputShape = [3, 4], Parameters = 0 },
        new() { Layer = () => new Subtract(), InputShape = [5, 2], MoreInputs = [[5, 2]], OutputShape = [5, 2], Parameters = 0 },
        new() { Layer = () => new MaxPooling2D(), InputShape = [7, 6, 2], OutputShape = [3, 3, 2], Parameters = 0 },
        new() { Layer = () => new MaxPooling2D(3) { Stride = 1, Padding = Padding.Same }, InputShape = [4, 5, 2], OutputShape = [4, 5, 2], Parameters = 0 },
        new() { Layer = () => Adapted(new Normalization()), InputShape = [3, 2], OutputShape = [3, 2], Parameters = 0, States = 4 },
        new() { Layer = () => new RmsNormalization(), InputShape = [4, 5], OutputShape = [4, 5], Parameters = 5 },
        new() { Layer = () => new SpatialDropout(0.4), InputShape = [3, 2, 8], OutputShape = [3, 2, 8], Parameters = 0, SameInTraining = false },
        new() { Layer = () => new UnitNormalization { Axis = 1 }, InputShape = [3, 4], OutputShape = [3, 4], Parameters = 0 },
        new() { Layer = () => new Rescaling(0.5, -1), InputShape = [3, 2], OutputShape = [3, 2], Parameters = 0 },
        new() { Layer = () => new Rescaling(1 / 255.0), InputShape = [3, 2], OutputShape = [3, 2], Parameters = 0,
            Inputs = Values.Integers(0, 256, DType.UInt8) },
        new() { Layer = () => new Reshape(-1, 3), InputShape = [4, 6], OutputShape = [8, 3], Parameters = 0 },
        new() { Layer = () => new StringLookup("red", "blue"), InputShape = [1], OutputShape = [1], Parameters = 0, Inputs = Values.Integers(0, 3),
            Gradient = 0 },
        new() { Layer = () => new StringLookup("red", "blue") { OutputMode = OutputMode.OneHot, MaxTokens = 9 }, InputShape = [1], OutputShape = [3],
            Parameters = 0, Inputs = Values.Integers(0, 3), Gradient = 0 },
        new() { Layer = () => new TextVectorization(6, "the", "cat") { NGrams = 2, Split = TextSplit.Character }, InputShape = [6], OutputShape = [6],
            Parameters = 0, Inputs = Values.Integers(0, 4), Gradient = 0 },
        new() { Layer = () => new TextVectorization(6) { OutputMode = OutputMode.TfIdf, Standardization = TextStandardization.Lower, MaxTokens = 5 }
            .Adapt(["The cat", "the wall", "The the end"]), InputShape = [6], OutputShape = [4], Parameters = 0, States = 4, Inputs = Values.Integers(0, 5),
            Gradient = 0 },
    ];

    /// <summary>A specification of every layer, some with several.</summary>
    internal static IReadOnlyList<LayerSpec> Specs => s_specs;

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, s_specs.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void A_layer_keeps_its_promises(int number) => s_specs[number].Verify();

    [Fact]
    public void Every_layer_that_files_may_name_has_a_spec() =>
        Assert.Empty(LayerRegistry.Default.Types.Except(s_specs.Select(spec => spec.Layer().GetType().Name)));

    private static Normalization Adapted(Normalization layer)
    {
        layer.Adapt(Tensor.Normal([8, 3, 2], mean: 2, standardDeviation: 3, seed: 1));
        return layer;
    }
}
