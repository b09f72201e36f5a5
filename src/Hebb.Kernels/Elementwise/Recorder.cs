namespace Hebb.Kernels;

/// <summary>Writes down what a kernel's body asks of its lanes, each distinct instruction once.</summary>
internal sealed class Recorder
{
    [ThreadStatic] private static Recorder? t_current;

    private readonly List<Instruction> _code = [];
    private readonly Dictionary<Instruction, int> _seen = [];
    private readonly DType _lanes;
    private readonly IElementwiseKernel _kernel;

    private Recorder(IElementwiseKernel kernel, DType lanes) => (_kernel, _lanes) = (kernel, lanes);

    /// <summary>The recorder of the kernel that this thread is tracing.</summary>
    public static Recorder Current => t_current ?? throw new InvalidOperationException("A trace value was used outside the tracing of a kernel.");

    /// <summary>True while a kernel is traced for 64-bit floating point.</summary>
    public bool IsDouble => _lanes == DType.Float64;

    /// <summary>Traces a kernel: its instructions in order, without those that no output needs, and the instruction behind each output.</summary>
    public static (Instruction[] Code, int[] Results) Record(IElementwiseKernel kernel, DType lanes, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs)
    {
        Recorder? outer = t_current;
        Recorder recorder = t_current = new(kernel, lanes);
        try
        {
            Trace[] given = new Trace[inputs.Length], made = new Trace[outputs.Length];
            for (int i = 0; i < given.Length; i++) given[i] = new(recorder.Put(new(inputs[i] == DType.Bool ? Opcode.InputMask : Opcode.Input, i)));
            Array.Fill(made, new(-1));
            kernel.Compute<Trace>(given, made);
            for (int i = 0; i < made.Length; i++) recorder.CheckOutput(i, made[i].Id, outputs[i]);
            return Prune([.. recorder._code], Array.ConvertAll(made, m => m.Id));
        }
        finally
        {
            t_current = outer;
        }
    }

    /// <summary>The number of a constant's instruction.</summary>
    public int Constant(double value) => Put(new(Opcode.Constant, Bits: BitConverter.DoubleToInt64Bits(value)));

    /// <summary>The number of the instruction, which is new or was seen before.</summary>
    public int Put(Instruction instruction)
    {
        if (_seen.TryGetValue(instruction, out int id)) return id;
        if (_lanes != DType.Bool && IsComparisonOfMasks(instruction)) return CompareMasks(instruction);
        Check(instruction);
        if (!_lanes.IsFloat() && instruction.Opcode is Opcode.Round or Opcode.Floor or Opcode.Ceiling) return instruction.A;
        if (!_lanes.IsFloat() && instruction.Opcode == Opcode.Fma)
            return Put(new(Opcode.Add, Put(new(Opcode.Multiply, instruction.A, instruction.B)), instruction.C));
        id = _code.Count;
        _code.Add(instruction);
        _seen.Add(instruction, id);
        return id;
    }

    private bool IsComparisonOfMasks(Instruction instruction) =>
        instruction.Opcode is Opcode.Greater or Opcode.GreaterOrEqual or Opcode.Equal && IsMask(instruction.A) && IsMask(instruction.B);

    // Beside numbers a mask is all ones or all zeros, and all ones is no number; so masks are compared by logic: false comes before true.
    private int CompareMasks(Instruction instruction)
    {
        (int a, int b) = (instruction.A, instruction.B);
        int notB = Put(new(Opcode.Not, b));
        return instruction.Opcode switch
        {
            Opcode.Greater => Put(new(Opcode.And, a, notB)),
            Opcode.GreaterOrEqual => Put(new(Opcode.Or, a, notB)),
            _ => Put(new(Opcode.Or, Put(new(Opcode.And, a, b)), Put(new(Opcode.And, Put(new(Opcode.Not, a)), notB)))),
        };
    }

    private void Check(Instruction instruction)
    {
        if (instruction.IsLeaf) return;
        if (!_lanes.IsFloat() && instruction.Opcode is Opcode.Divide or Opcode.Sqrt or Opcode.Scale or Opcode.Exponent or Opcode.Mantissa or Opcode.CopySign)
            throw new DTypeException($"{_kernel.GetType().Name}: there is no {instruction.Opcode} for {_lanes}.", $"computed in {_lanes}",
                "cast the tensor to Float32 or Float64 first");
        bool a = IsMask(instruction.A), b = instruction.B >= 0 && IsMask(instruction.B), c = instruction.C >= 0 && IsMask(instruction.C);
        bool valid = instruction.Opcode switch
        {
            Opcode.Not => a,
            Opcode.And or Opcode.Or => a && b,
            Opcode.Select => a && b == c,
            Opcode.Greater or Opcode.GreaterOrEqual or Opcode.Equal => a == b,
            _ => !a && !b && !c,
        };
        if (!valid)
            throw new DTypeException($"{_kernel.GetType().Name}: {instruction.Opcode} was given a mask for a number, or a number for a mask.", $"{instruction}",
                "make a mask with Greater, GreaterOrEqual or Equal, and numbers of a mask with Select");
    }

    private void CheckOutput(int output, int id, DType type)
    {
        if (id < 0)
            throw new InvalidOperationException($"{_kernel.GetType().Name}: Compute did not set output {output}.");
        if (IsMask(id) != (type == DType.Bool))
            throw new DTypeException($"{_kernel.GetType().Name}: output {output} is {(IsMask(id) ? "a mask" : "a number")}, and was declared {type}.",
                $"%{id} = {_code[id]}",
                "declare a mask as Bool, or turn it into numbers with Select");
    }

    private bool IsMask(int id) => _code[id].Opcode switch
    {
        Opcode.InputMask or Opcode.Greater or Opcode.GreaterOrEqual or Opcode.Equal or Opcode.And or Opcode.Or or Opcode.Not => true,
        Opcode.Select => IsMask(_code[id].B),
        _ => false,
    };

    /// <summary>Drops what no result needs and renumbers the rest. Inputs stay: they are the program's signature, and an unused one costs nothing.</summary>
    private static (Instruction[] Code, int[] Results) Prune(Instruction[] code, int[] results)
    {
        bool[] needed = new bool[code.Length];
        foreach (int result in results) needed[result] = true;
        for (int i = code.Length - 1; i >= 0; i--)
        {
            Instruction c = code[i];
            if (!needed[i] || c.IsLeaf) continue;
            needed[c.A] = true;
            if (c.B >= 0) needed[c.B] = true;
            if (c.C >= 0) needed[c.C] = true;
        }
        int[] renumbered = new int[code.Length];
        List<Instruction> kept = new(code.Length);
        for (int i = 0; i < code.Length; i++)
        {
            if (!needed[i]) continue;
            Instruction c = code[i];
            renumbered[i] = kept.Count;
            kept.Add(c.IsLeaf ? c : c with { A = renumbered[c.A], B = c.B < 0 ? -1 : renumbered[c.B], C = c.C < 0 ? -1 : renumbered[c.C] });
        }
        return ([.. kept], Array.ConvertAll(results, r => renumbered[r]));
    }
}
