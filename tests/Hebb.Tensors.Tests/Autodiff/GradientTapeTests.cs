namespace Hebb.Tensors.Tests;

public class GradientTapeTests
{
    private readonly Tensor X = Tensor.From([1.0, -2.0, 3.0]);

    [Fact]
    public void The_gradient_of_a_tensor_is_that_of_the_sum_of_its_elements()
    {
        using var tape = GradientTape.Begin();
        Assert.Equal([2.0, -4, 6], tape.Gradient(X * X, X)[X].ToArray<double>());
    }

    [Fact]
    public void An_upstream_gradient_weighs_the_elements()
    {
        using var tape = GradientTape.Begin();
        Assert.Equal([20.0, 0, -6], tape.VectorJacobianProduct(X * X, Tensor.From([10.0, 0, -1]), X)[X].ToArray<double>());
    }

    [Fact]
    public void A_tape_answers_more_than_once_and_for_more_than_one_target()
    {
        using var tape = GradientTape.Begin();
        Tensor square = X * X, cube = square * X;
        Assert.Equal([2.0, -4, 6], tape.Gradient(square, X)[X].ToArray<double>());
        Assert.Equal([3.0, 12, 27], tape.Gradient(cube, X)[X].ToArray<double>());
        Assert.Equal([2.0, -4, 6], tape.Gradient(square, X)[X].ToArray<double>());
        Assert.Equal([1.0, -2, 3], tape.Gradient(cube, square)[square].ToArray<double>());
    }

    [Fact]
    public void Second_and_third_derivatives_come_from_nested_tapes()
    {
        using var outermost = GradientTape.Begin();
        Tensor second;
        using (var outer = GradientTape.Begin())
        {
            Tensor first;
            using (var inner = GradientTape.Begin()) first = inner.Gradient(X * X * X * X, X)[X];
            Assert.Equal([4.0, -32, 108], first.ToArray<double>());
            second = outer.Gradient(first, X)[X];
        }
        Assert.Equal([12.0, 48, 108], second.ToArray<double>());
        Assert.Equal([24.0, -48, 72], outermost.Gradient(second, X)[X].ToArray<double>());
    }

    [Fact]
    public void An_outer_tape_differentiates_through_an_inner_gradient_mixed_with_other_values()
    {
        // d/dx of (x^3 + (d/dx x^3) * y) = 3 x^2 + 6 x y
        Tensor y = Tensor.From([2.0, 3.0, 5.0]);
        using var outer = GradientTape.Begin();
        Tensor cube, slope;
        using (var inner = GradientTape.Begin())
        {
            cube = X * X * X;
            slope = inner.Gradient(cube, X)[X];
        }
        Gradients gradients = outer.Gradient(cube + slope * y, X, y);
        Assert.Equal([3.0 + 12, 12 - 36, 27 + 90], gradients[X].ToArray<double>());
        Assert.Equal([3.0, 12, 27], gradients[y].ToArray<double>());
    }

    [Fact]
    public void The_backward_pass_is_recorded_only_for_an_outer_tape()
    {
        List<bool> recorded = [];
        Tensor Probe(Tensor x) => ProbeOp.Apply(x, (in c) =>
        {
            recorded.Add(c.IsRecorded);
            return c.OutputGradient;
        });
        using (var tape = GradientTape.Begin()) tape.Gradient(Probe(X), X);
        using (TensorScope.Inference())
        using (var tape = GradientTape.Begin()) tape.Gradient(Probe(X), X);
        using (GradientTape.Begin())
        using (TensorScope.Inference())
        using (var tape = GradientTape.Begin()) tape.Gradient(Probe(X), X);
        using (GradientTape.Begin())
        using (var tape = GradientTape.Begin()) tape.Gradient(Probe(X), X);
        Assert.Equal([false, false, false, true], recorded);
    }

    [Fact]
    public void A_gradient_rule_may_open_a_tape_of_its_own()
    {
        // Checkpointing: the part between is computed again in the backward pass.
        static Tensor Recomputed(Tensor x) => ProbeOp.Apply(x, (in c) =>
        {
            using var tape = GradientTape.Begin();
            Tensor again = c.Input(0);
            return c.OutputGradient * tape.Gradient(again * again * again, again)[again];
        });
        using var tape = GradientTape.Begin();
        Tensor y = X * 2.0;
        Tensor target = Recomputed(y) + y * X;
        Assert.Equal([2 * 3 * 4 + 4.0, 2 * 3 * 16 - 8.0, 2 * 3 * 36 + 12.0], tape.Gradient(target, X)[X].ToArray<double>());
    }

