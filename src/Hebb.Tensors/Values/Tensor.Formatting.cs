using System.Numerics;
using System.Text;
using Hebb.Kernels;

namespace Hebb;

public partial class Tensor
{
    private const int MostShown = 1000;    // elements; of more, each axis shows its ends
    private const int Edge = 3;
    private const int LineWidth = 100;

    /// <summary>Type and shape, then the values in nested brackets and aligned columns, up to four decimals; of more than 1000 elements only the ends of each
    /// axis. A symbolic tensor has no values to show.</summary>
    /// <example><code>
    /// Console.WriteLine(Tensor.From(new[,] { { 1f, 2.5f }, { -3f, 4f } }));
    /// // Float32 [2, 2]
    /// // [[ 1.0, 2.5],
    /// //  [-3.0, 4.0]]
    /// </code></example>
    public override string ToString()
    {
        string title = this is Variable variable ? $"'{variable.Name}' {_spec}" : _spec.ToString();
        if (Symbol is not null) return $"{DType} {Symbol.Print(_spec)}";
        if (_owner is Arena arena && arena.Generation != _generation)
            return $"{title} of a GradientTape that has closed";   // a debugger asks for this: no place for an exception
        StringBuilder text = new(title);
        text.Append(Rank == 0 ? " " : "\n");
        switch (DType)
        {
            case DType.Float32: Print<float>(text); break;
            case DType.Float64: Print<double>(text); break;
            case DType.Int32: Print<int>(text); break;
            case DType.Int64: Print<long>(text); break;
            default: Print<byte>(text); break;
        }
        return text.ToString();
    }

    private void Print<T>(StringBuilder text) where T : unmanaged, INumber<T>
    {
        View view = new(View.Address, DType == DType.Bool ? DType.UInt8 : DType, Shape);   // truth values are bytes of 0 and 1
        ReadOnlySpan<T> values = view.AsSpan<T>();
        Printout<T> printout = new(text, Shape, DType == DType.Bool, abbreviated: Count > MostShown);
        printout.Visit(values, 0, printout.Format.Look);
        printout.Visit(values, 0, printout.Measure);
        printout.Print(values, 0, indent: 1);
        GC.KeepAlive(this);
    }

    /// <summary>Nested brackets around the values of one tensor.</summary>
    private sealed class Printout<T>(StringBuilder text, Shape shape, bool isTruth, bool abbreviated) where T : unmanaged, INumber<T>
    {
        private int _width;

        public NumberFormat<T> Format { get; } = new();

        public void Measure(T value) => _width = Math.Max(_width, Write(value).Length);

        /// <summary>Calls an action with every value that will be shown.</summary>
        public void Visit(ReadOnlySpan<T> values, int axis, Action<T> look)
        {
            if (axis == shape.Rank)
            {
                look(values[0]);
                return;
            }
            int extent = shape[axis], stride = extent == 0 ? 0 : values.Length / extent;
            for (int i = 0; i < extent; i = Next(i, extent)) Visit(values.Slice(i * stride, stride), axis + 1, look);
        }

        public void Print(ReadOnlySpan<T> values, int axis, int indent)
        {
            if (axis == shape.Rank)
            {
                text.Append(Write(values[0]).PadLeft(_width));
                return;
            }
            bool isLast = axis == shape.Rank - 1;
            int extent = shape[axis], stride = extent == 0 ? 0 : values.Length / extent, column = indent;
            string newLine = new string('\n', shape.Rank - 1 - axis) + new string(' ', indent);   // an empty line between matrices, as in NumPy
            text.Append('[');
            for (int i = 0, next; i < extent; i = next)
            {
                next = Next(i, extent);
                Print(values.Slice(i * stride, stride), axis + 1, indent + 1);
                if (next > i + 1) Separate(isLast, 3, newLine, indent, ref column).Append("...");
                if (next < extent) Separate(isLast, _width, newLine, indent, ref column);
            }
            text.Append(']');
        }

        // A comma, and a new line where one is needed before the next item of this width.
        private StringBuilder Separate(bool isLast, int width, string newLine, int indent, ref int column)
        {
            text.Append(',');
            if (!isLast) return text.Append(newLine);
            column += _width + 2;
            if (column + width < LineWidth) return text.Append(' ');
            column = indent;
            return text.Append('\n').Append(' ', indent);
        }

        private int Next(int i, int extent) => abbreviated && extent > 2 * Edge && i == Edge - 1 ? extent - Edge : i + 1;

        private string Write(T value) => !isTruth ? Format.Print(value) : T.IsZero(value) ? "false" : "true";
    }
}
