using System.Diagnostics;

namespace Hebb.Kernels;

/// <summary>An elementwise loop as an epilogue: one of its inputs is the result; every other operand has the result's shape, or a number for each column, or
/// is a single number.</summary>
internal sealed unsafe class LoopEpilogue : Epilogue
{
    private readonly ElementwiseProgram _program;
    private readonly View[] _inputs;
    private readonly View[] _outputs;
    private readonly Kind[] _kinds;
    private readonly int _value;
    private readonly long _rows, _columns;
    private readonly BoundProgram _whole;

    /// <summary>Binds a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="inputs">Its inputs, the result among them.</param>
    /// <param name="outputs">Its outputs, of the result's shape.</param>
    /// <param name="value">Which input is the result.</param>
    public LoopEpilogue(ElementwiseProgram program, View[] inputs, View[] outputs, int value)
    {
        (_program, _inputs, _outputs, _value) = (program, inputs, outputs, value);
        Shape shape = inputs[value].Shape;
        _columns = shape.Rank == 0 ? 1 : shape[^1];
        _rows = shape.Count / Math.Max(1, _columns);
        _kinds = new Kind[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            Debug.Assert(Takes(inputs[i].Shape, shape));
            _kinds[i] = inputs[i].Shape == shape ? Kind.Whole : inputs[i].Count == 1 ? Kind.Single : Kind.Column;
        }
        _whole = new(program, inputs, outputs);
    }

    private enum Kind { Whole, Column, Single }

    /// <inheritdoc/>
    public override void RunRows(void* value, long row, long rows)
    {
        if (rows == _rows)
        {
            _whole.Run();
            return;
        }
        Span<View> views = stackalloc View[_inputs.Length + _outputs.Length];
        Shape part = [checked((int)rows), (int)_columns];
        for (int i = 0; i < _inputs.Length; i++)
            views[i] = i == _value ? new((nint)value, _inputs[i].DType, part) : _kinds[i] switch
            {
                Kind.Whole => Rows(_inputs[i], row, part),
                Kind.Column => _inputs[i].As([(int)_columns]),
                _ => _inputs[i].As([]),
            };
        for (int i = 0; i < _outputs.Length; i++) views[_inputs.Length + i] = Rows(_outputs[i], row, part);
        _program.Run(views[.._inputs.Length], views[_inputs.Length..]);
    }

    private View Rows(in View view, long row, Shape part) => new(view.Address + (nint)(row * _columns * view.DType.Size()), view.DType, part);
}
