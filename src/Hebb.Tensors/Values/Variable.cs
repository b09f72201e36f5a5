using Hebb.Kernels;

namespace Hebb;

/// <summary>A tensor whose value can be replaced: what training changes.</summary>
/// <remarks>It has storage of its own, which no tape reclaims. Ops read it like any other tensor; only <see cref="Assign"/> changes it, and counts a version,
/// so that a gradient asked for after an
/// assignment is refused instead of being computed from the wrong value.</remarks>
/// <example><code>
/// var weight = new Variable(Tensor.Zeros([3]), "weight");
/// weight.Assign(weight + 1.0);
/// </code></example>
public class Variable : Tensor
{
    /// <summary>Makes a variable that starts as a copy of <paramref name="value"/>.</summary>
    public Variable(Tensor value, string name) : this((value ?? throw new ArgumentNullException(nameof(value))).Spec, name)
    {
        Elements.Copy(value.View.Address, View.Address, Spec.Bytes);
        GC.KeepAlive(value);
    }

    /// <summary>Makes a variable of zeros.</summary>
    public Variable(TensorSpec spec, string name) : base(spec, NativeBlock.Rent(spec.Bytes))
    {
        Name = name;
        DependsOnVariable = IsDifferentiable;
        Elements.Clear(View.Address, spec.Bytes);
    }

    /// <summary>What errors and saved files call it.</summary>
    public string Name { get; protected internal set; }

    /// <summary>How often the value has been replaced.</summary>
    public int Version { get; private set; }

    /// <summary>False for values that gradients never flow to, such as running averages and counters.</summary>
    protected virtual bool IsDifferentiable => DType.IsFloat();

    /// <summary>Replaces the value.</summary>
    /// <exception cref="ShapeException">The new value has another shape.</exception>
    /// <exception cref="DTypeException">The new value has another element type.</exception>
    public void Assign(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Shape != Shape)
            throw new ShapeException($"Assign: '{Name}' has shape {Shape}, and the new value {value.Shape}.", $"variable {Shape}   value {value.Shape}",
                "assign a value of the variable's own shape");
        if (value.DType != DType)
            throw new DTypeException($"Assign: '{Name}' is {DType}, and the new value {value.DType}.", $"variable {Spec}   value {value.Spec}",
                $"convert the value first, with Cast(DType.{DType})");
        if (Recorder.Current.Capture is { } capture)
        {
            capture.Assign(this, value);
            return;
        }
        nint from = value.View.Address;
        if (from != View.Address) Elements.Copy(from, View.Address, Spec.Bytes);
        GC.KeepAlive(value);
        Version++;
    }

    /// <summary>For code that wrote the new value into this variable's storage itself: counts a version.</summary>
    internal void Wrote() => Version++;
}
