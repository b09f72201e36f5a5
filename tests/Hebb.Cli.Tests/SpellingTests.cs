namespace Hebb.Cli.Tests;

public class SpellingTests
{
    [Theory]
    [InlineData("mnsit", "mnist")]
    [InlineData("lenet", "lenet5")]
    [InlineData("fashion_mnist", "fashion-mnist")]
    [InlineData("photographs", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_suggested_only_when_it_is_near(string typed, string? expected) =>
        Assert.Equal(expected, Spelling.Nearest(typed, ["mnist", "fashion-mnist", "lenet5"]));

    [Fact]
    public void Where_nothing_is_known_nothing_is_suggested() => Assert.Null(Spelling.Nearest("mnist", []));
}