    [Fact]
    public void Ops_of_several_outputs_pass_gradients_from_each()
    {
        using var tape = GradientTape.Begin();
        (Tensor square, Tensor cube) = PowersOp.Apply(X);
        Assert.Equal([2.0, -4, 6], tape.Gradient(square, X)[X].ToArray<double>());
        Assert.Equal([3.0, 12, 27], tape.Gradient(cube, X)[X].ToArray<double>());
        Assert.Equal([5.0, 8, 33], tape.Gradient(square + cube, X)[X].ToArray<double>());
        GradientCheck.Verify(x => { (Tensor a, Tensor b) = PowersOp.Apply(x); return a * b; }, X, order: 2);
    }

    [Fact]
    public void Broadcast_operands_get_sums()
    {
        Tensor matrix = Tensor.From([1.0, 2, 3, 4, 5, 6], [2, 3]), row = Tensor.From([1.0, 10, 100]), column = Tensor.From([1.0, -1], [2, 1]), number = Tensor.From([2.0], []);
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(matrix * row * column * number, matrix, row, column, number);
        Assert.Equal([2.0, 20, 200, -2, -20, -200], gradients[matrix].ToArray<double>());
        Assert.Equal([-6.0, -6, -6], gradients[row].ToArray<double>());
        Assert.Equal([642.0, 1308], gradients[column].ToArray<double>());
        Assert.Equal([2, 1], gradients[column].Shape);
        Assert.Equal(-333, gradients[number].ToScalar());
        Assert.Equal(0, gradients[number].Rank);
    }

    [Fact]
    public void A_value_used_twice_gets_both_gradients()
    {
        using var tape = GradientTape.Begin();
        Tensor y = X + X;
        Assert.Equal([8.0, -16, 24], tape.Gradient(y * y, X)[X].ToArray<double>());
    }

    [Fact]
    public void Only_what_leads_to_the_target_counts()
    {
        using var tape = GradientTape.Begin();
        Tensor used = X * 3.0, unused = X * X;
        Gradients gradients = tape.Gradient(used, X, unused);
        Assert.Equal([3.0, 3, 3], gradients[X].ToArray<double>());
        Assert.False(gradients.Reaches(unused));
    }

    [Fact]
    public void Ops_after_the_target_do_not_count()
    {
        using var tape = GradientTape.Begin();
        Tensor target = X * 3.0;
        _ = target * X * X;
        Assert.Equal([3.0, 3, 3], tape.Gradient(target, X)[X].ToArray<double>());
    }

    [Fact]
    public void Detach_stops_a_gradient_and_keeps_the_value()
    {
        Tensor kept;
        using (var tape = GradientTape.Begin())
        {
            Tensor y = X * X;
            kept = y.Detach();
            Assert.Equal([1.0, 4, 9], tape.Gradient(kept * X, X)[X].ToArray<double>());
        }
        Assert.Equal([1.0, 4, 9], kept.ToArray<double>());
    }

    [Fact]
    public void An_op_without_a_gradient_says_so_when_one_is_asked_for()
    {
        using var tape = GradientTape.Begin();
        Tensor y = Op.Apply(new HardOp(), X), z = y + X * 0.5;
        Assert.Equal(0.5, tape.Gradient(X * 0.5, X)[X].ToArray<double>()[0]);
        Fails<UsageException>("gradient-none", tape, z, X);
    }

    [Fact]
    public void The_mode_follows_the_innermost_tape()
    {
        Assert.False(Recorder.Current.IsTraining);
        using (GradientTape.Begin())
        {
            Assert.True(Recorder.Current.IsTraining);
            using (GradientTape.Begin(training: false)) Assert.False(Recorder.Current.IsTraining);
            Assert.True(Recorder.Current.IsTraining);
            using (TensorScope.Inference()) Assert.False(Recorder.Current.IsTraining);
            using (TensorScope.Begin()) Assert.True(Recorder.Current.IsTraining);
        }
        Assert.False(Recorder.Current.IsTraining);
    }

