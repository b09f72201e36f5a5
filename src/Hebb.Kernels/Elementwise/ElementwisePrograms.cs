using System.Collections.Concurrent;

namespace Hebb.Kernels;

/// <summary>The programs compiled so far: equal kernels on equal types share one.</summary>
internal static class ElementwisePrograms
{
    private static readonly ConcurrentDictionary<Key, ElementwiseProgram> Known = new();

    /// <summary>The program of a kernel for operands of these types, traced at its first use.</summary>
    public static ElementwiseProgram Get(IElementwiseKernel kernel, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs)
    {
        Key key = new(kernel, inputs, outputs);
        return Known.TryGetValue(key, out ElementwiseProgram? program) ? program : Known.GetOrAdd(key, ElementwiseProgram.Create(kernel, inputs, outputs));
    }

    /// <summary>A kernel and its operands' types. Operands share one number type or are Bool, so a bit for each tells it all; kernels that mix types are
    /// refused on creation.</summary>
    private readonly struct Key : IEquatable<Key>
    {
        private readonly IElementwiseKernel _kernel;
        private readonly ulong _numbers;
        private readonly int _outputNumbers;
        private readonly short _types;
        private readonly byte _inputs, _outputs;

        public Key(IElementwiseKernel kernel, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs)
        {
            _kernel = kernel;
            _inputs = (byte)inputs.Length;
            _outputs = (byte)outputs.Length;
            for (int i = 0; i < inputs.Length; i++)
            {
                if (inputs[i] != DType.Bool) _numbers |= 1ul << i;
                _types |= (short)(1 << (int)inputs[i]);
            }
            for (int i = 0; i < outputs.Length; i++)
            {
                if (outputs[i] != DType.Bool) _outputNumbers |= 1 << i;
                _types |= (short)(1 << (int)outputs[i]);
            }
        }

        public bool Equals(Key other) =>
            _numbers == other._numbers && _outputNumbers == other._outputNumbers && _types == other._types && _inputs == other._inputs
            && _outputs == other._outputs && _kernel.Equals(other._kernel);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => (_kernel.GetHashCode() * 31 + (int)_numbers * 7 + _outputNumbers) * 31 + _types;
    }
}
