namespace Hebb.Networks.Tests.Optimizers;

/// <summary>What an optimizer writes down of itself tells it from any that takes other steps.</summary>
public class OptimizerOptionsTests
{
    private static readonly Variable s_weight = new(new TensorSpec([2, 2], DType.Float32), "dense/kernel");

    public static TheoryData<string> Names => [.. typeof(Optimizer).Assembly.GetExportedTypes().Where(static type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract)
        .Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_is_written(string name)
    {
        // The learning rate may change in a run, RunSteps with its length; what UsesAdam chooses has other slots.
        List<string> written = EveryOption.IsWritten<Optimizer>(typeof(Optimizer).Assembly.GetType($"Hebb.{name}", throwOnError: true)!,
            static optimizer => optimizer.Options([s_weight]), "learningRate", "LearningRate", "RunSteps", "UsesAdam");
        Assert.Empty(((string[])["Schedule", "WeightDecay", "DecaysBiases", "AverageDecay", "RateMultiplier"]).Except(written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_is_checked(string name)
    {
        // An exponent is negative, however much: a mean that forgets everything at once.
        List<string> tried = EveryNumber.IsChecked(typeof(Optimizer).Assembly.GetType($"Hebb.{name}", throwOnError: true)!,
            static (option, value) => option is "DecayExponent" or "LearningRatePower" && double.IsFinite(value));
        Assert.Contains($"{name}.LearningRate = NaN", tried);
        Assert.Contains($"{name}.WeightDecay = -1000000000", tried);
    }

    [Fact]
    public void A_multiplier_of_one_is_as_none()
    {
        Variable bias = new(new TensorSpec([2], DType.Float32), "dense/bias");
        Sgd some = new() { RateMultiplier = static variable => variable.Name == "dense/bias" ? 0.1 : 1 };
        Assert.Equal("0.1", some.Options([s_weight, bias])["rateMultiplier of dense/bias"]!.ToString());
        Assert.Equal(new Sgd().Options([s_weight]).ToJsonString(), some.Options([s_weight]).ToJsonString());
    }
}