    [Fact]
    public void A_tape_closed_twice_closes_once()
    {
        using var outer = GradientTape.Begin();
        Tensor y = X * X;
        var inner = GradientTape.Begin();
        inner.Dispose();
        inner.Dispose();
        Assert.Equal([2.0, -4, 6], outer.Gradient(y, X)[X].ToArray<double>());
    }

    [Fact]
    public void Tapes_closed_in_the_wrong_order_leave_nothing_open()
    {
        var outer = GradientTape.Begin();
        var inner = GradientTape.Begin();
        outer.Dispose();
        inner.Dispose();
        Assert.Null(Recorder.Current.Arena);
        Assert.False(Recorder.Current.IsRecording);
        Assert.Equal([1.0, 4, 9], (X * X).ToArray<double>());
    }

    [Fact]
    public void An_exception_inside_a_tape_leaves_the_next_one_working()
    {
        Assert.Throws<ShapeException>(() =>
        {
            using var tape = GradientTape.Begin();
            Tensor y = X * X;
            return y + Tensor.Ones([2], DType.Float64);
        });
        using var next = GradientTape.Begin();
        Assert.Equal([2.0, -4, 6], next.Gradient(X * X, X)[X].ToArray<double>());
    }

    [Fact]
    public void A_failing_gradient_rule_leaves_the_tape_working()
    {
        using var tape = GradientTape.Begin();
        Tensor bad = ProbeOp.Apply(X, (in _) => throw new InvalidOperationException("planted")), good = X * X;
        try
        {
            tape.Gradient(bad + good, X);
            Assert.Fail("The rule throws.");
        }
        catch (InvalidOperationException)
        {
        }
        Assert.Equal([2.0, -4, 6], tape.Gradient(good, X)[X].ToArray<double>());
    }

    [Fact]
    public void The_target_must_have_been_computed_on_this_tape()
    {
        Tensor before = X * X;
        using var tape = GradientTape.Begin();
        Fails<UsageException>("gradient-target-before", tape, before, X);
    }

    [Fact]
    public void The_target_must_not_be_older_than_an_inner_tape()
    {
        using var outer = GradientTape.Begin();
        Tensor before = X * X;
        using var inner = GradientTape.Begin();
        Fails<UsageException>("gradient-target-before", inner, before, X);
        Assert.Equal([2.0, -4, 6], outer.Gradient(before, X)[X].ToArray<double>());
    }

    [Fact]
    public void A_target_that_is_a_source_has_gradient_one()
    {
        using var outer = GradientTape.Begin();
        Tensor before = X * X;
        using var inner = GradientTape.Begin();
        Assert.Equal([1.0, 1, 1], inner.Gradient(before, before)[before].ToArray<double>());
        Tensor inside = X * X;
        Assert.Equal([1.0, 1, 1], inner.Gradient(inside, inside, X)[inside].ToArray<double>());
    }

    [Fact]
    public void Integers_have_no_gradients()
    {
        Tensor counts = Tensor.From([1, 2, 3]);
        using var tape = GradientTape.Begin();
        Fails<DTypeException>("gradient-integers", tape, counts * counts, counts);
    }

    [Fact]
    public void An_upstream_gradient_has_the_targets_shape()
    {
        using var tape = GradientTape.Begin();
        Tensor y = X * X;
        try
        {
            tape.VectorJacobianProduct(y, Tensor.Ones([2], DType.Float64), X);
            Assert.Fail("The shapes differ.");
        }
        catch (ShapeException error)
        {
            Snapshot.Matches("gradient-upstream", error.Message);
        }
    }

    [Fact]
    public void A_variable_assigned_after_its_use_is_refused()
    {
        Variable weight = new(X, "weight"), bias = new(X, "bias");
        using var tape = GradientTape.Begin();
        Tensor y = weight * weight + bias;
        bias.Assign(Tensor.Zeros([3], DType.Float64));
        weight.Assign(Tensor.Zeros([3], DType.Float64));
        Fails<UsageException>("gradient-assigned", tape, y, weight);
    }

    [Fact]
    public void A_variable_assigned_before_its_use_is_fine()
    {
        Variable weight = new(Tensor.Zeros([3], DType.Float64), "weight");
        using var tape = GradientTape.Begin();
        weight.Assign(X);
        Assert.Equal([2.0, -4, 6], tape.Gradient(weight * weight, weight)[weight].ToArray<double>());
    }

