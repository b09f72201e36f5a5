namespace Hebb.Testing.Checks;

/// <summary>Every length from 0 to 257: an element's result has the same bits wherever the vectors and the tail happen to fall.</summary>
internal static class LengthsCheck
{
    private const int Longest = 257;

    public static void Run(OpSpec spec)
    {
        if (spec.ElementReference is null) return;
        int arity = spec.Shapes[0].Length;
        SpecInputs all = new(spec, SpecialValuesCheck.Repeat([Longest], arity), "lengths");
        foreach (DType type in (ReadOnlySpan<DType>)[DType.Float32, DType.Float64])
        {
            long[] whole = all.Call(type).ToBits();
            for (int length = 0; length < Longest; length++)
            {
                var part = new double[arity][];
                for (int i = 0; i < arity; i++) part[i] = all[i][(Longest - length)..];   // the end, so that every element gets to every lane
                long[] bits = new SpecInputs(spec, SpecialValuesCheck.Repeat([length], arity), part).Call(type).ToBits();
                int same = whole.AsSpan(Longest - length).CommonPrefixLength(bits);
                if (same < length)
                    throw new SpecFailedException($"{spec.Name}: element {same} of {length} has other bits than the same numbers give in a call of {Longest}.",
                        $"{type} [{length}]",
                        "check the loop's tail, and that every lane is computed alone");
            }
        }
    }
}
