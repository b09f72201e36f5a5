namespace Hebb.Testing.Checks;

/// <summary>In use, a sample's output does not depend on the samples it came with: a batch of one is a row of a batch, bit for bit.</summary>
internal static class LayerBatchCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        test.Disturb(0.3);
        Tensor[] inputs = test.Inputs(5);
        Tensor all = test.Call(inputs);
        for (int row = 0; row < 5; row++)
            TensorAssert.SameBits(all.Slice(0, row, 1), test.Call(Array.ConvertAll(inputs, input => input.Slice(0, row, 1))));
    }
}
