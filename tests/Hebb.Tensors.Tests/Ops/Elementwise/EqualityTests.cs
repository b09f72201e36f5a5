namespace Hebb;

public sealed class EqualityTests
{
    [Fact]
    public void A_tensor_is_a_key_by_identity()
    {
        Tensor x = Tensor.From([1f]), same = x, other = Tensor.From([1f]);
        Assert.True(x.Equals(same));
        Assert.False(x.Equals(other));
        Assert.Equal(x.GetHashCode(), same.GetHashCode());
        Assert.Single(new HashSet<Tensor> { x, same });
    }

    [Fact]
    public void The_operators_do_not_compile()
    {
        foreach (string name in (string[])["op_Equality", "op_Inequality"])
        {
            var obsolete = (ObsoleteAttribute)Assert.Single(typeof(Tensor).GetMethod(name)!.GetCustomAttributes(typeof(ObsoleteAttribute), inherit: false));
            Assert.True(obsolete.IsError);
            Assert.Contains("EqualTo", obsolete.Message, StringComparison.Ordinal);
        }
    }
}
