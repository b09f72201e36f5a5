namespace Hebb.Networks.Tests.Modules;

public sealed class LayerTests
{
    [Fact]
    public void A_layer_of_one_input_that_is_given_several_says_so_whether_built_or_not()
    {
        Tensor x = Tensor.Ones([1, 3]);
        Dense dense = new(2);
        dense.Call(x);
        Sequential model = new([3], "stack") { new Dense(2) };
        model.Call(x);
        Snapshot.Errors("layer_inputs",
        [
            ("two inputs, not built", () => new Dense(2).Call(x, x)),
            ("two inputs, built", () => dense.Call(x, x)),
            ("none", () => dense.Call([])),
            ("two inputs for a stack that ran", () => model.Call(x, x)),
            ("no batch axis", () => dense.Call(x, Tensor.Scalar(1))),
        ]);
    }

    [Fact]
    public void Weights_that_are_asked_for_too_early_are_said_to_be_not_there_yet()
    {
        Normalization normalization = new();
        normalization.Adapt(Tensor.Ones([4, 3]));
        Snapshot.Errors("weights_too_early",
        [
            ("a kernel", () => _ = new Dense(2).Kernel),
            ("a bias", () => _ = new Conv2D(6, 3).Bias),
            ("adapted, and in no model", () => _ = normalization.FeatureMean),
            ("running figures", () => _ = new BatchNormalization().RunningVariance),
        ]);
        Assert.Null(new Dense(2) { UseBias = false }.Bias);
    }
}
