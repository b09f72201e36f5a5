namespace Hebb.Networks.Tests.Losses;

public class LossTests
{
    [Theory]
    [InlineData("cross_entropy", typeof(CrossEntropy))]
    [InlineData("binary_cross_entropy", typeof(BinaryCrossEntropy))]
    [InlineData("mean_squared_error", typeof(MeanSquaredError))]
    [InlineData("mse", typeof(MeanSquaredError))]
    [InlineData("mean_absolute_error", typeof(MeanAbsoluteError))]
    [InlineData("mae", typeof(MeanAbsoluteError))]
    [InlineData("huber", typeof(Huber))]
    public void A_name_gives_its_loss(string name, Type type)
    {
        Loss loss = Loss.Parse(name);
        Assert.IsType(type, loss);
        Assert.Equal(type, Loss.Parse(loss.Name).GetType());
    }

    [Fact]
    public void An_unknown_name_lists_the_known_ones() => Snapshot.Throws<OptionException>("loss_unknown", () => Loss.Parse("crossentropy"));
}
