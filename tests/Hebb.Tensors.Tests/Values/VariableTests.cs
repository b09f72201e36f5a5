namespace Hebb.Tensors.Tests;

public class VariableTests
{
    [Fact]
    public void A_variable_starts_as_a_copy()
    {
        Tensor start = Tensor.From([1f, 2f]);
        Variable variable = new(start, "weight");
        variable.Assign(variable * 3.0);
        Assert.Equal([1f, 2], start.ToArray<float>());
        Assert.Equal([3f, 6], variable.ToArray<float>());
    }

    [Fact]
    public void A_variable_of_a_spec_starts_at_zero() => Assert.Equal([0f, 0, 0], new Variable(new TensorSpec([3], DType.Float32), "bias").ToArray<float>());

    [Fact]
    public void Assigning_counts_versions()
    {
        Variable variable = new(Tensor.From([1f]), "step");
        Assert.Equal(0, variable.Version);
        variable.Assign(variable + 1.0);
        variable.Assign(variable);
        Assert.Equal(2, variable.Version);
        Assert.Equal(2, variable.ToScalar());
    }

    [Fact]
    public void Copies_of_the_old_value_keep_it()
    {
        Variable variable = new(Tensor.From([1f, 2f]), "weight");
        Tensor view = variable.Reshape(2, 1), copy = variable.Detach(), computed = variable * 1.0;
        variable.Assign(Tensor.Zeros([2]));
        Assert.Equal([1f, 2], view.ToArray<float>());
        Assert.Equal([1f, 2], copy.ToArray<float>());
        Assert.Equal([1f, 2], computed.ToArray<float>());
    }

    [Fact]
    public void A_variable_made_inside_a_tape_outlives_it()
    {
        Variable variable;
        using (GradientTape.Begin()) variable = new(Tensor.Ones([2]) * 2.0, "weight");
        Assert.Equal([2f, 2], variable.ToArray<float>());
    }

    [Fact]
    public void Values_computed_from_a_variable_are_known_to_be()
    {
        Variable weight = new(Tensor.Ones([2]), "weight"), count = new(Tensor.From([1, 2]), "count");
        Assert.True((weight * 2.0).DependsOnVariable);
        Assert.True((Tensor.Ones([2]) + weight).Reshape(2, 1).DependsOnVariable);
        Assert.False((weight * 2.0).Detach().DependsOnVariable);
        Assert.False((count * count).DependsOnVariable);
        Assert.False((Tensor.Ones([2]) * 2.0).DependsOnVariable);
    }

    [Fact]
    public void A_value_of_another_shape_is_refused() =>
        Snapshot.Throws<ShapeException>("assign-shape", () => new Variable(Tensor.Ones([2, 3]), "dense.kernel").Assign(Tensor.Ones([3, 2])));

    [Fact]
    public void A_value_of_another_type_is_refused() =>
        Snapshot.Throws<DTypeException>("assign-type", () => new Variable(Tensor.Ones([2]), "dense.bias").Assign(Tensor.Ones([2], DType.Float64)));

    [Fact]
    public void A_refused_value_changes_nothing()
    {
        Variable variable = new(Tensor.Ones([2]), "weight");
        Assert.Throws<ShapeException>(() => variable.Assign(Tensor.Zeros([3])));
        Assert.Equal(0, variable.Version);
        Assert.Equal([1f, 1], variable.ToArray<float>());
    }
}