    [Fact]
    public void A_view_of_a_variable_keeps_the_value_it_was_taken_of()
    {
        Variable weight = new(X, "weight");
        using var tape = GradientTape.Begin();
        Tensor view = weight.Reshape(3, 1), y = X.Reshape(3, 1) * view;
        weight.Assign(Tensor.Zeros([3], DType.Float64));
        Assert.Equal([1.0, -2, 3], view.ToArray<double>());
        Assert.Equal([1.0, -2, 3], tape.Gradient(y, X)[X].ToArray<double>());
    }

    [Fact]
    public void A_part_that_no_tape_saw_is_refused()
    {
        Variable weight = new(X, "weight");
        Tensor before = weight * 2.0;
        using var tape = GradientTape.Begin();
        Fails<UsageException>("gradient-unseen", tape, before * weight, weight);
    }

    [Fact]
    public void A_part_that_no_tape_saw_may_be_marked_as_a_constant()
    {
        Variable weight = new(X, "weight");
        Tensor before = (weight * 2.0).Detach();
        using var tape = GradientTape.Begin();
        Assert.Equal([2.0, -4, 6], tape.Gradient(before * weight, weight)[weight].ToArray<double>());
    }

    [Fact]
    public void A_part_that_no_tape_saw_does_not_matter_when_the_target_does_not_depend_on_it()
    {
        Variable weight = new(X, "weight");
        Tensor before = weight * 2.0;
        using var tape = GradientTape.Begin();
        _ = before + 1.0;
        Assert.Equal([2.0, -4, 6], tape.Gradient(weight * weight, weight)[weight].ToArray<double>());
    }

    [Fact]
    public void A_gradient_by_a_tensor_may_pass_parts_that_no_tape_saw()
    {
        Variable weight = new(X, "weight");
        Tensor before = weight * 2.0;
        using var tape = GradientTape.Begin();
        Assert.Equal([2.0, -4, 6], tape.Gradient(before * X, X)[X].ToArray<double>());
    }

    [Fact]
    public void A_tensor_of_a_closed_tape_says_to_detach()
    {
        Tensor stale;
        using (GradientTape.Begin()) stale = X * X;
        Snapshot.Throws<UsageException>("tensor-of-closed-tape", () => stale.ToArray<double>());
        Assert.Throws<UsageException>(() => stale * 2.0);
        Assert.Throws<UsageException>(stale.Detach);
        Assert.Throws<UsageException>(() => stale.Reshape(3, 1));
        using (GradientTape.Begin()) Assert.Throws<UsageException>(() => stale + X);   // also when the memory is in use again
    }

    [Fact]
    public void Tensors_of_an_inner_tape_live_as_long_as_the_outermost()
    {
        using var outer = GradientTape.Begin();
        Tensor y;
        using (GradientTape.Begin()) y = X * X;
        Assert.Equal([1.0, 4, 9], y.ToArray<double>());
    }

    [Fact]
    public void A_closed_tape_gives_no_gradients()
    {
        var tape = GradientTape.Begin();
        Tensor y = X * X;
        tape.Dispose();
        Fails<UsageException>("gradient-closed", tape, y, X);
    }

    [Fact]
    public void A_default_tape_is_not_open() => Fails<UsageException>("gradient-default", default, X, X);

    [Fact]
    public void Variables_can_be_given_as_a_list()
    {
        List<Variable> variables = [new(X, "a"), new(X * 2.0, "b")];
        using var tape = GradientTape.Begin();
        Gradients gradients = tape.Gradient(variables[0] * variables[1], variables);
        Assert.Equal([2.0, -4, 6], gradients[variables[0]].ToArray<double>());
        Assert.Equal([1.0, -2, 3], gradients[variables[1]].ToArray<double>());
    }

    // A tape is a ref struct, so no lambda can hold it.
    private static void Fails<TError>(string snapshot, in GradientTape tape, Tensor target, Tensor source) where TError : HebbException
    {
        try
        {
            tape.Gradient(target, source);
        }
        catch (TError error)
        {
            Snapshot.Matches(snapshot, error.Message);
            return;
        }
        Assert.Fail($"No {typeof(TError).Name} came.");
    }
}
