namespace Hebb.Networks.Tests.Models;

public sealed class SummaryTests
{
    [Fact]
    public void LeNet_5_has_the_parameters_and_the_work_of_the_paper()
    {
        Sequential model = new([28, 28, 1], "lenet_5")
        {
            new Rescaling(1 / 255.0),
            new Conv2D(6, 5, Activation.Tanh) { Padding = Padding.Same },
            new AveragePooling2D(2),
            new Conv2D(16, 5, Activation.Tanh),
            new AveragePooling2D(2),
            new Flatten(),
            new Dense(120, Activation.Tanh),
            new Dense(84, Activation.Tanh),
            new Dense(10),
        };
        Snapshot.Matches("summary_lenet_5", model.Summary().ToString());
        Assert.Equal(61_706, model.Summary().TrainedParameters);
        Assert.Equal(28 * 28 * 25 * 6 + 10 * 10 * 150 * 16 + 400 * 120 + 120 * 84 + 84 * 10, model.Summary().MultiplyAdds);
    }

    [Fact]
    public void A_residual_block_shows_what_feeds_what_and_counts_what_is_frozen()
    {
        Tensor image = Model.Input([32, 32, 3]);
        Tensor shortcut = image.Apply(new Conv2D(64, 1) { Trainable = false });
        Tensor x = image.Apply(new Conv2D(64, 3) { Padding = Padding.Same, UseBias = false }).Apply(new BatchNormalization()).Relu();
        Functional block = new(image, (x + shortcut).Relu(), "block");
        Snapshot.Matches("summary_residual", block.Summary().ToString());
        Assert.Equal(3 * 64 + 64 + 2 * 64, block.Summary().OtherParameters);
    }

    [Fact]
    public void A_shared_layer_and_an_inner_model_are_counted_once()
    {
        Sequential inner = new([4], "inner") { new Dense(4), new Dropout(0.5) };
        Tensor x = Model.Input([4]), y = Model.Input([4]);
        Functional model = new([x, y], [x.Apply(inner), y.Apply(inner)], "twins");
        Snapshot.Matches("summary_shared", model.Summary().ToString());
        Assert.Equal(20, model.Summary().TrainedParameters);
    }

    [Fact]
    public void Names_longer_than_a_column_are_cut()
    {
        Sequential model = new([4]) { new Dense(4) { Name = new string('x', 100) } };
        Assert.All(model.Summary().ToString().Split('\n'), line => Assert.True(line.Length <= 120, line));
    }
}
