namespace Hebb.Networks.Tests.Losses;

/// <summary>What a loss writes down of itself tells it from any that gives other numbers.</summary>
public class LossOptionsTests
{
    public static TheoryData<string> Names => [.. typeof(Loss).Assembly.GetExportedTypes().Where(static type => type.IsSubclassOf(typeof(Loss)) && !type.IsAbstract)
        .Select(static type => type.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_is_written(string name)
    {
        List<string> written = EveryOption.IsWritten<Loss>(typeof(Loss).Assembly.GetType($"Hebb.{name}", throwOnError: true)!, static loss => loss.Options());
        Assert.Contains("Reduction", written);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_number_is_checked(string name) =>
        EveryNumber.IsChecked(typeof(Loss).Assembly.GetType($"Hebb.{name}", throwOnError: true)!, static (option, _) => option == "IgnoredLabel");   // any number may mark what does not count
}
