namespace Hebb.Cli;

/// <summary>A network with settings that are known to work.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Description">What it is, in a line.</param>
/// <param name="Epochs">How long it is trained unless said otherwise.</param>
/// <param name="Build">Makes the network for samples of a shape and a number of classes.</param>
internal sealed record Recipe(string Name, string Description, int Epochs, Func<Shape, int, ulong, Sequential> Build)
{
    /// <summary>All there are.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new("softmax", "softmax regression: one layer of weights", 10, static (sample, classes, seed) => new Sequential(sample, "softmax", seed)
        {
            new Rescaling(1 / 255.0),
            new Flatten(),
            new Dense(classes),
        }),
        new("mlp", "two hidden layers of 512 ReLU units", 5, static (sample, classes, seed) => new Sequential(sample, "mlp", seed)
        {
            new Rescaling(1 / 255.0),
            new Flatten(),
            new Dense(512, Activation.Relu),
            new Dense(512, Activation.Relu),
            new Dense(classes),
        }),
        new("lenet5", "LeNet-5 (LeCun et al. 1998) with ReLU and max pooling", 3, static (sample, classes, seed) => new Sequential(sample, "lenet5", seed)
        {
            new Rescaling(1 / 255.0),
            new Conv2D(6, 5, Activation.Relu),
            new MaxPooling2D(2),
            new Conv2D(16, 5, Activation.Relu),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(120, Activation.Relu),
            new Dense(84, Activation.Relu),
            new Dense(classes),
        }),
        new("lenet5-dropout", "LeNet-5 with a fifth of its features dropped before the dense layers", 12,
            static (sample, classes, seed) => new Sequential(sample, "lenet5-dropout", seed)
        {
            new Rescaling(1 / 255.0),
            new Conv2D(6, 5, Activation.Relu),
            new MaxPooling2D(2),
            new Conv2D(16, 5, Activation.Relu),
            new MaxPooling2D(2),
            new Flatten(),
            new Dropout(0.2),
            new Dense(120, Activation.Relu),
            new Dense(84, Activation.Relu),
            new Dense(classes),
        }),
    ];

    /// <summary>The names of all.</summary>
    public static IEnumerable<string> Names => All.Select(static recipe => recipe.Name);

    /// <summary>The network for a data set.</summary>
    /// <param name="data">Its samples and classes.</param>
    /// <param name="seed">What the initial weights are drawn from.</param>
    /// <param name="name">What the user calls the data.</param>
    /// <exception cref="DataException">The samples are of a shape that the network cannot take.</exception>
    public Sequential MakeFor(Dataset data, ulong seed, string name)
    {
        try
        {
            Sequential model = Build(data.InputShape, data.Classes, seed);
            model.ClassNames = data.ClassNames;
            return model;
        }
        catch (ShapeException e)
        {
            DataException error = new($"hebb: the recipe '{Name}' cannot take samples of {data.InputShape}. {e.What}", e.Values,
                "use larger images, or another recipe", e);
            error.Within($"data '{name}'");
            throw error;
        }
    }

    /// <summary>The recipe of a name.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public static Recipe Find(string name) => All.FirstOrDefault(recipe => recipe.Name == name)
        ?? throw CommandLineError.At("argument RECIPE", $"there is no recipe '{name}'.", $"recipe '{name}'",
            $"use one of {string.Join(", ", Names)}{Spelling.Hint(name, Names)}");
}
