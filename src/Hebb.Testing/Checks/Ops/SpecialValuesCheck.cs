namespace Hebb.Testing.Checks;

/// <summary>NaN, infinities, zeros of both signs and the ends of the range, in every combination of inputs and at different places of a vector.</summary>
internal static class SpecialValuesCheck
{
    public static void Run(OpSpec spec)
    {
        if (spec.ElementReference is null || spec.Specials.Count == 0) return;
        int arity = spec.Shapes[0].Length, specials = spec.Specials.Count, combinations = 1;
        for (int i = 0; i < arity; i++) combinations *= spec.ValuesOf(i).Type is null ? specials : 1;
        foreach (int offset in (ReadOnlySpan<int>)[0, 5])   // the same values in other lanes, and some of them in the tail
        {
            SpecInputs inputs = new(spec, Repeat([offset + combinations], arity), "special values");
            for (int c = 0; c < combinations; c++)
            {
                int rest = c;
                for (int i = 0; i < arity; i++)
                {
                    if (spec.ValuesOf(i).Type is not null) continue;
                    inputs[i][offset + c] = spec.Specials[rest % specials];
                    rest /= specials;
                }
            }
            ValuesCheck.Compare(spec, inputs, DType.Float32);
            ValuesCheck.Compare(spec, inputs, DType.Float64);
        }
    }

    public static Shape[] Repeat(Shape shape, int count)
    {
        var shapes = new Shape[count];
        Array.Fill(shapes, shape);
        return shapes;
    }
}
