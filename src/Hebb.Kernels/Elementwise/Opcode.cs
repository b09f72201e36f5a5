namespace Hebb.Kernels;

/// <summary>What an instruction of an elementwise program does: one name per primitive of <see cref="ISimd{V}"/>, and where values come from.</summary>
internal enum Opcode : byte
{
    /// <summary>An operand's numbers.</summary>
    Input,

    /// <summary>An operand's truth values: bytes in memory, masks in lanes.</summary>
    InputMask,

    /// <summary>The same number in every lane.</summary>
    Constant,

    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Fma,
    Max,
    Min,
    Abs,
    Sqrt,
    Round,
    Floor,
    Ceiling,
    Scale,
    Exponent,
    Mantissa,
    CopySign,
    Greater,
    GreaterOrEqual,
    Equal,
    And,
    Or,
    Not,
    Select,
}
