using System.Globalization;

namespace Hebb.Networks.Tests.Layers;

/// <summary>What the specs of the core layers and merges do not say.</summary>
public sealed class CoreLayerTests
{
    [Fact]
    public void A190_a_matrix_is_flattened_by_rows_or_by_columns()
    {
        Tensor sample = Tensor.From([6f, 8, 3, 4], [1, 2, 2]);
        Assert.Equal([6f, 8, 3, 4], new Flatten().Call(sample).ToArray<float>());
        Assert.Equal([6f, 3, 8, 4], new Flatten(ElementOrder.ColumnMajor).Call(sample).ToArray<float>());
    }

    [Fact]
    public void A053_a_parametric_relu_learns_its_slope()
    {
        Sequential model = new([1]) { new PRelu() };
        Tensor x = Tensor.From(new[,] { { -2f }, { -1 }, { 1 }, { 2 } }), wanted = x.LeakyRelu(0.3);
        Sgd optimizer = new(0.1);
        for (int step = 0; step < 100; step++)
        {
            using var tape = GradientTape.Begin();
            optimizer.Apply(tape.Gradient((model.Call(x) - wanted).Square().Mean(), model.Parameters));
        }
        Assert.Equal(0.3, model.Parameters[0].ToArray<float>()[0], 1e-6);
    }

    [Fact]
    public void The_slopes_of_a_parametric_relu_cost_and_stay_as_they_are_told_to()
    {
        PRelu layer = new() { AlphaInitializer = Initializer.Constant(3), AlphaRegularizer = new L2(0.1), AlphaConstraint = new MinMaxNorm(0.5, 1) };
        Sequential model = new([4]) { layer };
        Assert.Equal(4 * 0.1 * 9, model.Penalty().ToScalar(), 1e-5);
        using (var tape = GradientTape.Begin())
            new Sgd(0.5).Apply(tape.Gradient(model.Call(Tensor.Ones([2, 4])).Sum() + model.Penalty(), model.Parameters));
        Assert.All(layer.Alpha.ToArray<float>(), static slope => Assert.Equal(0.5f, slope, 1e-5f));   // 3 - 0.5 * 0.6, four of them, brought to length 1
    }

    /// <summary>Keras 3's way of putting it, in numpy: the negative part is taken away from what is clipped.</summary>
    [Theory, InlineData(null, 0, 0), InlineData(null, 0.25, 0), InlineData(1.5, 0, 0), InlineData(1.5, 0.25, 0), InlineData(null, 0, 0.5),
        InlineData(null, 0.25, 0.5), InlineData(1.5, 0.25, 0.5), InlineData(1.0, 0.25, 2)]
    public void A_relu_with_options_agrees_with_the_formula(double? most, double slope, double threshold)
    {
        Golden golden = Golden.Load("layers/relu");
        Tensor x = Tensor.From(golden.Float64("x"));
        string name = string.Create(CultureInfo.InvariantCulture, $"{(most is null ? "none" : $"{most}")}_{slope}_{threshold}");
        using var tape = GradientTape.Begin();
        Tensor y = new Relu { MaxValue = most, NegativeSlope = slope, Threshold = threshold }.Call(x);
        Assert.Equal(golden.Float64($"y.{name}"), y.ToArray<double>(), (a, b) => Math.Abs(a - b) <= 1e-15);
        Assert.Equal(golden.Float64($"gradient.{name}"), tape.Gradient(y.Sum(), x)[x].ToArray<double>());
    }

    [Fact]
    public void A_relu_without_options_has_the_bits_of_the_activation()
    {
        Tensor x = Tensor.Normal([40], seed: 1);
        Assert.Equal(x.Relu().ToArray<float>(), new Relu().Call(x).ToArray<float>());
        Assert.Equal(x.LeakyRelu(0.3).ToArray<float>(), new Relu { NegativeSlope = 0.3 }.Call(x).ToArray<float>());
    }

    [Fact]
    public void A_repeated_vector_is_each_step()
    {
        Tensor y = new RepeatVector(2).Call(Tensor.From(new[,] { { 1f, 2 }, { 3, 4 } }));
        Assert.Equal([2, 2, 2], y.Shape);
        Assert.Equal([1f, 2, 1, 2, 3, 4, 3, 4], y.ToArray<float>());
    }

    [Fact]
    public void The_dot_product_of_zeros_has_no_angle_and_is_zero() =>
        Assert.Equal([0f, 1f], new Dot { Normalize = true }.Call(Tensor.From(new[,] { { 0f, 0 }, { 3, 4 } }), Tensor.From(new[,] { { 1f, 1 }, { 6, 8 } }))
            .ToArray<float>(), (a, b) => Math.Abs(a - b) <= 1e-6);

