namespace Hebb.Testing.Checks;

/// <summary>So many parameters and states as promised, each with a name of its own; none to train when the layer is not trainable.</summary>
internal static class LayerParametersCheck
{
    public static void Run(LayerSpec spec)
    {
        LayerUnderTest test = new(spec);
        long trained = 0, kept = 0;
        HashSet<string> names = [];
        foreach (Variable weight in test.Model.Weights)
        {
            if (!names.Add(weight.Name)) throw new SpecFailedException($"{spec}: two weights are named '{weight.Name}'.", weight.Spec.ToString(),
                "give each AddParameter and AddState a name of its own");
            if (weight is Parameter) trained += weight.Count;
            else if (weight.DType.IsFloat()) kept += weight.Count;
        }
        if (trained != spec.Parameters || kept != spec.States)
            throw new SpecFailedException($"{spec}: it has {trained} parameters and {kept} states, and {spec.Parameters} and {spec.States} were promised.",
                string.Join("   ", names),
                "correct Build, or the spec");
        test.Layer.Trainable = false;
        if (test.Model.Parameters.Count != 0)
            throw new SpecFailedException($"{spec}: it has parameters to train although it is not trainable.", $"{test.Model.Parameters.Count} parameters",
                "make them with AddParameter of the layer itself or of its Children");
    }
}
