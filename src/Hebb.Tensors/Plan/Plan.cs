using System.Text;
using Hebb.Kernels;

namespace Hebb;

/// <summary>A whole step, captured once for its shapes, made smaller, laid out in one slab, and replayed: same ops, same bits, no allocation and next to no
/// dispatch.</summary>
internal sealed partial class Plan
{
    private readonly Instruction[] _instructions;
    private readonly Action[] _before, _after;
    private readonly (nint From, nint To, long Bytes)[] _copies;
    private readonly Variable[] _assigned;
    private readonly NativeBlock _slab;
    private readonly object[] _alive;       // everything whose memory the instructions point to
    private readonly PlanProgram _program;
    private readonly Capture _capture;

    private Plan(Capture capture, PlanProgram program)
    {
        MemoryPlan memory = MemoryPlan.Of(program);
        (_program, _capture) = (program, capture);
        _slab = NativeBlock.Rent(Math.Max(64, memory.SlabBytes));
        (SlabBytes, LiveBytes) = (memory.SlabBytes, memory.LiveBytes);
        List<Instruction> instructions = [];
        for (int i = 0; i < program.Steps.Count; i++)
        {
            PlanStep step = program.Steps[i];
            if (!step.IsInstruction) continue;
            instructions.Add(new(step, [.. step.Inputs.Select(input => memory.View(input, _slab.Address))],
                [.. step.Outputs.Select(output => memory.View(output, _slab.Address))], memory.Scratch(i, _slab.Address)));
        }
        _instructions = [.. instructions];
        (_before, _after) = ([.. capture.Before], [.. capture.After]);
        _copies = [.. memory.Copies.Select(copy => (memory.View(copy.Value, _slab.Address).Address, copy.Variable.View.Address, copy.Variable.Spec.Bytes))];
        _assigned = [.. program.Assigned.Keys];
        Result = memory.View(program.Result, _slab.Address);
        Gradients = [.. memory.GradientBlock.Select(gradient => memory.View(gradient, _slab.Address))];
        _alive = [program.Steps, program.Assigned, program.Constants, memory];
    }

    /// <summary>What the step gives; its values are those of the last replay.</summary>
    public View Result { get; }

    /// <summary>The gradients by variables, where all of them are in memory at once: one block, in the order in which they become ready, so that a sum over
    /// machines can begin with the first while the others are computed. Of a gradient that is zero but for some rows, the values of these
    /// (<see cref="RowGradient.Values"/>). Empty where each is used up before the last is there.</summary>
    public IReadOnlyList<View> Gradients { get; }

    /// <summary>A copy of what the last replay gave.</summary>
    public Tensor ToTensor()
    {
        Tensor copy = Tensor.AllocateOutside(new(Result.Shape, Result.DType));
        Elements.Copy(Result.Address, copy.View.Address, copy.Spec.Bytes);
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>The size of the slab.</summary>
    public long SlabBytes { get; }

    /// <summary>The greatest number of bytes that are alive at once.</summary>
    public long LiveBytes { get; }

    /// <summary>The multiplications, each followed by an addition, of a replay's products and convolutions; counted as if
    /// convolutions were done directly.</summary>
    public long MultiplyAdds => _program.Steps.Sum(static step => step.Op.MultiplyAdds([.. step.Inputs.Select(static input => input.Spec)]));

    /// <summary>How many instructions a replay runs.</summary>
    public int Count => _instructions.Length;

    /// <summary>Captures a step, twice, and compiles it.</summary>
    /// <param name="step">The step; run with ops written down, not computed.</param>
    /// <param name="fuse">False to leave elementwise ops apart, from each other and from the products that feed them.</param>
    /// <param name="lanes">False to have the channels of all images last.</param>
    /// <param name="reorder">False to keep the order of the step.</param>
    /// <param name="keepGradients">True to have the gradients by variables in memory after a replay, all in one block (<see cref="Gradients"/>).</param>
    /// <param name="eager">The option by which the user has the step run op by op instead, for the messages.</param>
    /// <exception cref="UsageException">The step reads a value, or is not the same twice.</exception>
    public static Plan Compile(Func<Tensor> step, bool fuse = true, bool reorder = true, bool lanes = true, bool keepGradients = false,
        string eager = "Trainer.Eager")
    {
        (Capture capture, Tensor result) = Capture.Run(step, eager);
        (Capture again, Tensor resultAgain) = Capture.Run(step, eager);
        new CaptureComparison(capture, again).RequireSame(result, resultAgain);
        PlanProgram program = new(capture.Steps, result, capture.Assigned) { Gradients = [.. capture.Gradients], KeepsGradients = keepGradients };
        Lower.Run(program);
        Simplify.Run(program);
        Commute.Run(program);
        if (lanes) Layout.Run(program);
        if (fuse)
        {
            Fuse.Run(program);
            Epilogues.Run(program);
        }
        if (reorder) Reorder.Run(program);
        return new(capture, program);
    }

    /// <summary>Runs the step.</summary>
    public void Replay()
    {
        foreach (Action action in _before) action();
        int at = 0;
        try
        {
            for (; at < _instructions.Length; at++) _instructions[at].Run();
        }
        catch (HebbException e) when (Locate(e, at))
        {
            throw;
        }
        foreach ((nint from, nint to, long bytes) in _copies) Elements.Copy(from, to, bytes);
        foreach (Variable variable in _assigned) variable.Wrote();
        foreach (Action action in _after) action();
        GC.KeepAlive(_alive);
    }

    // Notes the layer that an instruction came from; always false, as an exception filter that leaves the stack untouched.
    private bool Locate(HebbException error, int instruction)
    {
        PlanStep step = _program.Steps.Where(static step => step.IsInstruction).ElementAt(instruction);
        return step.Outputs.Select(output => _capture.OriginOf(output)?.Place).FirstOrDefault(static place => place is not null) is { } place
            && error.Within(place);
    }

    /// <summary>The instructions, a line each, with the memory.</summary>
    public override string ToString() => new StringBuilder(_program.ToString()).Append('\n')
        .Append(System.Globalization.CultureInfo.InvariantCulture, $"{Count} instructions, slab {SlabBytes} bytes, alive at once {LiveBytes}").ToString();
}
