using Hebb.Kernels;

namespace Hebb.Tensors.Tests.Plan;

/// <summary>Where values lie.</summary>
public sealed class MemoryPlanTests
{
    private const int Grain = 4;      // bytes that are followed together
    private static readonly nint Slab = unchecked((nint)(1L << 60));   // no variable lies there

    [Fact]
    public void A_place_is_used_again_and_a_variable_takes_its_new_value_in_place_unless_the_old_one_is_still_read()
    {
        Tensor x = Tensor.Ones([8, 8]);
        Variable w = new(Tensor.Ones([8, 8]), "w"), late = new(Tensor.Ones([8, 8]), "late");
        PlanProgram program = Lists.Of(() =>
        {
            Tensor a = x.MatMul(w), b = a.MatMul(a).Tanh(), renewed = b.MatMul(b);
            w.Assign(w + b);
            Tensor c = b.MatMul(late);   // reads the old value when the new one is there
            late.Assign(renewed);
            return b.MatMul(b.Transpose()).Sum() + c.Sum();
        }, Simplify.Run, Fuse.Run);
        Snapshot.Matches("plan_memory", $"{program}\n\n{MemoryPlan.Of(program)}\n");
    }

    [Fact]
    public void Nothing_is_overwritten_before_it_was_read_for_the_last_time()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            Follow(Lists.Of(Lists.Random(seed, Variables(), Tensor.Ones([4, 4]))));
            Follow(Lists.Of(Lists.Random(seed, Variables(), Tensor.Ones([4, 4])), Simplify.Run, Fuse.Run));
            Follow(Lists.Of(Lists.Random(seed, Variables(), Tensor.Ones([4, 4])), Lower.Run, Simplify.Run, Fuse.Run, Epilogues.Run, Reorder.Run));
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Nothing_is_overwritten_in_a_network_of_convolutions(bool lanes, bool keepGradients)
    {
        PlanProgram program = Lists.Of(Convolutions(Weights(), static (gradient, _) => gradient.Clip(-1, 1)), keepGradients, Lower.Run, Simplify.Run);
        if (lanes) Layout.Run(program);
        Assert.Equal(lanes, program.ToString().Contains("ToLanes", StringComparison.Ordinal));
        Follow(program);
        Fuse.Run(program);
        Epilogues.Run(program);
        Follow(program);
        Reorder.Run(program);
        Follow(program);
    }

    [Theory]
    [InlineData(false)]   // each gradient is used up before the last is there
    [InlineData(true)]
    public void Gradients_that_are_kept_lie_in_one_block_in_the_order_in_which_they_become_ready(bool keepGradients)
    {
        Variable[] planned = Weights(), eager = Weights();
        List<float[]> expected = [];
        Func<Tensor> step = Convolutions(eager, (gradient, _) =>
        {
            expected.Add(gradient.ToArray<float>());
            return gradient;
        });
        Hebb.Plan plan = Hebb.Plan.Compile(Convolutions(planned, static (gradient, _) => gradient), keepGradients: keepGradients);
        for (int replay = 0; replay < 2; replay++)
        {
            plan.Replay();
            expected.Clear();
            using (TensorScope.Training()) step();
            if (!keepGradients) continue;
            RequireBlock(plan);
            // Ready are those of the last layer first; there, and in each layer, the bias before the kernel or after it.
            Assert.Equal([10, 2560], plan.Gradients.Take(2).Select(static view => view.Count).Order());
            Assert.Equal([6, 150], plan.Gradients.Skip(4).Select(static view => view.Count).Order());
            foreach (View view in plan.Gradients) Assert.Contains(expected, values => view.AsSpan<float>().SequenceEqual(values));
        }
        if (!keepGradients) Assert.Empty(plan.Gradients);
        Assert.InRange(plan.SlabBytes, plan.LiveBytes, (long)(1.02 * plan.LiveBytes));
        for (int i = 0; i < eager.Length; i++) Assert.Equal(eager[i].ToArray<float>(), planned[i].ToArray<float>());
    }

