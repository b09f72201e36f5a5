namespace Hebb.Cli.Tests;

public class ConfusionTextTests
{
    [Fact]
    public void A_table_that_fits_is_shown_whole() => Assert.Contains("label", ConfusionText.Of(Matrix(), width: 80));

    [Fact]
    public void In_a_narrow_terminal_the_worst_confusions_are_named()
    {
        string text = ConfusionText.Of(Matrix(), width: 12);

        Assert.Contains("2 of cat taken for dog", text);
        Assert.DoesNotContain("label", text);
    }

    [Fact]
    public void Where_nothing_was_confused_that_is_said() => Assert.Equal("No class was taken for another.", ConfusionText.Of(new(2), width: 5));

    private static ConfusionMatrix Matrix()
    {
        ConfusionMatrix matrix = new(2) { ClassNames = ["cat", "dog"] };
        matrix.Update(Tensor.From([0f, 1f, 0f, 1f, 0f, 1f], [3, 2]), Tensor.From([0, 0, 1], [3]));
        return matrix;
    }
}
