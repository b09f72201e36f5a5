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
}
