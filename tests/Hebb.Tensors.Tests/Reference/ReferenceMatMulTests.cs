namespace Hebb.Tensors.Tests;

public class ReferenceMatMulTests
{
    [Fact]
    public void Rows_meet_columns()
    {
        var c = new double[4];
        ReferenceMatMul.Multiply<double>([1, 2, 3, 4, 5, 6], [1, 0, 0, 1, 1, 1], c, 2, 3, 2);
        Assert.Equal([4, 5, 10, 11], c);
    }
}
