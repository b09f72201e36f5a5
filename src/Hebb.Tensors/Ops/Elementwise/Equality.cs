namespace Hebb;

public partial class Tensor
{
    private const string Advice = "Which equality is meant? x.EqualTo(y) compares elements and gives a mask; " +
        "ReferenceEquals(x, y) tells whether both are the same object; 'x is null' tests for null.";

    /// <summary>Does not compile: see <see cref="EqualTo(Tensor)"/> for elements and <see cref="object.ReferenceEquals"/> for objects.</summary>
    [Obsolete(Advice, error: true)]
    public static bool operator ==(Tensor? left, Tensor? right) => ReferenceEquals(left, right);

    /// <inheritdoc cref="operator ==(Tensor, Tensor)"/>
    [Obsolete(Advice, error: true)]
    public static bool operator !=(Tensor? left, Tensor? right) => !ReferenceEquals(left, right);

    /// <summary>True for the same object: a tensor is a key by its identity, as the variables of an optimizer are.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <summary>A hash of the object's identity.</summary>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
