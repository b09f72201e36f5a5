namespace Hebb.Networks.Tests.Models;

/// <summary>A model of two inputs of different kinds, the notes' car: a picture and radar give a position (A017).</summary>
public sealed class TwoInputTests
{
    [Fact]
    public void A017_a_picture_and_radar_give_a_position_and_both_are_needed()
    {
        Tensor pixels = Tensor.Uniform([256, 8, 8, 1], seed: 1), radar = Tensor.Normal([256, 3], seed: 2);
        Tensor position = Tensor.Concat([pixels.Mean(axis: 1).Mean(axis: 1) * 4, radar.Sum(axis: 1, keepDims: true)], axis: 1);
        Functional car = Car();
        (MeanSquaredError loss, Adam adam) = (new(), new(0.01));
        for (int step = 0; step < 100; step++)
        {
            using var tape = GradientTape.Begin();
            adam.Apply(tape.Gradient(loss.Call(car.Call(pixels, radar), position), car.Parameters));
        }
        double Cost(Tensor picture, Tensor echo) => loss.Call(car.PredictAll([picture, echo])[0], position).ToScalar();
        Assert.InRange(Cost(pixels, radar), 0, 0.05);
        Assert.True(Cost(Tensor.ZerosLike(pixels), radar) > 1);
        Assert.True(Cost(pixels, Tensor.ZerosLike(radar)) > 1);

        using TemporaryFolder folder = new();
        car.Save(folder.File("car.hebb"));
        Assert.Equal(car.PredictAll([pixels, radar])[0].ToArray<float>(), Model.Load(folder.File("car.hebb")).PredictAll([pixels, radar])[0].ToArray<float>());
    }

    private static Functional Car()
    {
        Tensor camera = Model.Input([8, 8, 1]), echoes = Model.Input([3]);
        Tensor seen = camera.Apply(new Conv2D(4, 3, Activation.Relu)).Apply(new Flatten());
        Tensor joined = new Concatenate().Call(seen, echoes.Apply(new Dense(8, Activation.Relu)));
        return new([camera, echoes], [joined.Apply(new Dense(2))], "car", seed: 1);
    }
}
