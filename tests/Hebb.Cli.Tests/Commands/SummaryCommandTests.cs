namespace Hebb.Cli.Tests;

public class SummaryCommandTests
{
    [Theory]
    [InlineData("softmax", "7,850 trained")]
    [InlineData("mlp", "669,706 trained")]
    [InlineData("lenet5", "44,426 trained")]
    public void Recipes_are_shown_for_digits(string recipe, string expected) => Assert.Contains(expected, Command.Succeed("summary", recipe).Output);

    [Fact]
    public void Saved_models_are_shown_too()
    {
        using TemporaryFolder folder = new();
        new Sequential([2, 2, 1], "tiny") { new Flatten(), new Dense(3) }.Save(folder.File("model.hebb"));

        Assert.Contains("model 'tiny'", Command.Succeed("summary", folder.File("model.hebb")).Output);
    }

    [Fact]
    public void With_a_batch_memory_and_time_of_training_are_predicted()
    {
        using TemporaryFolder folder = new();
        new Sequential([2, 2, 1], "tiny") { new Flatten(), new Dense(3) }.Save(folder.File("model.hebb"));

        foreach (string what in (string[])["lenet5", folder.File("model.hebb")])
            Assert.Matches(@"\ntraining by Adam in batches of 16: [\d.]+ [KM]B \(.*\)\na step: [\d,]+ multiply-adds, [\d.]+ ms\n$", Command.Succeed("summary", what, "--batch", "16").Output);
    }
}
