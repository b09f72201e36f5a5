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
        (_op, _inputs, _outputs, _workspace) = (step.Op, inputs, outputs, workspace);
        ForwardContext context = new(inputs, outputs, workspace);
        if (step.Loop is { } loop) _bound = new BoundProgram(loop, inputs, outputs);
        else if (step.Op is EpilogueOp joined)
        {
            View[] result = new View[1];
            ForwardContext producer = joined.ForProducer(context, result);
            (_op, _inputs, _outputs, _epilogue) = (joined.Producer, producer.Inputs.ToArray(), result, producer.Epilogue);
            _bound = _op.Bind(producer);
        }
        else _bound = _op.Bind(context);
    }

    /// <summary>Does it.</summary>
    public void Run()
    {
        if (_bound is not null) _bound.Run();
        else _op.Forward(new ForwardContext(_inputs, _outputs, _workspace, _epilogue));
    }
}
