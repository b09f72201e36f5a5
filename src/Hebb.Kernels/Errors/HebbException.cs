using System.Text;

namespace Hebb;

/// <summary>An error in the use of Hebb, told in four parts: what happened, the values, where, and how to fix it.</summary>
/// <remarks>Every message has a snapshot test. <see cref="Where"/> is filled in from the inside out while the exception passes through layers and
/// models.</remarks>
public class HebbException : Exception
{
    private readonly List<string> _where = [];

    /// <summary>Makes the error.</summary>
    /// <param name="what">What happened, in one sentence that begins with the name of the operation: <c>MatMul: the inner dimensions differ: 784 (left) and 512
    /// (right).</c></param>
    /// <param name="values">The values that matter: every operand's shape, the option's value, the byte in the file.</param>
    /// <param name="fix">What to do about it, as an instruction without a full stop.</param>
    /// <param name="inner">The error below this one, if any.</param>
    public HebbException(string what, string values, string fix, Exception? inner = null) : base(what, inner)
    {
        What = what;
        Values = values;
        Fix = fix;
    }

    /// <summary>What happened, in one sentence.</summary>
    public string What { get; }

    /// <summary>The values that matter.</summary>
    public string Values { get; }

    /// <summary>How to fix the call.</summary>
    public string Fix { get; }

    /// <summary>Where it happened in the user's own names, outermost first: a model, a layer, a file.</summary>
    public IReadOnlyList<string> Where => _where;

    /// <summary>The four parts, a line each; the third is left out where there is nothing to say.</summary>
    public override string Message
    {
        get
        {
            StringBuilder text = new(What);
            text.Append("\n  ").Append(Values);
            if (_where.Count > 0) text.Append("\n  in ").AppendJoin(" > ", _where);
            return text.Append("\n  Fix: ").Append(Fix).Append('.').ToString();
        }
    }

    /// <summary>Notes an enclosing place; always false, so that it can stand in an exception filter and leave the stack untouched: <c>catch (HebbException e)
    /// when (e.Within("layer 'dense'"))</c>.</summary>
    public bool Within(string place)
    {
        if (_where.Count == 0 || _where[0] != place) _where.Insert(0, place);
        return false;
    }
}

/// <summary>Shapes that do not fit together, or do not fit the operation.</summary>
public sealed class ShapeException(string what, string values, string fix) : HebbException(what, values, fix);

/// <summary>An element type that does not fit the operation.</summary>
public sealed class DTypeException(string what, string values, string fix) : HebbException(what, values, fix);

/// <summary>An option (a constructor argument, a property, a command-line value) out of its range.</summary>
public sealed class OptionException(string what, string values, string fix) : HebbException(what, values, fix);

/// <summary>Something called in an order, or in a state, that cannot work: a tensor used after its tape closed, a model trained by two threads.</summary>
public sealed class UsageException(string what, string values, string fix, Exception? inner = null) : HebbException(what, values, fix, inner);

/// <summary>Data that is not what it should be: a truncated file, a wrong magic number, a label outside the classes.</summary>
public sealed class DataException(string what, string values, string fix, Exception? inner = null) : HebbException(what, values, fix, inner);

/// <summary>Memory that the system does not have: a shape that is larger than it should be, or too many tensors at once.</summary>
public sealed class MemoryException(string what, string values, string fix, Exception? inner = null) : HebbException(what, values, fix, inner);
