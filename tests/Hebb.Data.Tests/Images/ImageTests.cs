namespace Hebb.Data.Tests;

public sealed class ImageTests
{
    [Fact]
    public void Colour_becomes_grey_by_luma()
    {
        Assert.Equal([76, 150, 29, 255, 0], new Image(1, 5, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0]).To(1).Pixels.ToArray());
    }

    [Fact]
    public void Grey_becomes_colour_by_repetition() => Assert.Equal([7, 7, 7, 200, 200, 200], new Image(1, 2, 1, [7, 200]).To(3).Pixels.ToArray());

    [Fact]
    public void Alpha_is_laid_over_black()
    {
        Assert.Equal([0, 100, 50], new Image(1, 3, 2, [200, 0, 100, 255, 100, 128]).To(1).Pixels.ToArray());
        Assert.Equal([0, 0, 0, 1, 2, 3, 128, 64, 0], new Image(3, 1, 4, [9, 9, 9, 0, 1, 2, 3, 255, 255, 128, 0, 128]).To(3).Pixels.ToArray());
    }

    [Fact]
    public void The_right_number_of_channels_is_left_alone()
    {
        Image grey = new(1, 1, 1, [5]);
        Assert.Same(grey, grey.To(1));
    }

    [Fact]
    public void Other_numbers_of_channels_are_refused() => Assert.Throws<OptionException>(() => new Image(1, 1, 1, [5]).To(2));
}
