namespace Hebb.Testing.Checks;

/// <summary>Training and use give the same, or not, as promised; states change in training alone; a layer that is not trainable behaves as in use.</summary>
internal static class LayerModesCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        test.Disturb(0.3);
        Tensor[] inputs = test.Inputs(5), states = test.States();
        Tensor use = test.Call(inputs);
        for (int i = 0; i < states.Length; i++) TensorAssert.SameBits(states[i], test.States()[i]);
        test.Layer.Trainable = false;
        TensorAssert.SameBits(use, test.Call(inputs, training: true));
        test.Layer.Trainable = true;
        Tensor training = test.Call(inputs, training: true);
        bool isSame = use.ToBits().AsSpan().SequenceEqual(training.ToBits());
        if (isSame != spec.SameInTraining)
            throw new SpecFailedException($"{spec}: it does {(isSame ? "the same in training as" : "something else in training than")} in use.",
                $"inputs [5, {spec.InputShape.ToString()[1..]}",
                "correct the layer, or the spec's SameInTraining");
    }
}