    [Fact]
    public void Of_a_gradient_that_has_rows_their_values_are_kept()
    {
        Variable table = new(Tensor.Normal([50, 4], seed: 1), "table"), kernel = new(Tensor.Normal([4, 3], seed: 2), "kernel");
        Tensor words = Tensor.From([7, 0, 7, 49]);
        List<float[]> expected = [];
        Tensor Step(bool isEager)
        {
            using var tape = GradientTape.Begin();
            Tensor loss = table.Gather(words).MatMul(kernel).Softmax(-1).Square().Sum();
            Gradients gradients = tape.Gradient(loss, table, kernel);
            Assert.True(gradients.TryGetRows(table, out RowGradient rows));
            if (isEager) expected.AddRange([rows.Values.ToArray<float>(), gradients[kernel].ToArray<float>()]);
            return loss;
        }
        Step(isEager: true);
        Hebb.Plan plan = Hebb.Plan.Compile(() => Step(isEager: false), keepGradients: true);
        for (int replay = 0; replay < 2; replay++)
        {
            plan.Replay();
            Assert.Equal([12, 16], plan.Gradients.Select(static view => view.Count).Order());
            foreach (View view in plan.Gradients) Assert.Contains(expected, values => view.AsSpan<float>().SequenceEqual(values));
        }
    }

    [Fact]
    public void Gradients_that_wait_for_a_common_norm_lie_in_one_block()
    {
        Hebb.Plan plan = Hebb.Plan.Compile(Convolutions(Weights(), static (gradient, all) => gradient / (all.GlobalNorm() + 1.0)));
        RequireBlock(plan);
        Assert.InRange(plan.SlabBytes, plan.LiveBytes, (long)(1.02 * plan.LiveBytes));
    }

    private static void RequireBlock(Hebb.Plan plan)
    {
        Assert.Equal(6, plan.Gradients.Count);
        for (int i = 1; i < plan.Gradients.Count; i++)
        {
            View before = plan.Gradients[i - 1];
            nint end = before.Address + (nint)(before.Count * before.DType.Size());
            Assert.Equal((end + 63) & -64, plan.Gradients[i].Address);
        }
    }

    private static Variable[] Weights() => [.. new Shape[] { [5, 5, 1, 6], [6], [5, 5, 6, 16], [16], [256, 10], [10] }.Select(static (shape, i) =>
        new Variable(Tensor.Normal(shape, 0, 0.1, seed: i), $"w{i}"))];

    // A step of a small network; the gradients go through a function before they change the weights.
    private static Func<Tensor> Convolutions(Variable[] weights, Func<Tensor, Gradients, Tensor> change)
    {
        Tensor x = Tensor.Normal([16, 28, 28, 1], seed: 99);
        return () =>
        {
            using var tape = GradientTape.Begin();
            Tensor y = (x.Conv2D(weights[0]) + weights[1]).Relu().MaxPool2D(2);
            y = (y.Conv2D(weights[2]) + weights[3]).Relu().MaxPool2D(2);
            Tensor loss = (y.Flatten().MatMul(weights[4]) + weights[5]).Softmax(-1).Square().Sum();
            Gradients gradients = tape.Gradient(loss, [.. weights]);
            foreach (Variable weight in weights) weight.Assign(weight - change(gradients[weight], gradients) * 0.1);
            return loss;
        };
    }

