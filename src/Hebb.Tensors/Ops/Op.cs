using Hebb.Kernels;

namespace Hebb;

/// <summary>A differentiable operation: what it returns, how it computes it, and how gradients flow back.</summary>
/// <remarks>
/// One small sealed record per operation. Its attributes are scalars, enums and shapes, so that equal ops are equal values; what changes from step to step is
/// an input, never an attribute.
/// A program is a flat list of op applications; eager execution, the tape, functional models and plans all read that list.
/// </remarks>
public abstract record Op
{
    /// <summary>What errors and listings call it: the type's name without its ending.</summary>
    public virtual string Name => GetType().Name is var name && name.EndsWith("Op", StringComparison.Ordinal) ? name[..^2] : GetType().Name;

    /// <summary>Announces the outputs' shapes and types, or throws a <see cref="ShapeException"/> or <see cref="DTypeException"/> that says how to fix the
    /// call.</summary>
    public abstract void Infer(ReadOnlySpan<TensorSpec> inputs, ref SpecList outputs);

    /// <summary>Scratch memory that <see cref="Forward"/> needs, in bytes: it allocates nothing itself.</summary>
    public virtual long Workspace(ReadOnlySpan<TensorSpec> inputs) => 0;

    /// <summary>The input whose memory an output may take over, or -1.</summary>
    public virtual int Reuses(int output) => -1;

    /// <summary>True when the output is the first input's memory under another shape, and <see cref="Forward"/> is never called.</summary>
    public virtual bool IsAlias => false;

    /// <summary>Multiplications that are followed by an addition: the usual measure of work, for <c>Summary</c> and plans.</summary>
    public virtual long MultiplyAdds(ReadOnlySpan<TensorSpec> inputs) => 0;

    /// <summary>The simpler steps that a step of this op consists of, for a plan to fuse with others; null where there are none. They run the kernels that
    /// <see cref="Forward"/> runs, in its order: the bits are the same.</summary>
    internal virtual PlanStep[]? Lower(Tensor[] inputs, Tensor[] outputs) => null;

    /// <summary>Whether a plan may have what follows done on each block of the output as soon as that is computed: the op hands the context's epilogue to its
    /// kernel.</summary>
    /// <param name="inputs">What the op is applied to.</param>
    internal virtual bool TakesEpilogue(ReadOnlySpan<TensorSpec> inputs) => false;

    /// <summary>Whether the op can be done with each block of one of its inputs as soon as that is computed.</summary>
    /// <param name="result">What becomes of that input.</param>
    internal virtual bool FollowsBlocks(EpilogueResult result) => false;

    /// <summary>The op as what is done with each block of one of its inputs; only where it <see cref="FollowsBlocks"/>.</summary>
    /// <param name="inputs">The memory of its inputs.</param>
    /// <param name="outputs">The memory of its outputs.</param>
    /// <param name="value">The input that comes in blocks.</param>
    internal virtual Epilogue FollowBlocks(View[] inputs, View[] outputs, int value) =>
        throw new NotSupportedException();

    /// <summary>The kernel that <see cref="Forward"/> would run, prepared to run on this memory again and again; null where there is nothing to
    /// prepare.</summary>
    internal virtual Bound? Bind(in ForwardContext c) => null;

    /// <summary>Writes the outputs, whose memory is already there.</summary>
    protected internal abstract void Forward(in ForwardContext c);

    /// <summary>Adds each needed input's gradient, written in tensor ops.</summary>
    public virtual void Vjp(in VjpContext c) => throw new UsageException($"{Name}: this operation has no gradient.", $"input {c.Input(0).Spec}",
        "mark its input as a constant with Detach(), or use a differentiable operation instead");

    /// <summary>Applies an op of one output: computes at once, or adds a node to the graph when an input is symbolic.</summary>
    public static Tensor Apply(Op op, params ReadOnlySpan<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (Graph.AnySymbolic(inputs)) return Graph.Add(op, inputs)[0];
        Tensor output = null!;
        op.Run(inputs, new Span<Tensor>(ref output));
        return output;
    }

    /// <summary>Applies an op of several outputs.</summary>
    /// <param name="op">The op.</param>
    /// <param name="outputCount">How many outputs it has for these inputs.</param>
    /// <param name="inputs">Its inputs.</param>
    public static Tensor[] ApplyAll(Op op, int outputCount, params ReadOnlySpan<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (Graph.AnySymbolic(inputs)) return Graph.Add(op, inputs);
        var outputs = new Tensor[outputCount];
        op.Run(inputs, outputs);
        return outputs;
    }

    private void Run(ReadOnlySpan<Tensor> inputs, Span<Tensor> outputs)
    {
        if (Recorder.Current.Capture is { } capture)
        {
            capture.Add(this, inputs, outputs);
            return;
        }
        Span<TensorSpec> specs = stackalloc TensorSpec[inputs.Length];
        Span<View> views = stackalloc View[inputs.Length + outputs.Length];
        bool depends = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
            views[i] = inputs[i].View;
            depends |= inputs[i].DependsOnVariable;
        }
        SpecList announced = default;
        Infer(specs, ref announced);
        if (announced.Count < outputs.Length || (announced.Count > outputs.Length && !IsAlias)) throw WrongCount(announced.Count, outputs.Length);
        Recorder recorder = Recorder.Current;
        if (IsAlias)
        {
            // A variable's memory will change under it; a tensor's never does.
            outputs[0] = inputs[0] is Variable ? inputs[0].Copy(announced[0]) : inputs[0].Alias(announced[0]);
        }
        else
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                outputs[i] = Tensor.Allocate(announced[i]);
                views[inputs.Length + i] = outputs[i].View;
            }
            long workspace = Workspace(specs);
            if (workspace == 0) Forward(new ForwardContext(views[..inputs.Length], views[inputs.Length..], default));
            else RunWithWorkspace(views, inputs.Length, workspace, recorder);
            foreach (Tensor input in inputs) input.RequireReadable();   // another thread may have closed an input's tape meanwhile: its memory was written over
        }
        foreach (Tensor output in outputs) output.DependsOnVariable = depends && this is not DetachOp && output.DType.IsFloat();
        if (recorder.IsRecording && inputs.Length > 0) recorder.Record(this, inputs, outputs);
        recorder.Observer?.Invoke(this, inputs, outputs);
        GC.KeepAlive(inputs.Length > 0 ? inputs[0] : null);
    }

    private UsageException WrongCount(int announced, int asked) =>
        new($"{Name}: its Infer announces {announced} outputs, and it was applied for {asked}.", $"announced {announced}   asked for {asked}",
            announced == 0 ? "call outputs.Add(...) in Infer, once for each output"
            : "use Op.Apply for an op of one output, and Op.ApplyAll with their number for one of several");

    private void RunWithWorkspace(Span<View> views, int inputCount, long bytes, Recorder recorder)
    {
        Shape shape = bytes <= int.MaxValue ? [(int)bytes] : [checked((int)((bytes + 63) / 64)), 64];   // an extent has 31 bits
        if (recorder.Arena is { } arena)
        {
            // The outputs were allocated before the mark, so only the scratch memory is given back.
            var mark = arena.Mark();
            Forward(new ForwardContext(views[..inputCount], views[inputCount..], new View(arena.Allocate(bytes), DType.UInt8, shape)));
            arena.Release(mark);
            return;
        }
        NativeBlock block = NativeBlock.Rent(bytes);
        Forward(new ForwardContext(views[..inputCount], views[inputCount..], new View(block.Address, DType.UInt8, shape)));
        GC.KeepAlive(block);
    }
}
