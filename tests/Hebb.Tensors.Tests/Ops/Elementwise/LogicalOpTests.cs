namespace Hebb;

public sealed class LogicalOpTests
{
    [Fact]
    public void Numbers_are_refused()
    {
        Snapshot.Throws<DTypeException>("logical-numbers", () => Tensor.Zeros([2]).And(Tensor.Zeros([2])));
        Snapshot.Throws<DTypeException>("logical-mixed", () => Tensor.Zeros([2], DType.Bool).Or(Tensor.Zeros([2])));
        Snapshot.Throws<DTypeException>("logical-not", () => Tensor.From([1, 0]).Not());
    }
}