    [Fact]
    public void Whatever_the_passes_do_the_bits_are_those_of_eager_execution()
    {
        for (int seed = 0; seed < 25; seed++)
        {
            Tensor input = Tensor.Normal([4, 4], seed: seed);
            Variable[] eager = Variables(), plain = Variables(), all = Variables();
            Func<Tensor> step = Lists.Random(seed, eager, input);
            Hebb.Plan one = Hebb.Plan.Compile(Lists.Random(seed, plain, input), fuse: false, reorder: false);
            Hebb.Plan two = Hebb.Plan.Compile(Lists.Random(seed, all, input));
            for (int replay = 0; replay < 3; replay++)
            {
                float expected;
                using (TensorScope.Training()) expected = (float)step().ToScalar();
                one.Replay();
                two.Replay();
                Assert.Equal(expected, one.Result.AsSpan<float>()[0]);
                Assert.Equal(expected, two.Result.AsSpan<float>()[0]);
                for (int i = 0; i < eager.Length; i++)
                {
                    Assert.Equal(eager[i].ToArray<float>(), plain[i].ToArray<float>());
                    Assert.Equal(eager[i].ToArray<float>(), all[i].ToArray<float>());
                }
            }
        }
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void No_two_pieces_meet_in_a_slab_near_the_bound(int count)
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            Life[] lives = new Life[count];
            for (int i = 0; i < count; i++)
            {
                int first = random.Next(count);
                lives[i] = new(1 + random.Next(random.Next(5) == 0 ? 100_000 : 1000), first, first + random.Next(count / 4));
            }
            long bound = Enumerable.Range(0, 2 * count).Max(step => lives.Where(life => life.First <= step && step <= life.Last).Sum(life => life.Bytes));
            long size = Placement.Place(lives, bound);
            foreach (Life a in lives)
            {
                Assert.True(a.Offset % 64 == 0 && a.Offset >= 0 && a.Offset + a.Bytes <= size);
                foreach (Life b in lives)
                    Assert.True(ReferenceEquals(a, b) || !a.Meets(b) || a.Offset + a.Bytes <= b.Offset || b.Offset + b.Bytes <= a.Offset);
            }
            Assert.True(size <= bound * 1.1, $"seed {seed}: {size} bytes for {bound}");
        }
    }

    /// <summary>Runs a list on paper: writes down who wrote each piece of memory last, and fails when a step reads what is not there (any more).</summary>
    internal static void Follow(PlanProgram program)
    {
        MemoryPlan memory = MemoryPlan.Of(program);
        Dictionary<nint, object> writers = [];
        Dictionary<Tensor, object> writer = new(ReferenceEqualityComparer.Instance);   // whose writing a tensor is
        object Writer(Tensor tensor) => writer.TryGetValue(tensor, out object? by) ? by : tensor;
        IEnumerable<nint> Places(View view) => Enumerable.Range(0, (int)((view.Count * view.DType.Size() + Grain - 1) / Grain)).Select(i => view.Address + i * Grain);
        void Write(View view, object by)
        {
            foreach (nint place in Places(view)) writers[place] = by;
        }
        void Read(Tensor tensor)
        {
            foreach (nint place in Places(memory.View(tensor, Slab)))
            {
                bool isWrong = writers.TryGetValue(place, out object? by) ? !ReferenceEquals(by, Writer(tensor)) : place >= Slab;
                if (isWrong) Assert.Fail($"{tensor.Spec} was overwritten, or never made\n{program}");
            }
        }
        for (int i = 0; i < program.Steps.Count; i++)
        {
            PlanStep step = program.Steps[i];
            if (!step.IsInstruction)
            {
                writer[step.Outputs[0]] = Writer(step.Inputs[0]);
                continue;
            }
            View scratch = memory.Scratch(i, Slab);
            if (scratch.Address != 0) Write(scratch, new());
            foreach (Tensor input in step.Inputs) Read(input);
            RequireReuse(step, memory);
            foreach (Tensor output in step.Outputs) Write(memory.View(output, Slab), output);
            if (scratch.Address != 0)
                foreach (Tensor output in step.Outputs) Assert.True(Apart(scratch, memory.View(output, Slab)));
        }
        foreach ((Tensor value, Variable variable) in memory.Copies)
        {
            Read(value);
            Write(variable.View, Writer(value));
        }
        Read(program.Result);
        if (program.KeepsGradients)
            foreach (Tensor gradient in program.Gradients) Read(gradient);
        foreach ((Variable variable, Tensor value) in program.Assigned)
            foreach (nint place in Places(variable.View))
                if (!ReferenceEquals(Writer(value), writers.GetValueOrDefault(place, variable))) Assert.Fail($"'{variable.Name}' has another value\n{program}");
        Assert.True(memory.SlabBytes >= memory.LiveBytes);
    }

    // What is written over what the same step reads: only the whole of it, and only where the op says that it reads an element before it writes it.
    private static void RequireReuse(PlanStep step, MemoryPlan memory)
    {
        for (int o = 0; o < step.Outputs.Length; o++)
            for (int i = 0; i < step.Inputs.Length; i++)
            {
                View output = memory.View(step.Outputs[o], Slab), input = memory.View(step.Inputs[i], Slab);
                bool apart = Apart(output, input);
                bool allowed = output.Address == input.Address && step.Inputs[i].Spec == step.Outputs[o].Spec && (step.Op is FusedOp || step.Op.Reuses(o) == i);
                if (!apart && !allowed) Assert.Fail($"{step.Op.Name} writes output {o} over input {i}");
            }
    }

    private static bool Apart(View a, View b) =>
        a.Address + (nint)(a.Count * a.DType.Size()) <= b.Address || b.Address + (nint)(b.Count * b.DType.Size()) <= a.Address;

    /// <summary>Three matrices of 4 by 4.</summary>
    internal static Variable[] Variables() => [.. Enumerable.Range(0, 3).Select(static i => new Variable(Tensor.Normal([4, 4], seed: 10 + i), $"v{i}"))];
}
