using Hebb.Kernels;

namespace Hebb;

/// <summary>One thing that a replay does: an op on memory that was given out when the plan was made, prepared as far as the op can.</summary>
internal readonly struct Instruction
{
    private readonly Bound? _bound;
    private readonly Op _op;
    private readonly View[] _inputs;
    private readonly View[] _outputs;
    private readonly View _workspace;
    private readonly Epilogue? _epilogue;

    /// <summary>Prepares a step.</summary>
    public Instruction(PlanStep step, View[] inputs, View[] outputs, View workspace)
    {
        ForwardContext context = new(inputs, outputs, workspace);
        for (_op = step.Op; _op is EpilogueOp joined; _op = joined.Producer) context = joined.ForProducer(context);
        (_inputs, _outputs, _workspace, _epilogue) = (context.Inputs.ToArray(), context.Outputs.ToArray(), workspace, context.Epilogue);
        _bound = step.Loop is { } loop ? new BoundProgram(loop, inputs, outputs) : _op.Bind(context);
    }

    /// <summary>Does it.</summary>
    public void Run()
    {
        if (_bound is not null) _bound.Run();
        else _op.Forward(new ForwardContext(_inputs, _outputs, _workspace, _epilogue));
    }
}
