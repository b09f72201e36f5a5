using System.Globalization;

namespace Hebb.Networks.Tests.Layers;

/// <summary>Outputs and gradients of layers, in Float64, against PyTorch's.</summary>
public sealed class LayerGoldenTests
{
    [Theory, InlineData("dense", true), InlineData("dense_no_bias", false), InlineData("dense_rank_3", true)]
    public void Dense_agrees(string name, bool useBias) => Verify(name, new Dense(3) { UseBias = useBias });

    [Theory, InlineData("valid"), InlineData("same"), InlineData("same_5x5"), InlineData("same_even_kernel"), InlineData("stride_2"),
        InlineData("same_stride_2"), InlineData("stride_3_valid"),
        InlineData("dilation_2"), InlineData("same_dilation_2"), InlineData("rectangular"), InlineData("pointwise"), InlineData("pointwise_stride_2"),
            InlineData("no_bias"), InlineData("many_channels")]
    public void Conv2D_agrees(string name)
    {
        Golden golden = Golden.Load("layers/conv2d_" + name);
        int[] kernel = golden.Shape("kernel"), padding = [.. golden.Setting("padding").Split(',').Select(int.Parse)];
        bool isSame = name is not "stride_2" && padding.Sum() > 0;   // PyTorch's padding of a strided convolution is even, Keras's is not
        Conv2D layer = new(kernel[3], (kernel[0], kernel[1]))
        {
            Stride = int.Parse(golden.Setting("stride"), CultureInfo.InvariantCulture),
            Dilation = int.Parse(golden.Setting("dilation"), CultureInfo.InvariantCulture),
            Padding = isSame ? Padding.Same : Padding.Valid,
            UseBias = golden.Has("bias"),
        };
        Verify("conv2d_" + name, layer, x => isSame ? x : x.Pad([(0, 0), (padding[0], padding[1]), (padding[2], padding[3]), (0, 0)]));
    }

    [Theory, InlineData("2x2", 2, 2, false), InlineData("2x2_odd_input", 2, 2, false), InlineData("3x3_stride_1_same", 3, 1, true),
        InlineData("3x3_stride_2_same", 3, 2, true)]
    public void Pooling_agrees(string name, int size, int stride, bool isSame)
    {
        Padding padding = isSame ? Padding.Same : Padding.Valid;
        Verify("max_pooling_" + name, new MaxPooling2D(size) { Stride = stride, Padding = padding });
        Verify("average_pooling_" + name, new AveragePooling2D(size) { Stride = stride, Padding = padding });
    }

    [Fact]
    public void Global_pooling_and_flattening_agree()
    {
        Verify("global_average_pooling", new GlobalAveragePooling2D());
        Verify("global_max_pooling", new GlobalMaxPooling2D());
        Verify("global_average_pooling_1d", new GlobalAveragePooling1D());
        Verify("global_max_pooling_1d", new GlobalMaxPooling1D());
        Verify("flatten", new Flatten());
        Verify("flatten_column_major", new Flatten(ElementOrder.ColumnMajor));
        Verify("permute_2_3_1", new Permute(2, 3, 1));
        Verify("reshape_6_2", new Reshape(6, 2));
        Verify("repeat_vector_3", new RepeatVector(3));
    }

    [Fact]
    public void Embedding_agrees() => Verify("embedding", new Embedding(7, 3));

    [Fact]
    public void Parametric_relu_agrees()
    {
        Verify("p_relu", new PRelu());
        Verify("p_relu_shared", new PRelu { SharedAxes = [1, 2] });
    }

    [Fact]
    public void Merging_agrees()
    {
        Verify("add", new Add());
        Verify("concatenate_last_axis", new Concatenate());
        Verify("concatenate_axis_1", new Concatenate(1));
        Verify("subtract", new Subtract());
        Verify("multiply", new Multiply());
        Verify("average", new Average());
        Verify("maximum", new Maximum());
        Verify("minimum", new Minimum());
        Verify("dot", new Dot());
        Verify("dot_axes_1_2", new Dot(1, 2));
        Verify("dot_cosine", new Dot { Normalize = true });
    }

