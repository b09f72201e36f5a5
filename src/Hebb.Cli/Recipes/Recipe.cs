namespace Hebb.Cli;

/// <summary>A network with settings that are known to work.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Epochs">How long it is trained unless said otherwise.</param>
/// <param name="Settings">What can be set of the network.</param>
/// <param name="Make">Makes the network for samples of a shape, a number of classes, a seed, and a value for each setting.</param>
internal sealed record Recipe(string Name, string Description, int Epochs, IReadOnlyList<RecipeSetting> Settings,
    Func<Shape, int, ulong, HyperParameters, Sequential> Make)
{
    private static readonly RecipeSetting
        Activation = RecipeSetting.Choice("activation",
            ["relu", "leaky_relu", "elu", "selu", "gelu", "silu", "mish", "tanh", "sigmoid", "softplus", "softsign"], "relu", "of the hidden layers"),
        Initializer = RecipeSetting.Choice("initializer",
            ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"], "glorot_uniform", "how kernels start"),
        L1 = RecipeSetting.Float("l1", 0, 100, 0, "the penalty on absolute weights of kernels"),
        L2 = RecipeSetting.Float("l2", 0, 100, 0, "the penalty on squared weights of kernels");

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("softmax", "softmax regression: one layer of weights", 10, [Initializer, L1, L2], MakeSoftmax),
        new("mlp", "two hidden layers of 512 ReLU units", 5,
        [
            RecipeSetting.Int("layers", 0, 32, 2, "how many hidden layers"),
            RecipeSetting.Int("units", 1, 65_536, 512, "units of each hidden layer"),
            Activation, Initializer, L1, L2, Dropout(0),
            RecipeSetting.Bool("batch_norm", false, "batch normalization before each activation"),
        ], MakeMlp),
        new("lenet5", "LeNet-5 (LeCun et al. 1998) with ReLU and max pooling", 3, LeNet(dropout: 0), MakeLeNet("lenet5")),
        new("lenet5-dropout", "LeNet-5 with a fifth of its features dropped before the dense layers", 12, LeNet(dropout: 0.2), MakeLeNet("lenet5-dropout")),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(static recipe => recipe.Name);

    /// <summary>What can be set of the network and of its training.</summary>
    public IEnumerable<RecipeSetting> AllSettings => [.. TrainingSettings.Options, .. TrainingSettings.Others, .. Settings];

    /// <summary>The network.</summary>
    /// <param name="sample">The shape of a sample.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="seed">What the initial weights are drawn from.</param>
    /// <param name="settings">What is not as usual.</param>
    public Sequential Build(Shape sample, int classes, ulong seed, HyperParameters? settings = null)
    {
        HyperParameters defaults = new(Settings.Select(static setting => (setting.Name, setting.Default!.Value)));
        return Make(sample, classes, seed, (settings ?? HyperParameters.None).Over(defaults));
    }

    /// <summary>The network for a data set.</summary>
    /// <param name="data">Its samples and classes.</param>
    /// <param name="seed">What the initial weights are drawn from.</param>
    /// <param name="name">What the user calls the data.</param>
    /// <param name="settings">What is not as usual.</param>
    /// <exception cref="DataException">The samples are of a shape that the network cannot take.</exception>
    /// <exception cref="OptionException">They are, with these settings.</exception>
    public Sequential MakeFor(Dataset data, ulong seed, string name, HyperParameters? settings = null)
    {
        try
        {
            Sequential model = Build(data.InputShape, data.Classes, seed, settings);
            model.ClassNames = data.ClassNames;
            ModelFile.NoteData(model, name);
            return model;
        }
        catch (ShapeException e) when (settings is not null && Fits(data))
        {
            string set = string.Join(' ', settings.Values.Where(value => Settings.Any(setting => setting.Name == value.Name))
                .Select(static value => $"{value.Name}={value.Value}"));
            throw CommandLineError.At("option --set", $"the recipe '{Name}' with {set} cannot take samples of {data.InputShape}. {e.What}", e.Values,
                $"set other values than {set}, or use larger images");
        }
        catch (ShapeException e)
        {
            DataException error = new($"hebb: the recipe '{Name}' cannot take samples of {data.InputShape}. {e.What}", e.Values,
                "use larger images, or another recipe", e);
            error.Within($"data '{name}'");
            throw error;
        }
    }

    // True when the network, as it usually is, takes the samples.
    private bool Fits(Dataset data)
    {
        try
        {
            Build(data.InputShape, data.Classes, 0);
            return true;
        }
        catch (ShapeException)
        {
            return false;
        }
    }

    /// <summary>The recipe of a name.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public static Recipe Find(string name) => All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw CommandLineError.At("argument RECIPE", $"there is no recipe '{name}'.", $"recipe '{name}'",
            $"use one of {string.Join(", ", Names)}{Spelling.Hint(name, Names)}");

    private static RecipeSetting Dropout(double otherwise) => RecipeSetting.Float("dropout", 0, 0.99, otherwise, "the fraction of features that is dropped");

    private static Sequential MakeSoftmax(Shape sample, int classes, ulong seed, HyperParameters settings) => new(sample, "softmax", seed)
    {
        new Rescaling(1 / 255.0),
        new Flatten(),
        MakeDense(classes, settings),
    };

    private static Sequential MakeMlp(Shape sample, int classes, ulong seed, HyperParameters settings)
    {
        Hebb.Activation activation = Hebb.Activation.Parse(settings.Text("activation"));
        Sequential model = new(sample, "mlp", seed) { new Rescaling(1 / 255.0), new Flatten() };
        for (int layer = 0; layer < settings.Int("layers"); layer++)
        {
            if (settings.Bool("batch_norm"))
            {
                model.Add(MakeDense(settings.Int("units"), settings, useBias: false));
                model.Add(new BatchNormalization());
                model.Add(activation);
            }
            else
            {
                model.Add(MakeDense(settings.Int("units"), settings, activation));
            }
            if (settings.Float("dropout") > 0) model.Add(new Dropout(settings.Float("dropout")));
        }
        model.Add(MakeDense(classes, settings));
        return model;
    }

    private static RecipeSetting[] LeNet(double dropout) =>
    [
        RecipeSetting.Int("filters", 1, 4096, 6, "filters of the first convolution; the second has 8 for every 3"),
        RecipeSetting.Int("kernel", 1, 31, 5, "height and width of the kernels"),
        RecipeSetting.Int("stride", 1, 8, 1, "how far the kernels move"),
        RecipeSetting.Choice("padding", ["valid", "same"], "valid", "whether convolutions keep the size of the image"),
        RecipeSetting.Choice("pooling", ["max", "average"], "max", "what is kept of each 2 by 2 window"),
        RecipeSetting.Int("units", 1, 65_536, 120, "units of the first dense layer; the second has 7 for every 10"),
        Activation, Initializer, L1, L2, Dropout(dropout),
    ];

    private static Func<Shape, int, ulong, HyperParameters, Sequential> MakeLeNet(string name) => (sample, classes, seed, settings) =>
    {
        Hebb.Activation activation = Hebb.Activation.Parse(settings.Text("activation"));
        (int filters, int units) = (settings.Int("filters"), settings.Int("units"));
        Sequential model = new(sample, name, seed) { new Rescaling(1 / 255.0) };
        foreach (int count in (ReadOnlySpan<int>)[filters, Math.Max(1, filters * 8 / 3)])
        {
            model.Add(new Conv2D(count, settings.Int("kernel"), activation)
            {
                Stride = settings.Int("stride"),
                Padding = settings.Text("padding") == "same" ? Padding.Same : Padding.Valid,
                KernelInitializer = Hebb.Initializer.Parse(settings.Text("initializer")),
                KernelRegularizer = MakeRegularizer(settings),
            });
            model.Add(settings.Text("pooling") == "max" ? new MaxPooling2D(2) : new AveragePooling2D(2));
        }
        model.Add(new Flatten());
        if (settings.Float("dropout") > 0) model.Add(new Dropout(settings.Float("dropout")));
        model.Add(MakeDense(units, settings, activation));
        model.Add(MakeDense(Math.Max(1, units * 7 / 10), settings, activation));
        model.Add(MakeDense(classes, settings));
        return model;
    };

    private static Dense MakeDense(int units, HyperParameters settings, Hebb.Activation? activation = null, bool useBias = true) => new(units, activation)
    {
        UseBias = useBias,
        KernelInitializer = Hebb.Initializer.Parse(settings.Text("initializer")),
        KernelRegularizer = MakeRegularizer(settings),
    };

    private static Regularizer? MakeRegularizer(HyperParameters settings) => (settings.Float("l1"), settings.Float("l2")) switch
    {
        (0, 0) => null,
        (0, double l2) => new L2(l2),
        (double l1, 0) => new L1(l1),
        var (l1, l2) => new L1L2(l1, l2),
    };
}
