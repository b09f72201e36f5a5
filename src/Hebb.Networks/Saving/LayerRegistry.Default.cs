using System.Text.Json.Nodes;

namespace Hebb;

public sealed partial class LayerRegistry
{
    /// <summary>Hebb's own layers.</summary>
    public static LayerRegistry Default { get; } = new(new()
    {
        ["ActivationLayer"] = Checked(static c => new ActivationLayer(c.Activation() ?? Activation.Linear)),
        ["ActivityRegularization"] = Checked(static c => new ActivityRegularization(Regularizer.Parse(c.Text("regularizer")))),
        ["Add"] = Checked(static _ => new Add()),
        ["AlphaDropout"] = Checked(static c => new AlphaDropout(c.Number("rate"))),
        ["Average"] = Checked(static _ => new Average()),
        ["AveragePooling2D"] = Checked(static c =>
            new AveragePooling2D(c.Size("poolSize")) { Stride = c.Size("stride", c.Size("poolSize")), Padding = c.Padding() }),
        ["BatchNormalization"] = Checked(static c => new BatchNormalization
        {
            Momentum = c.Number("momentum", 0.99),
            Epsilon = c.Number("epsilon", 1e-3),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            UnbiasedRunningVariance = c.Flag("unbiasedRunningVariance", false),
            Axis = c.Int("axis", -1),
            GammaInitializer = c.Initializer("gammaInitializer", Initializer.Ones),
            BetaInitializer = c.Initializer("betaInitializer", Initializer.Zeros),
            GammaRegularizer = c.Regularizer("gammaRegularizer"),
            BetaRegularizer = c.Regularizer("betaRegularizer"),
            GammaConstraint = c.Constraint("gammaConstraint"),
            BetaConstraint = c.Constraint("betaConstraint"),
        }),
        ["CategoryEncoding"] = Checked(static c => new CategoryEncoding(c.Int("tokens")) { OutputMode = c.Choice("outputMode", OutputMode.MultiHot) }),
        ["Concatenate"] = Checked(static c => new Concatenate(c.Int("axis", -1))),
        ["Conv2D"] = Checked(static c => new Conv2D(c.Int("filters"), c.Size("kernelSize"), c.Activation())
        {
            Stride = c.Size("stride", 1),
            Padding = c.Padding(),
            Dilation = c.Size("dilation", 1),
            Algorithm = c.Algorithm(),
            UseBias = c.Flag("useBias", true),
            KernelInitializer = c.Initializer("kernelInitializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("biasInitializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernelRegularizer"),
            BiasRegularizer = c.Regularizer("biasRegularizer"),
            ActivityRegularizer = c.Regularizer("activityRegularizer"),
            KernelConstraint = c.Constraint("kernelConstraint"),
            BiasConstraint = c.Constraint("biasConstraint"),
        }),
        ["Dense"] = Checked(static c => new Dense(c.Int("units"), c.Activation())
        {
            UseBias = c.Flag("useBias", true),
            KernelInitializer = c.Initializer("kernelInitializer", Initializer.GlorotUniform),
            BiasInitializer = c.Initializer("biasInitializer", Initializer.Zeros),
            KernelRegularizer = c.Regularizer("kernelRegularizer"),
            BiasRegularizer = c.Regularizer("biasRegularizer"),
            ActivityRegularizer = c.Regularizer("activityRegularizer"),
            KernelConstraint = c.Constraint("kernelConstraint"),
            BiasConstraint = c.Constraint("biasConstraint"),
        }),
        ["Discretization"] = Checked(static c =>
            new Discretization(c.Int("bins")) { IsAdapted = c.Flag("adapted", false), OutputMode = c.Choice("outputMode", OutputMode.Int) }),
        ["Dot"] = Checked(static c =>
        {
            int axis = c.Int("axis", -1);
            return new Dot(axis, c.Int("otherAxis", axis)) { Normalize = c.Flag("normalize", false) };
        }),
        ["Dropout"] = Checked(static c => new Dropout(c.Number("rate"))),
        ["Embedding"] = Checked(static c => new Embedding(c.Int("inputDimension"), c.Int("outputDimension"))
        {
            EmbeddingsInitializer = c.Initializer("embeddingsInitializer", Initializer.Uniform()),
            EmbeddingsRegularizer = c.Regularizer("embeddingsRegularizer"),
            EmbeddingsConstraint = c.Constraint("embeddingsConstraint"),
        }),
        ["Flatten"] = Checked(static c => new Flatten(c.Order())),
        ["GaussianDropout"] = Checked(static c => new GaussianDropout(c.Number("rate"))),
        ["GaussianNoise"] = Checked(static c => new GaussianNoise(c.Number("standardDeviation"))),
        ["GlobalAveragePooling1D"] = Checked(static _ => new GlobalAveragePooling1D()),
        ["GlobalAveragePooling2D"] = Checked(static _ => new GlobalAveragePooling2D()),
        ["GlobalMaxPooling1D"] = Checked(static _ => new GlobalMaxPooling1D()),
        ["GlobalMaxPooling2D"] = Checked(static _ => new GlobalMaxPooling2D()),
        ["Hashing"] = Checked(static c => new Hashing(c.Int("bins")) { OutputMode = c.Choice("outputMode", OutputMode.Int) }),
        ["Identity"] = Checked(static _ => new Identity()),
        ["IntegerLookup"] = Checked(static c =>
            IntegerLookup.OfSize(c.Int("vocabularySize"), c.Limit("maxTokens"), c.Choice("outputMode", OutputMode.Int))),
        ["Lambda"] = Checked(static c => throw UnknownFunction(c.Text("function"))),
        ["GroupNormalization"] = Checked(static c => new GroupNormalization(c.Int("groups"))
        {
            Epsilon = c.Number("epsilon", 1e-3),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            GammaInitializer = c.Initializer("gammaInitializer", Initializer.Ones),
            BetaInitializer = c.Initializer("betaInitializer", Initializer.Zeros),
            GammaRegularizer = c.Regularizer("gammaRegularizer"),
            BetaRegularizer = c.Regularizer("betaRegularizer"),
            GammaConstraint = c.Constraint("gammaConstraint"),
            BetaConstraint = c.Constraint("betaConstraint"),
        }),
        ["InstanceNormalization"] = Checked(static c => new InstanceNormalization
        {
            Epsilon = c.Number("epsilon", 1e-3),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            GammaInitializer = c.Initializer("gammaInitializer", Initializer.Ones),
            BetaInitializer = c.Initializer("betaInitializer", Initializer.Zeros),
            GammaRegularizer = c.Regularizer("gammaRegularizer"),
            BetaRegularizer = c.Regularizer("betaRegularizer"),
            GammaConstraint = c.Constraint("gammaConstraint"),
            BetaConstraint = c.Constraint("betaConstraint"),
        }),
        ["LayerNormalization"] = Checked(static c => new LayerNormalization
        {
            Axis = c.Int("axis", -1),
            Epsilon = c.Number("epsilon", 1e-3),
            Center = c.Flag("center", true),
            Scale = c.Flag("scale", true),
            GammaInitializer = c.Initializer("gammaInitializer", Initializer.Ones),
            BetaInitializer = c.Initializer("betaInitializer", Initializer.Zeros),
            GammaRegularizer = c.Regularizer("gammaRegularizer"),
            BetaRegularizer = c.Regularizer("betaRegularizer"),
            GammaConstraint = c.Constraint("gammaConstraint"),
            BetaConstraint = c.Constraint("betaConstraint"),
        }),
        ["LocalResponseNormalization"] = Checked(static c => new LocalResponseNormalization
        {
            Depth = c.Int("depth", 5),
            Bias = c.Number("bias", 2),
            Alpha = c.Number("alpha", 1e-4),
            Beta = c.Number("beta", 0.75),
        }),
        ["Maximum"] = Checked(static _ => new Maximum()),
        ["MaxPooling2D"] = Checked(static c => new MaxPooling2D(c.Size("poolSize")) { Stride = c.Size("stride", c.Size("poolSize")), Padding = c.Padding() }),
        ["Minimum"] = Checked(static _ => new Minimum()),
        ["Multiply"] = Checked(static _ => new Multiply()),
        ["Permute"] = Checked(static c => new Permute(c.Ints("order"))),
        ["PRelu"] = Checked(static c => new PRelu
        {
            SharedAxes = c.Ints("sharedAxes", []),
            AlphaInitializer = c.Initializer("alphaInitializer", Initializer.Zeros),
            AlphaRegularizer = c.Regularizer("alphaRegularizer"),
            AlphaConstraint = c.Constraint("alphaConstraint"),
        }),
        ["Relu"] = Checked(static c => new Relu
        {
            MaxValue = c.NumberOrNone("maxValue"),
            NegativeSlope = c.Number("negativeSlope", 0),
            Threshold = c.Number("threshold", 0),
        }),
        ["RepeatVector"] = Checked(static c => new RepeatVector(c.Int("times"))),
        ["Rescaling"] = Checked(static c => new Rescaling(c.Number("scale"), c.Number("offset", 0))),
        ["Reshape"] = Checked(static c => new Reshape(c.Ints("sample"))),
        ["Normalization"] = Checked(static c => new Normalization { IsAdapted = c.Flag("adapted", false) }),
        ["RmsNormalization"] = Checked(static c => new RmsNormalization
        {
            Epsilon = c.Number("epsilon", 1e-6),
            Scale = c.Flag("scale", true),
            GammaInitializer = c.Initializer("gammaInitializer", Initializer.Ones),
            GammaRegularizer = c.Regularizer("gammaRegularizer"),
            GammaConstraint = c.Constraint("gammaConstraint"),
        }),
        ["SpatialDropout"] = Checked(static c => new SpatialDropout(c.Number("rate"))),
        ["StringLookup"] = Checked(static c =>
            new StringLookup(c.Texts("vocabulary")) { MaxTokens = c.Limit("maxTokens"), OutputMode = c.Choice("outputMode", OutputMode.Int) }),
        ["Subtract"] = Checked(static _ => new Subtract()),
        ["TextVectorization"] = Checked(static c => new TextVectorization(c.Int("sequenceLength"), c.Texts("vocabulary"))
        {
            MaxTokens = c.Limit("maxTokens"),
            Standardization = c.Choice("standardization", TextStandardization.LowerAndStripPunctuation),
            Split = c.Choice("split", TextSplit.Whitespace),
            NGrams = c.Int("nGrams", 1),
            OutputMode = c.Choice("outputMode", OutputMode.Int),
        }),
        ["UnitNormalization"] = Checked(static c => new UnitNormalization { Axis = c.Int("axis", -1) }),
    });

    private static UsageException UnknownFunction(string name) => new($"the function '{name}' is not known.", $"function '{name}'",
        $"a file holds no code; tell what the name means with registry: LayerRegistry.Default.WithFunction(\"{name}\", x => ...)");

    private static Func<JsonObject, Layer> Checked(Func<ConfigReader, Layer> create) => config =>
    {
        ConfigReader reader = new(config, "its configuration");
        Layer layer = create(reader);
        reader.Finish();
        return layer;
    };
}
