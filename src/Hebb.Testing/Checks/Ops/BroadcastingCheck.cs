namespace Hebb.Testing.Checks;

/// <summary>Elementwise operations of several inputs, with every input broadcast in turn: values and gradients.</summary>
internal static class BroadcastingCheck
{
    public static void Run(OpSpec spec)
    {
        int arity = spec.Shapes[0].Length;
        if (spec.ElementReference is null || arity < 2) return;
        Shape[] forms = [[4, 7], [7], [4, 1], [], [2, 1, 1], [1, 7], [1, 1, 1, 1], [2, 4, 7]];
        for (int turn = 0; turn < forms.Length; turn++)
            for (int stride = 1; stride <= 3; stride++)
            {
                var shapes = new Shape[arity];
                for (int i = 0; i < arity; i++) shapes[i] = forms[(turn + i * stride) % forms.Length];
                SpecInputs inputs = new(spec, shapes, "broadcasting");
                ValuesCheck.Compare(spec, inputs, DType.Float32);
                ValuesCheck.Compare(spec, inputs, DType.Float64);
                if (spec.Gradient > 0) GradientCheck.Verify(spec.Call, inputs.Tensors(DType.Float64), 1, spec.GradientTolerance, name: spec.Name);
            }
        SpecInputs none = new(spec, [[0, 3], .. SpecialValuesCheck.Repeat([1, 3], arity - 1)], "broadcasting nothing");
        ValuesCheck.Compare(spec, none, DType.Float32);
    }
}
