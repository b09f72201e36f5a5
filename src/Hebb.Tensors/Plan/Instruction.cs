using Hebb.Kernels;

namespace Hebb;

/// <summary>One thing that a replay does: an op on memory that was given out when the plan was made.</summary>
internal class Instruction
{
    private readonly Op _op;
    private readonly View[] _inputs;
    private readonly View[] _outputs;
    private readonly View _workspace;

    private Instruction(Op op, View[] inputs, View[] outputs, View workspace) => (_op, _inputs, _outputs, _workspace) = (op, inputs, outputs, workspace);

    /// <summary>Prepares a step: whatever follows from shapes and addresses is worked out now.</summary>
    public static Instruction Of(PlanStep step, View[] inputs, View[] outputs, View workspace) => step switch
    {
        { Loop: { } loop } => new Elementwise(step.Op, loop, inputs, outputs),
        { Op: EpilogueOp op } => new WithEpilogue(op, inputs, outputs, workspace, op.Spec([.. step.Inputs.Select(static input => input.Spec)])),
        _ => new(step.Op, inputs, outputs, workspace),
    };

    /// <summary>Does it.</summary>
    public virtual void Run() => _op.Forward(new ForwardContext(_inputs, _outputs, _workspace));

    private sealed class Elementwise(Op op, ElementwiseProgram loop, View[] inputs, View[] outputs) : Instruction(op, inputs, outputs, default)
    {
        private readonly BoundProgram _loop = new(loop, inputs, outputs);

        public override void Run() => _loop.Run();
    }

    private sealed class WithEpilogue(EpilogueOp op, View[] inputs, View[] outputs, View workspace, TensorSpec value)
        : Instruction(op, inputs, outputs, workspace)
    {
        private readonly Epilogue _epilogue = op.Bind(inputs, outputs, value);

        public override void Run() => op.Forward(_inputs, _outputs, _workspace, value, _epilogue);
    }
}
