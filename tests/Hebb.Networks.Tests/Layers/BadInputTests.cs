namespace Hebb.Networks.Tests.Layers;

/// <summary>Options, inputs and weights that make no sense, one table for all layers; preprocessing has its own.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        Tensor three = Model.Input([3]), matrix = Model.Input([3, 4]), codes = Model.Input([3], DType.Int32);
        Tensor numbers = Tensor.From(new[,] { { 1, 2 } });
        Tensor[] rows = [.. Enumerable.Range(0, 7).Select(static n => Tensor.Ones([2, n]))];
        Snapshot.Errors("layer_bad_input",
        [
            ("a kernel without initializer", () => _ = new Sequential([3], "m") { new Dense(2) { KernelInitializer = null! } }),
            ("slopes without initializer", () => _ = new Sequential([3], "m") { new PRelu { AlphaInitializer = null! } }),
            ("an epsilon without end", () => new BatchNormalization { Epsilon = double.PositiveInfinity }),
            ("no channels to group", () => _ = new Sequential([0], "m") { new GroupNormalization(2) }),
            ("more elements than an axis has", () => _ = new Sequential([65536, 65536], "m") { new Flatten() }),
            ("a kernel larger than an image of many channels", () => _ = new Sequential([4, 4, 6], "m") { new Conv2D(16, 5) }),
            ("no such order", () => new Flatten((ElementOrder)9)),
            ("a kernel's constraint along no axis", () => _ = new Sequential([3], "m") { new Dense(2) { KernelConstraint = new MaxNorm { Axis = 9 } } }),
            ("a bias's constraint along no axis", () => _ = new Sequential([3], "m") { new Dense(2) { BiasConstraint = new UnitNorm { Axis = 1 } } }),
            ("an embedding's constraint along no axis", () => new Embedding(3, 2) { EmbeddingsConstraint = new MinMaxNorm { Axis = -3 } }.Call(numbers)),
            ("an orthogonal bias", () => _ = new Sequential([3], "m") { new Dense(2) { BiasRegularizer = new OrthogonalRegularizer() } }),
            ("orthogonal filters", () => _ = new Sequential([4, 4, 1], "m") { new Conv2D(2, 2) { KernelRegularizer = new OrthogonalRegularizer() } }),
            ("outputs that are shrunk", () => _ = new Sequential([3], "m") { new ActivityRegularization(new L1 { Proximal = true }) }),
            ("a function that gives nothing", () => _ = new Sequential([3], "m") { new Lambda(static _ => null!) }),
            ("a function whose name is empty", () => new Lambda(static x => x, "")),
            ("sums of numbers and codes", () => new Add().Call(three, codes)),
            ("means of one", () => Again(new Average(), [rows[3], rows[3]], [rows[3]])),
            ("a difference of one", () => Again(new Subtract(), [rows[3], rows[3]], [rows[3]])),
            ("a dot product of one", () => Again(new Dot(), [rows[3], rows[3]], [rows[3]])),
            ("joined along the batch", () => new Concatenate(0).Call(three, three)),
            ("joined along no axis", () => new Concatenate(9).Call(three, three)),
            ("joined with a matrix", () => new Concatenate().Call(three, matrix)),
            ("joined with another batch", () => new Concatenate().Call(rows[3], Tensor.Ones([5, 3]))),
            ("joined with codes", () => new Concatenate().Call(three, codes)),
            ("a dot product along no axis", () => new Dot(9).Call(three, three)),
            ("a dot product of another batch", () => new Dot().Call(rows[3], Tensor.Ones([1, 3]))),
            ("a dot product with codes", () => new Dot().Call(three, codes)),
            ("later other features", () => Again(new Dense(2), [rows[3]], [rows[5]])),
            ("later other features to normalize", () => Again(new LayerNormalization(), [rows[4]], [rows[5]])),
            ("later other features in groups", () => Again(new GroupNormalization(2), [rows[4]], [rows[6]])),
            ("later another rank", () => Again(new UnitNormalization { Axis = 2 }, [Tensor.Ones([2, 3, 4])], [rows[5]])),
            ("codes to normalize", () => new InstanceNormalization().Call(numbers.Reshape(1, 1, 2))),
            ("codes for a layer of numbers", () => _ = new Sequential(codes, "m") { new RmsNormalization() }),
        ]);
        Assert.Throws<ArgumentNullException>(static () => new PRelu { SharedAxes = null! });
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(static () => Constraint.Parse(null!)).ParamName);
        Assert.Equal("name", Assert.Throws<ArgumentNullException>(static () => Regularizer.Parse(null!)).ParamName);
    }

    [Fact]
    public void What_is_of_the_users_own_is_checked_where_it_is_used()
    {
        float[] room = new float[600];
        Sequential flat = new([3], "m") { new Lambda(static x => x.Reshape(-1)) };
        OwnRegularizer columns = new(static x => x.Sum(0));
        Tensor many = Tensor.Ones([600, 3]), few = Tensor.Ones([4, 3]);
        Snapshot.Errors("layer_own_errors",
        [
            ("children that are null", () => _ = new Sequential([3], "m") { new Own(static x => x, children: null) }),
            ("a formula that gives nothing", () => _ = new Sequential([3], "m") { new Own(static _ => null!, []) }),
            ("a penalty that is nothing", () => new Dense(2) { ActivityRegularizer = new OwnRegularizer(static _ => null!) }.Call(few)),
            ("a penalty of two numbers", () => new Sequential([3], "m") { new Dense(2) { KernelRegularizer = columns } }.Penalty()),
            ("a constraint that gives nothing", () => Step(new OwnConstraint(static _ => null!))),
            ("a constraint that changes the shape", () => Step(new OwnConstraint(static x => x.Sum(0)))),
            ("a total over 600 samples", () => new Sequential([3], "m") { new Lambda(static x => x.Sum()) }.Predict(many)),
            ("sums over 600 samples", () => new Sequential([3], "m") { new Lambda(static x => x.Sum(0)) }.Predict(many)),
            ("sums over two samples", () => new Sequential([3], "m") { new Lambda(static x => x.Sum(0, keepDims: true)) }.Predict(Tensor.Ones([2, 3]))),
            ("a table of its own", () => new Sequential([3], "m") { new Lambda(static _ => Tensor.Ones([5, 3])) }.Predict(Tensor.Ones([5, 3]))),
            ("a table into memory of the host", () => new Sequential([3], "m") { new Lambda(static _ => Tensor.Ones([5, 3])) }.Predict(new float[3], room)),
            ("a total into memory of the host", () => new Sequential([3], "m") { new Lambda(static x => x.Sum()) }.Predict(new float[1800], room)),
            ("rows of another number into memory of the host", () => flat.Predict(new float[1800], room)),
            ("an orthogonal matrix without end", () => Fill(Initializer.Orthogonal())),
            ("a sparse matrix without end", () => Fill(Initializer.Sparse(0.5))),
            ("an identity without end", () => Fill(Initializer.Identity())),
        ]);
        // All at once, a function of the whole batch is what it is.
        Assert.Equal(12, new Sequential([3]) { new Lambda(static x => x.Sum()) }.Predict(few).ToScalar());
        Assert.Equal([1800], flat.Predict(many).Shape);
        Assert.Equal([1, 3], new Sequential([3]) { new Lambda(static x => x.Sum(0, keepDims: true)) }.Call(few).Shape);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => flat.Predict((Tensor)null!)).ParamName);
        Assert.Equal("inputs[0]", Assert.Throws<ArgumentNullException>(() => flat.PredictAll([null!])).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentNullException>(() => Activation.Relu.Call(null!)).ParamName);
        Assert.Throws<ArgumentNullException>(() => new Own(static x => x, [], name: null!).Call(few));

        static void Step(Constraint constraint)
        {
            Sequential model = new([3], "m") { new Dense(2) { KernelConstraint = constraint } };
            using var tape = GradientTape.Begin();
            Tensor loss = model.Call(Tensor.Ones([4, 3])).Sum();
            new Sgd(0.1).Apply(tape.Gradient(loss, model.Parameters));
        }

        static void Fill(Initializer initializer) => _ = new Sequential([50_000], "m") { new Dense(50_000) { KernelInitializer = initializer } };
    }

    [Fact]
    public void A_sum_deeper_than_the_channels_is_the_sum_over_all()
    {
        Tensor x = Tensor.Arange(1, 7).Reshape(1, 6);
        float[] all = new LocalResponseNormalization { Depth = 11, Alpha = 0.3 }.Call(x).ToArray<float>();
        Assert.Equal(all, new LocalResponseNormalization { Depth = int.MaxValue, Alpha = 0.3 }.Call(x).ToArray<float>());
        Assert.Equal(1 / Math.Pow(2 + 0.3 * 91, 0.75), all[0], 1e-6);
    }

    [Fact]
    public void What_a_function_throws_comes_out_and_leaves_the_model_as_it_was()
    {
        Sequential model = new([3]) { new Dense(2) };
        Assert.Throws<FormatException>(() => model.Add(new Lambda(static _ => throw new FormatException())));
        Assert.Single(model.Layers);
        model.Add(new Dense(1));
        Assert.Equal([4, 1], model.Predict(Tensor.Ones([4, 3])).Shape);
    }

    [Fact]
    public void No_samples_cost_no_penalty()
    {
        using var tape = GradientTape.Begin();
        var layer = new ActivityRegularization(new L2(0.1));
        layer.Call(Tensor.Ones([0, 3]));
        Assert.Equal(0, layer.Penalty().ToScalar());
    }

    private static void Again(Layer layer, Tensor[] first, Tensor[] then)
    {
        layer.Call(first);
        layer.Call(then);
    }

    private sealed class Own(Func<Tensor, Tensor> formula, Module[]? children, string name = "state") : Layer
    {
        protected override IEnumerable<Module> Children => children!;

        protected override void Build(Shape input) => AddState(name, []);

        protected override Tensor Forward(Tensor x) => formula(x);
    }

    private sealed record OwnRegularizer(Func<Tensor, Tensor> Function) : Regularizer
    {
        public override string Name => "own";

        public override Tensor Call(Tensor x) => Function(x);
    }

    private sealed record OwnConstraint(Func<Tensor, Tensor> Function) : Constraint
    {
        public override string Name => "own";

        public override Tensor Call(Tensor weights) => Function(weights);
    }
}
