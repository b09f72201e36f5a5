using Hebb.Testing;

namespace Hebb.Tensors.Tests;

public class RangeCheckTests
{
    [Fact]
    public void What_lies_inside_is_passed_on() => new OpSpec
    {
        Name = "RangeCheck",
        Call = x => x[0].RequireRange("Spec", "value", -1e9, 1e9, "there is nothing to fix"),
        Shapes = [[[7]], [[2, 3]], [[0]], [[]]],
        Inputs = [Values.Normal()],
        Tolerance = Tolerance.Exact,
        Reference = static x => x[0],
    }.Verify();

    [Theory]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int64)]
    [InlineData(DType.UInt8)]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Every_type_is_looked_at(DType type)
    {
        Tensor inside = Tensor.From([0, 1, 2]).Cast(type), above = Tensor.From([0, 3, 2]).Cast(type);
        Assert.Equal([0.0, 1.0, 2.0], Checked(inside).Cast(DType.Float64).ToArray<double>());
        Assert.Contains("number 1 is 3", Assert.Throws<DataException>(() => Checked(above)).Values, StringComparison.Ordinal);
        if (type != DType.UInt8) Assert.Throws<DataException>(() => Checked(Tensor.From([-1, 0, 0]).Cast(type)));
    }

    [Fact]
    public void Roundings_and_NaN_pass_and_infinity_does_not()
    {
        double[] close = [-1e-7, 2 + 1e-7, double.NaN];
        Assert.Equal(close, Checked(Tensor.From(close)).ToArray<double>());
        Assert.Throws<DataException>(() => Checked(Tensor.From([double.PositiveInfinity])));
        Assert.Throws<DataException>(() => Checked(Tensor.From([2.001])));
    }

    [Fact]
    public void A_captured_step_looks_at_what_it_is_given()
    {
        Variable labels = new(Tensor.From([0, 1, 2]), "labels");
        Hebb.Plan plan = Hebb.Plan.Compile(() => Checked(labels.Detach()).Sum());
        plan.Replay();
        labels.Assign(Tensor.From([0, 1, 9]));
        DataException error = Assert.Throws<DataException>(plan.Replay);
        Assert.Equal(Assert.Throws<DataException>(() => Checked(labels.Detach())).Message, error.Message);
        labels.Assign(Tensor.From([2, 1, 0]));
        plan.Replay();   // as if nothing had happened
    }

    [Fact]
    public void Errors_name_the_value() => Snapshot.Throws<DataException>("Indexing/range_check", () => Checked(Tensor.From([0, 1, 3])));

    private static Tensor Checked(Tensor x) => x.RequireRange("Accuracy", "label", 0, 2, "use class numbers from 0 to 2");
}
