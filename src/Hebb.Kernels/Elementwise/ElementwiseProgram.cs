using System.Diagnostics;
using System.Numerics;
using System.Text;

namespace Hebb.Kernels;

/// <summary>An elementwise kernel made ready to run on memory: its instructions, and the loop that runs them.</summary>
/// <remarks>Immutable apart from the machine code it accumulates: any number of threads may run one program.</remarks>
internal sealed unsafe class ElementwiseProgram
{
    /// <summary>The most inputs a program may have: one bit of a word tells for each whether it is a single element.</summary>
    public const int MaxInputs = 64;

    /// <summary>Instructions on elements in a chunk: about a microsecond's work, what it costs to hand work to another thread.</summary>
    private const int ChunkCost = 131072;

    private readonly FlatLoop _loop;

    private ElementwiseProgram(Instruction[] code, int[] results, DType lanes, DType[] inputs, DType[] outputs, bool emit)
    {
        Code = code;
        Results = results;
        Lanes = lanes;
        Inputs = inputs;
        Outputs = outputs;
        _loop = emit ? new EmittedLoop(this) : Interpreter.Create(this);
        Cost = 0;
        foreach (Instruction c in code)
            if (c.Opcode != Opcode.Constant) Cost++;
        Cost += results.Length;
    }

    /// <summary>The instructions, each after those it takes values from.</summary>
    public Instruction[] Code { get; }

    /// <summary>The instruction that gives each output.</summary>
    public int[] Results { get; }

    /// <summary>The type of the lanes that compute; operands have this type or are <see cref="DType.Bool"/>.</summary>
    public DType Lanes { get; }

    /// <summary>The type of each input.</summary>
    public DType[] Inputs { get; }

    /// <summary>The type of each output.</summary>
    public DType[] Outputs { get; }

    /// <summary>The instructions that one element takes, loads and stores included: how work is measured when it is cut in chunks.</summary>
    public int Cost { get; }

    /// <summary>Traces a kernel for operands of these types.</summary>
    /// <exception cref="DTypeException">The operands mix number types, or the kernel asks for what its type does not have.</exception>
    public static ElementwiseProgram Create(IElementwiseKernel kernel, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs) =>
        Create(kernel, inputs, outputs, Emitter.IsSupported);

    /// <summary>Traces a kernel for operands of these types, and says whether machine code may be emitted.</summary>
    public static ElementwiseProgram Create(IElementwiseKernel kernel, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs, bool emit)
    {
        if (inputs.Length > MaxInputs)
            throw new DTypeException($"{kernel.GetType().Name}: {inputs.Length} inputs are too many for one elementwise kernel.", $"at most {MaxInputs}",
                "split the kernel");
        DType lanes = LanesOf(kernel, inputs, outputs);
        (Instruction[] code, int[] results) = Recorder.Record(kernel, lanes, inputs, outputs);
        return new(code, results, lanes, inputs.ToArray(), outputs.ToArray(), emit);
    }

    /// <summary>Computes the outputs, which all have one shape to which every input broadcasts; an output may be the very memory of an input of that
    /// shape.</summary>
    public void Run(ReadOnlySpan<View> inputs, ReadOnlySpan<View> outputs)
    {
        Debug.Assert(inputs.Length == Inputs.Length && outputs.Length == Outputs.Length);
        Shape shape = outputs[0].Shape;
        if (shape.Count == 0) return;
        byte** operands = stackalloc byte*[inputs.Length + outputs.Length];
        if (Lay(inputs, outputs, operands, out ulong splats)) RunFlat(operands, (nint)shape.Count, splats);
        else BroadcastLoop.Run(this, inputs, shape, operands);
    }

    /// <summary>Lists where the operands lie and which inputs are single elements; true when all others lie as the outputs do.</summary>
    public static bool Lay(ReadOnlySpan<View> inputs, ReadOnlySpan<View> outputs, byte** operands, out ulong splats)
    {
        Shape shape = outputs[0].Shape;
        bool flat = true;
        splats = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            operands[i] = (byte*)inputs[i].Address;
            if (inputs[i].Shape == shape) continue;
            if (inputs[i].Count == 1) splats |= 1ul << i;
            else flat &= inputs[i].Count == shape.Count;
        }
        for (int i = 0; i < outputs.Length; i++)
        {
            Debug.Assert(outputs[i].Shape == shape);
            operands[inputs.Length + i] = (byte*)outputs[i].Address;
        }
        return flat;
    }

    /// <summary>The loop, without broadcasting and in the calling thread.</summary>
    public void RunHere(byte** operands, nint count, ulong splats) => _loop.Run(operands, count, splats, 0, 0);

    /// <summary>The same with inputs that repeat themselves: see <see cref="FlatLoop.Run"/>.</summary>
    public void RunHere(byte** operands, nint count, ulong splats, ulong repeats, nint period) => _loop.Run(operands, count, splats, repeats, period);

    /// <summary>What a period must be a multiple of.</summary>
    public int Step(ulong splats, ulong repeats) => _loop.Step(splats, repeats);

    /// <summary>The number of elements that make a chunk worth a thread's while, a power of two.</summary>
    public long ChunkElements => Math.Max(256, BitOperations.RoundUpToPowerOf2((uint)(ChunkCost / Cost)));

    /// <summary>The loop, without broadcasting, on as many threads as it is worth.</summary>
    public void RunFlat(byte** operands, nint count, ulong splats)
    {
        long chunk = ChunkElements;
        if (count < 3 * chunk)
        {
            _loop.Run(operands, count, splats, 0, 0);
            return;
        }
        FlatWork work = new(this, operands, count, chunk, splats);
        WorkerPool.Run(ref work, (int)((count + chunk - 1) / chunk));
    }

    /// <summary>The instructions, one a line.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        for (int i = 0; i < Code.Length; i++) text.Append('%').Append(i).Append(" = ").Append(Code[i]).Append('\n');
        for (int i = 0; i < Results.Length; i++) text.Append("output ").Append(i).Append(" = %").Append(Results[i]).Append('\n');
        return text.ToString();
    }

    private static DType LanesOf(IElementwiseKernel kernel, ReadOnlySpan<DType> inputs, ReadOnlySpan<DType> outputs)
    {
        DType lanes = DType.Bool;
        for (int i = 0; i < inputs.Length + outputs.Length; i++)
        {
            DType type = i < inputs.Length ? inputs[i] : outputs[i - inputs.Length];
            if (type == DType.Bool || type == lanes) continue;
            if (lanes != DType.Bool)
                throw new DTypeException($"{kernel.GetType().Name}: one elementwise kernel cannot mix {lanes} and {type}.",
                    $"inputs {string.Join(", ", inputs.ToArray())}, outputs {string.Join(", ", outputs.ToArray())}", "cast the operands to one number type");
            lanes = type;
        }
        return lanes;
    }

    private readonly struct FlatWork(ElementwiseProgram program, byte** operands, nint count, long chunkElements, ulong splats) : IChunkedWork
    {
        private readonly byte** _operands = operands;

        public void Run(int chunk, int worker)
        {
            int inputs = program.Inputs.Length, all = inputs + program.Outputs.Length;
            nint start = (nint)(chunk * chunkElements);
            byte** shifted = stackalloc byte*[all];
            for (int i = 0; i < all; i++)
                shifted[i] = i < inputs && (splats >> i & 1) != 0 ? _operands[i]
                    : _operands[i] + start * (i < inputs ? program.Inputs[i] : program.Outputs[i - inputs]).Size();
            program.RunHere(shifted, (nint)Math.Min(chunkElements, count - start), splats);
        }
    }
}
