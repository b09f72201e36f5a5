namespace Hebb.Kernels;

/// <summary>What an emitted loop keeps in registers: how many copies of its body run interleaved, and which constants stay in registers.</summary>
/// <remarks>
/// The JIT would rather keep a constant in a register all through the loop than an intermediate result for two instructions; told to keep too many, it sends
/// every result through memory. So no more
/// constants are offered than leave room for the values that are alive at once; the others are read from memory by the very instruction that uses them, which
/// is nearly free.
/// </remarks>
internal readonly struct RegisterPlan
{
    private const int MostStreams = 4;      // with more, memory is what is waited for: Adam measured no faster, rather slower

    private RegisterPlan(int unroll, bool[] held, bool[] invariant, bool[] inline) => (Unroll, Held, Invariant, Inline) = (unroll, held, invariant, inline);

    /// <summary>How many copies of the body run interleaved, so that one computes while another waits for a result.</summary>
    public int Unroll { get; }

    /// <summary>The constants that stay in a register.</summary>
    public bool[] Held { get; }

    /// <summary>The instructions that give the same value in every turn of the loop.</summary>
    public bool[] Invariant { get; }

    /// <summary>Masks that are used once: computed where they are used, so that the JIT sees comparison and selection together and keeps the mask in a mask
    /// register.</summary>
    public bool[] Inline { get; }

    /// <summary>Plans a loop.</summary>
    /// <param name="program">The instructions.</param>
    /// <param name="registers">How many registers there are.</param>
    /// <param name="splats">Bit i is set when input i is a single element.</param>
    /// <param name="unrolled">False for a loop that takes one register at a time.</param>
    public static RegisterPlan Of(ElementwiseProgram program, int registers, ulong splats, bool unrolled)
    {
        Instruction[] code = program.Code;
        bool[] invariant = FindInvariant(code, splats);
        int[] uses = CountUses(program);
        bool[] inline = new bool[code.Length];
        for (int k = 0; k < code.Length; k++) inline[k] = !invariant[k] && uses[k] == 1 && IsMask(code[k].Opcode);

        int alive = MostAlive(program, invariant, inline), fixedRegisters = 1, work = 0;
        for (int k = 0; k < code.Length; k++)
            if (!invariant[k]) work++;
            else if (code[k].Opcode != Opcode.Constant) fixedRegisters++;
        int streams = program.Outputs.Length + Array.FindAll(code, c => c.Opcode is Opcode.Input or Opcode.InputMask).Length;
        bool Fits(int copies) => copies * alive + fixedRegisters + 4 <= registers;
        int unroll = !unrolled ? 1 : work <= 40 && streams <= MostStreams && Fits(4) ? 4 : work <= 100 && Fits(2) ? 2 : 1;
        return new(unroll, Hold(code, uses, registers - fixedRegisters - unroll * alive), invariant, inline);
    }

    private static bool IsMask(Opcode opcode) => opcode is Opcode.Greater or Opcode.GreaterOrEqual or Opcode.Equal or Opcode.And or Opcode.Or or Opcode.Not;

    private static bool[] FindInvariant(Instruction[] code, ulong splats)
    {
        bool[] invariant = new bool[code.Length];
        for (int k = 0; k < code.Length; k++)
        {
            Instruction c = code[k];
            invariant[k] = c.Opcode == Opcode.Constant
                || (c.IsLeaf ? (splats >> c.A & 1) != 0 : invariant[c.A] && (c.B < 0 || invariant[c.B]) && (c.C < 0 || invariant[c.C]));
        }
        return invariant;
    }

    private static int[] CountUses(ElementwiseProgram program)
    {
        int[] uses = new int[program.Code.Length];
        foreach (int result in program.Results) uses[result]++;
        foreach (Instruction c in program.Code)
        {
            if (c.IsLeaf) continue;
            uses[c.A]++;
            if (c.B >= 0) uses[c.B]++;
            if (c.C >= 0) uses[c.C]++;
        }
        return uses;
    }

    /// <summary>The largest number of values that one copy of the body has alive at once.</summary>
    private static int MostAlive(ElementwiseProgram program, bool[] invariant, bool[] inline)
    {
        Instruction[] code = program.Code;
        int[] lastUse = new int[code.Length];
        foreach (int result in program.Results) lastUse[result] = code.Length;
        for (int k = code.Length - 1; k >= 0; k--)
        {
            Instruction c = code[k];
            if (c.IsLeaf) continue;
            int use = inline[k] ? Math.Max(k, lastUse[k]) : k;      // an inlined mask takes its operands where it is used itself
            lastUse[c.A] = Math.Max(lastUse[c.A], use);
            if (c.B >= 0) lastUse[c.B] = Math.Max(lastUse[c.B], use);
            if (c.C >= 0) lastUse[c.C] = Math.Max(lastUse[c.C], use);
        }
        int most = 1;
        for (int at = 0; at < code.Length; at++)
        {
            int alive = 0;
            for (int k = 0; k <= at; k++)
                if (!invariant[k] && !inline[k] && lastUse[k] > at) alive++;
            most = Math.Max(most, alive);
        }
        return most;
    }

    /// <summary>Gives the registers that are left to the constants used most.</summary>
    private static bool[] Hold(Instruction[] code, int[] uses, int room)
    {
        bool[] held = new bool[code.Length];
        for (; room > 0; room--)
        {
            int best = -1;
            for (int k = 0; k < code.Length; k++)
                if (code[k].Opcode == Opcode.Constant && !held[k] && (best < 0 || uses[k] > uses[best])) best = k;
            if (best < 0) break;
            held[best] = true;
        }
        return held;
    }
}
