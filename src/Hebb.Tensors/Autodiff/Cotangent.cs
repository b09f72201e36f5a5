namespace Hebb;

/// <summary>The gradient that has arrived at a tensor so far: nothing yet, a tensor, or rows of one.</summary>
internal readonly record struct Cotangent(Tensor? Dense, RowGradient? Rows)
{
    public bool IsEmpty => Dense is null && Rows is null;

    public Tensor? ToDense() => Dense ?? Rows?.ToDense();

    public Cotangent Plus(Tensor gradient) => new(ToDense() is { } sum ? sum + gradient : gradient, null);

    public Cotangent Plus(RowGradient gradient) => Dense is not null ? new(Dense + gradient.ToDense(), null)
        : new(null, Rows is null ? gradient : Rows.Join(gradient));
}
