namespace Hebb.Testing.Tests.Specs;

public class OpSpecTests
{
    private static OpSpec Square(SquareFault fault) => OpSpec.Elementwise("Square", x => SquareOp.Apply(x, fault), x => x * x);

    private static OpSpec Twice(TwiceFault fault) => new()
    {
        Name = "Twice",
        Call = x => TwiceOp.Apply(x[0], fault),
        Shapes = [[[4, 7]], [[3, 2, 2]]],
        Reference = x => Tensor.From(Array.ConvertAll(x[0].ToArray<double>(), value => 2 * value), x[0].Shape),
        Tolerance = Tolerance.Exact,
    };

    [Fact]
    public void Right_operations_pass()
    {
        Square(SquareFault.None).Verify();
        Twice(TwiceFault.None).Verify();
    }

    [Theory]
    [InlineData(SquareFault.Value, "values")]
    [InlineData(SquareFault.NaN, "special values")]
    [InlineData(SquareFault.Slope, "gradient")]
    [InlineData(SquareFault.SecondOrder, "gradient")]
    [InlineData(SquareFault.Fused, "gradient")]
    [InlineData(SquareFault.Recorded, "gradient")]
    internal void Each_fault_of_an_elementwise_operation_is_found_by_its_check(SquareFault fault, string check) => AssertFinds(Square(fault), check);

    [Theory]
    [InlineData(TwiceFault.BatchShape, "values")]
    [InlineData(TwiceFault.Runs, "values")]
    [InlineData(TwiceFault.WritesInput, "tape")]
    [InlineData(TwiceFault.Float32Gradient, "gradient")]
    internal void Each_fault_of_another_operation_is_found_by_its_check(TwiceFault fault, string check) => AssertFinds(Twice(fault), check);

    [Fact]
    public void Bits_that_depend_on_the_threads_are_found() => AssertFinds(Twice(TwiceFault.Threads) with { Reference = null, Gradient = 0, Tolerance = Tolerance.Relative(1e-6) }, "threads");

    [Fact]
    public void A_batch_baked_into_the_shape_is_found() =>
        AssertFinds(Twice(TwiceFault.None) with { Call = x => TwiceOp.Apply(x[0]).Reshape(x[0].Shape.Span), Gradient = 1 }, "symbolic shapes");

    [Fact]
    public void Broadcasting_is_checked_with_the_reference()
    {
        OpSpec.Elementwise("Multiply", (x, y) => x * y, (x, y) => x * y).Verify();
        AssertFinds(OpSpec.Elementwise("Multiply", (x, y) => x * (y.Rank == 0 ? y * 2.0 : y), (x, y) => x * y), "broadcasting");
    }

    [Fact]
    public void Rejections_are_checked()
    {
        OpSpec spec = Twice(TwiceFault.None);
        (spec with { Rejects = [new(() => Tensor.Ones([2]) + Tensor.Ones([3]), "Add: these shapes do not broadcast together: [2] and [3].")] }).Verify();
        AssertFinds(spec with { Rejects = [new(() => Tensor.Ones([2]), "Ones: no.")] }, "rejections");
        AssertFinds(spec with { Rejects = [new(() => Tensor.Ones([2]) + Tensor.Ones([3]), "Add: no.")] }, "rejections");
    }

    [Fact]
    public void A_failure_reads_well()
    {
        Snapshot.Throws<SpecFailedException>("spec-values", Square(SquareFault.Value).Verify);
        Snapshot.Throws<SpecFailedException>("spec-gradient", Twice(TwiceFault.Float32Gradient).Verify);
        Snapshot.Throws<SpecFailedException>("spec-unexpected", (Twice(TwiceFault.None) with { Call = _ => throw new InvalidOperationException("no luck") }).Verify);
    }

    [Fact]
    public void A_spec_is_named_after_its_operation() => Assert.Equal("Square", Square(SquareFault.None).ToString());

    private static void AssertFinds(OpSpec spec, string check) =>
        Assert.Equal([$"the spec of {spec.Name}", $"check '{check}'"], Assert.ThrowsAny<HebbException>(spec.Verify).Where.Take(2));
}
