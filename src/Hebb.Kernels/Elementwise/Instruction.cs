namespace Hebb.Kernels;

/// <summary>One step of an elementwise program: an opcode, and the earlier instructions whose values it takes.</summary>
/// <param name="Opcode">What is done.</param>
/// <param name="A">The first operand: the number of an earlier instruction; for an input, which one.</param>
/// <param name="B">The second operand, or -1.</param>
/// <param name="C">The third operand, or -1.</param>
/// <param name="Bits">A constant, as the bits of a double: equality of instructions must tell 0 from -0.</param>
internal readonly record struct Instruction(Opcode Opcode, int A = -1, int B = -1, int C = -1, long Bits = 0)
{
    /// <summary>The value of a constant.</summary>
    public double Constant => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>True for an instruction that computes nothing.</summary>
    public bool IsLeaf => Opcode is Opcode.Input or Opcode.InputMask or Opcode.Constant;

    /// <summary>Reads as <c>fma %1 %2 %3</c>.</summary>
    public override string ToString()
    {
        string name = Opcode.ToString().ToLowerInvariant();
        if (Opcode == Opcode.Constant) return $"{name} {Constant:R}";
        if (IsLeaf) return $"{name} {A}";
        return B < 0 ? $"{name} %{A}" : C < 0 ? $"{name} %{A} %{B}" : $"{name} %{A} %{B} %{C}";
    }
}
