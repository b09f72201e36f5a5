namespace Hebb.Cli.Tests;

public class FiguresTests
{
    [Theory]
    [InlineData(0.04, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.99, "1:00")]
    [InlineData(61, "1:01")]
    [InlineData(3599.6, "1:00:00")]
    [InlineData(93784, "26:03:04")]
    public void Times_are_read_at_a_glance(double seconds, string expected) => Assert.Equal(expected, Figures.Time(seconds));

    [Fact]
    public void Numbers_are_as_wide_as_the_last_one() => Assert.Equal(" 2/12", Figures.Of(2, 12));

    [Fact]
    public void One_is_not_many() => Assert.Equal("1 epoch, 2 epochs", $"{Figures.Number(1, "epoch")}, {Figures.Number(2, "epoch")}");

    [Fact]
    public void A_share_of_nothing_is_a_dash() => Assert.Equal("– and 98.70 %", $"{Figures.Percent(double.NaN)} and {Figures.Percent(0.987)}");
}