    [Theory, InlineData("nc_1e-3"), InlineData("nc_1e-5"), InlineData("nhwc_1e-3"), InlineData("nhwc_1e-5"), InlineData("nchw_1e-3", 1)]
    public void Batch_normalization_agrees_in_training_and_in_use_and_so_do_both_running_variances(string name, int axis = -1)
    {
        Golden golden = Golden.Load("layers/batch_normalization_" + name);
        double epsilon = double.Parse(golden.Setting("epsilon"), CultureInfo.InvariantCulture);
        BatchNormalization keras = new() { Epsilon = epsilon, Axis = axis };
        BatchNormalization torch = new() { Epsilon = epsilon, Axis = axis, Momentum = 0.9, UnbiasedRunningVariance = true };
        Functional model = Model(golden, keras, ["input.0"]), other = Model(golden, torch, ["input.0"]);
        for (int step = 0; step < 3; step++)
        {
            Tensor x = Read(golden, $"input.{step}");
            using (var tape = GradientTape.Begin())
            {
                Tensor y = model.Call(x);
                Close(golden, $"output.{step}", y);
                if (step == 2) Gradients(golden, "", tape.VectorJacobianProduct(y, Read(golden, "gradient.output"), [x, .. model.Parameters]), x, model);
            }
            using var scope = TensorScope.Training();
            other.Call(x);
        }
        Close(golden, "running_mean.keras", keras.RunningMean);
        Close(golden, "running_variance.keras", keras.RunningVariance);
        Close(golden, "running_mean.torch", torch.RunningMean);
        Close(golden, "running_variance.torch", torch.RunningVariance);
        Tensor input = Read(golden, "inference.input");
        using var inference = GradientTape.Begin(training: false);
        Tensor output = model.Call(input);
        Close(golden, "inference.output", output);
        Gradients(golden, "inference.", inference.VectorJacobianProduct(output, Read(golden, "inference.gradient.output"), [input, .. model.Parameters]), input,
            model);
    }

    internal static void Verify(string name, Layer layer, Func<Tensor, Tensor>? before = null)
    {
        Golden golden = Golden.Load("layers/" + name);
        string[] names = [.. golden.Names.Where(entry => entry.StartsWith("input", StringComparison.Ordinal))];
        Functional model = Model(golden, layer, names, before);
        Tensor[] inputs = [.. names.Select(entry => Read(golden, entry))];
        using var tape = GradientTape.Begin();
        Tensor output = model.CallAll(inputs)[0];
        Close(golden, "output", output);
        Gradients gradients = tape.VectorJacobianProduct(output, Read(golden, "gradient.output"), [.. inputs, .. model.Parameters]);
        foreach ((string entry, Tensor input) in names.Zip(inputs)) Close(golden, "gradient." + entry, gradients[input]);
        foreach (Parameter parameter in model.Parameters) Close(golden, "gradient." + Leaf(parameter), gradients[parameter]);
    }

    private static void Gradients(Golden golden, string prefix, Gradients gradients, Tensor x, Functional model)
    {
        Close(golden, prefix + "gradient.input", gradients[x]);
        foreach (Parameter parameter in model.Parameters) Close(golden, prefix + "gradient." + Leaf(parameter), gradients[parameter]);
    }

    private static Functional Model(Golden golden, Layer layer, string[] names, Func<Tensor, Tensor>? before = null)
    {
        Tensor[] inputs = [.. names.Select(name => Hebb.Model.Input(Shape.Create(golden.Shape(name))[1..], DType.Float64))];
        Functional model = new(inputs, [layer.Call([.. inputs.Select(input => before?.Invoke(input) ?? input)])]);
        foreach (Parameter parameter in model.Parameters) parameter.Assign(Read(golden, Leaf(parameter)));
        return model;
    }

    private static string Leaf(Parameter parameter) => parameter.Name[(parameter.Name.LastIndexOf('/') + 1)..];

    private static Tensor Read(Golden golden, string name) => Tensor.From(golden.Float64(name), Shape.Create(golden.Shape(name)));

    private static void Close(Golden golden, string name, Tensor actual) => Hebb.Testing.TensorAssert.AllClose(Read(golden, name), actual, 1e-11, 1e-11);
}
