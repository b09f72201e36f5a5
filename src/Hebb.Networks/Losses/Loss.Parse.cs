namespace Hebb;

public abstract partial class Loss
{
    /// <summary>The loss of a name, with its defaults: for the command line and for files; code makes an object.</summary>
    /// <param name="name"><c>cross_entropy</c>, <c>binary_cross_entropy</c>, <c>mean_squared_error</c> (<c>mse</c>), <c>mean_absolute_error</c> (<c>mae</c>) or
    /// <c>huber</c>.</param>
    /// <exception cref="OptionException">There is no such loss.</exception>
    /// <example><code>Loss loss = Loss.Parse("mse");</code></example>
    public static Loss Parse(string name) => name switch
    {
        "cross_entropy" => new CrossEntropy(),
        "binary_cross_entropy" => new BinaryCrossEntropy(),
        "mean_squared_error" or "mse" => new MeanSquaredError(),
        "mean_absolute_error" or "mae" => new MeanAbsoluteError(),
        "huber" => new Huber(),
        _ => throw new OptionException($"Loss: there is none called '{name}'.", $"loss '{name}'",
            "use one of cross_entropy, binary_cross_entropy, mean_squared_error (mse), mean_absolute_error (mae), huber"),
    };
}