    [Fact]
    public void A_function_is_found_again_by_its_name_among_others()
    {
        Sequential model = new([3]) { new Lambda(static x => x.Square(), "square"), new Dense(2), new Lambda(static x => x.Tanh(), "squash") };
        LayerRegistry registry = LayerRegistry.Default.WithFunction("squash", static x => x.Tanh()).WithFunction("square", static x => x.Square());
        Model loaded = Model.Read(model.Entries().ToDictionary(static entry => entry.Name, static entry => entry.Data.ToArray()), registry);
        Tensor x = Tensor.Normal([4, 3], seed: 1);
        Assert.Equal(model.Predict(x).ToArray<float>(), loaded.Predict(x).ToArray<float>());
    }

    [Fact]
    public void An_embedding_gives_the_rows_of_its_table_for_numbers_of_any_type()
    {
        Sequential model = new([2]) { new Embedding(3, 2) };
        model.Parameters[0].Assign(Tensor.From(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } }));
        foreach (DType type in (DType[])[DType.Int32, DType.Int64, DType.UInt8, DType.Float32])
        {
            Tensor rows = model.Predict(Tensor.From([2, 0, 1, 1], [2, 2]).Cast(type));
            Assert.Equal([2, 2, 2], rows.Shape);
            Assert.Equal([5f, 6, 1, 2, 3, 4, 3, 4], rows.ToArray<float>());
        }
    }

    [Fact]
    public void The_gradient_of_an_embedding_is_that_of_differences()
    {
        Tensor input = Model.Input([3], DType.Float64);   // in Float64, so that the table is
        Functional model = new(input, input.Apply(new Embedding(5, 4)).Tanh());
        Tensor words = Tensor.From([0d, 2, 4, 2, 2, 1], [2, 3]);
        GradientCheck.Verify(() => model.Call(words), model.Parameters, order: 2, tolerance: 1e-7);
    }

    [Fact]
    public void Wrong_options_and_inputs_are_explained()
    {
        Tensor image = Model.Input([4, 5, 3]), row = Model.Input([6]);
        byte[] text = ArchitectureWriter.Write(new Sequential([3]) { new Lambda(static x => x.Square(), "square") });
        Snapshot.Errors("core_layer_errors",
        [
            ("an axis twice", () => new Permute(1, 1)),
            ("the batch axis", () => new Permute(0, 1, 2)),
            ("an order of another rank", () => image.Apply(new Permute(2, 1))),
            ("no repetition", () => new RepeatVector(0)),
            ("repeating an image", () => image.Apply(new RepeatVector(2))),
            ("sharing along the batch", () => image.Apply(new PRelu { SharedAxes = [0, 1] })),
            ("a relu of at most a negative number", () => new Relu { MaxValue = -1 }),
            ("a relu with a negative slope", () => new Relu { NegativeSlope = -0.1 }),
            ("a relu with no threshold", () => new Relu { Threshold = double.NaN }),
            ("no words", () => new Embedding(0, 8)),
            ("rows of no length", () => new Embedding(10, 0)),
            ("a word outside the table", () => new Sequential([2], "words") { new Embedding(3, 2) }.Call(Tensor.From([0, 3], [1, 2]))),
            ("a word that is not a number", () => new Sequential([1], "words") { new Embedding(3, 2) }.Call(Tensor.From([float.NaN], [1, 1]))),
            ("a word outside the table, by plan", () => Replay(new Sequential([2], "words") { new Embedding(3, 2) }, 3)),
            ("a dot product of different extents", () => new Dot().Call(row, image)),
            ("a dot product along the batch", () => new Dot(0).Call(row, row)),
            ("a dot product of three", () => new Dot().Call(row, row, row)),
            ("a function without a name is saved", () => ArchitectureWriter.Write(new Sequential([3]) { new Lambda(static x => x.Square()) })),
            ("a function is loaded that nobody named", () => ArchitectureReader.Read(text, LayerRegistry.Default, 0)),
            ("a function of another name", () => ArchitectureReader.Read(text, LayerRegistry.Default.WithFunction("cube", static x => x.Pow(3)), 0)),
            ("an order of elements that is none", () => ArchitectureReader.Read(Replace(ArchitectureWriter.Write(new Sequential([2, 3])
                { new Flatten(ElementOrder.ColumnMajor) }), "column_major", "diagonal"), LayerRegistry.Default, 0)),
        ]);
    }

    private static void Replay(Model model, int word)
    {
        Variable words = new(Tensor.From([0, 0], [1, 2]), "words");
        Plan plan = Plan.Compile(() => model.Call(words));
        words.Assign(Tensor.From([0, word], [1, 2]));
        plan.Replay();
    }

    private static byte[] Replace(byte[] text, string old, string with) =>
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(text).Replace(old, with, StringComparison.Ordinal));
}
