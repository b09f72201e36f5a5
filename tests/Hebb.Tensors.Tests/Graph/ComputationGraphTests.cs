namespace Hebb.Tensors.Tests;

public class ComputationGraphTests
{
    private static Variable Number(double value, string name) => new(Tensor.Scalar(value, DType.Float64), name);

    private static double Value(ComputationGraph graph, string node) => graph[node].Value.ToScalar();

    private static double Gradient(ComputationGraph graph, string node) => graph[node].Gradient!.ToScalar();

    [Fact]   // A028
    public void J_of_a_b_c_has_the_notes_values_and_gradients_on_its_nodes()
    {
        ComputationGraph graph = Example(5);
        Assert.Equal((6, 11, 33), (Value(graph, "u"), Value(graph, "v"), Value(graph, "J")));
        Assert.Equal((3, 6, 9, 3, 3, 1),
            (Gradient(graph, "a"), Gradient(graph, "b"), Gradient(graph, "c"), Gradient(graph, "v"), Gradient(graph, "u"), Gradient(graph, "J")));
        Snapshot.Matches("computation_graph", graph.ToString());
        Snapshot.Matches("computation_graph_mermaid", graph.ToMermaid());
        ComputationGraph nudged = Example(5.001);
        Assert.Equal(11.001, Value(nudged, "v"), 12);
        Assert.Equal(33.003, Value(nudged, "J"), 12);

        static ComputationGraph Example(double at)
        {
            Variable a = Number(at, "a"), b = Number(3, "b"), c = Number(2, "c");
            using var tape = GradientTape.Begin();
            Tensor u = b * c, v = a + u, j = 3 * v;
            return tape.Graph(j, (u, "u"), (v, "v"), (j, "J"));
        }
    }

    [Fact]   // A029
    public void Y_of_a_sum_times_a_difference()
    {
        Variable a = Number(2, "a"), b = Number(5, "b"), c = Number(1, "c");
        using var tape = GradientTape.Begin();
        Tensor d = a + b, e = b - c, y = d * e;
        ComputationGraph graph = tape.Graph(y, (d, "d"), (e, "e"), (y, "Y"));
        Assert.Equal((7, 4, 28), (Value(graph, "d"), Value(graph, "e"), Value(graph, "Y")));
        Assert.Equal((4, 4 + 7, -7), (Gradient(graph, "a"), Gradient(graph, "b"), Gradient(graph, "c")));   // e, e + d, -d
    }

    [Fact]   // A030
    public void A_product_and_a_sine()
    {
        Variable x1 = Number(Math.PI / 2, "x1"), x2 = Number(2, "x2");
        using var tape = GradientTape.Begin();
        Tensor f = x1 * x2 + x1.Sin();
        ComputationGraph graph = tape.Graph(f, (f, "f"));
        Assert.Equal(4.1415926536, Value(graph, "f"), 10);
        Assert.Equal(2, Gradient(graph, "x1"), 10);
        Assert.Equal(1.5707963268, Gradient(graph, "x2"), 10);
        Assert.Equal(["x1", "x2", "t1", "t2", "f"], graph.Nodes.Select(node => node.Name));
        Assert.Same(graph["f"], graph.Target);
        Assert.Equal(["Multiply", "Sin"], graph.Target.Inputs.Select(node => node.Operation));
    }

    [Fact]   // A005
    public void Why_a_network_of_simple_units_can_compute_anything()
    {
        Variable x = Number(1, "x");
        using var tape = GradientTape.Begin();
        Tensor square = x.Square(), fifth = square.Square() * x, y = 2 * square.Sin() + fifth.Sqrt();
        ComputationGraph graph = tape.Graph(y, (y, "y"));
        Assert.Equal(2.682941969615793, Value(graph, "y"), 15);
        double F(double at) => 2 * Math.Sin(at * at) + Math.Sqrt(Math.Pow(at, 5));
        Assert.Equal((F(1 + 1e-5) - F(1 - 1e-5)) / 2e-5, Gradient(graph, "x"), 9);
        Assert.Equal(["Add", "Multiply", "Sin", "Sqrt", "Square"],
            graph.Nodes.Select(node => node.Operation).Where(operation => operation.Length > 0).Distinct().Order());
    }

    [Fact]   // A021: k(h(f, g)) with f and g both of x, so that two paths lead to it
    public void Gradients_are_sums_over_paths()
    {
        Variable x = Number(3, "x");
        using var tape = GradientTape.Begin();
        Tensor f = 2 * x, g = x * x, h = f * g, k = h.Sin();
        double path = Math.Cos(54);
        Gradients gradients = tape.Gradient(k, [x, f, g, h]);
        Assert.Equal(path, gradients[h].ToScalar(), 12);
        Assert.Equal(path * 9, gradients[f].ToScalar(), 12);
        Assert.Equal(path * 6, gradients[g].ToScalar(), 12);
        Assert.Equal((path * 9 * 2) + (path * 6 * 6), gradients[x].ToScalar(), 12);
    }

    [Fact]   // A023: 2^30 paths lead from y to x; going along each of them would take minutes
    public void Each_intermediate_is_computed_once_forward_and_once_backward()
    {
        Variable x = Number(1, "x");
        int ops = 0;
        Recorder.Current.Observer = (_, _, _) => ops++;
        try
        {
            using var tape = GradientTape.Begin();
            Tensor y = x;
            for (int i = 0; i < 30; i++) y += y;
            Assert.Equal(30, ops);
            Assert.Equal(Math.Pow(2, 30), tape.Gradient(y, [x])[x].ToScalar());
            Assert.InRange(ops - 30, 30, 31);   // the seed, and one addition of the two gradients that meet at each node
        }
        finally
        {
            Recorder.Current.Observer = null;
        }
    }

    [Fact]
    public void Tensors_and_constants_are_shown_too()
    {
        Variable w = new(Tensor.From([1f, 2, 3]), "w");
        Tensor data = Tensor.From([0.5f, 0.25f, 4]);
        using var tape = GradientTape.Begin();
        Tensor y = (w * data).Sum() / 2;
        ComputationGraph graph = tape.Graph(y);
        Assert.Null(graph["constant [3]"].Gradient);
        Assert.Equal([0.25f, 0.125f, 2], graph["w"].Gradient!.ToArray<float>());
        Assert.Equal(3, tape.Graph(y, (data, "x"))["x"].Gradient!.Count);
        Snapshot.Matches("computation_graph_tensors", graph.ToString());
        Assert.Equal([1f, 1, 1], tape.Graph(y + (w + Tensor.Ones([3])).Sum())["constant [3]_2"].Value.ToArray<float>());
    }

    [Fact]
    public void What_is_drawn_outlives_the_tape()
    {
        Variable w = Number(2, "w");
        ComputationGraph graph;
        using (var tape = GradientTape.Begin()) graph = tape.Graph(w * w);
        w.Assign(Tensor.Scalar(7, DType.Float64));
        Assert.Equal((4, 4), (graph.Target.Value.ToScalar(), graph["w"].Gradient!.ToScalar()));
        Assert.Equal(2, graph["w"].Value.ToScalar());
    }

    [Fact]
    public void Variables_of_one_name_are_told_apart()
    {
        Variable a = Number(2, "v"), b = Number(3, "v"), c = Number(5, "t1");
        using var tape = GradientTape.Begin();
        Tensor u = a * b, w = u + c, y = w * w;
        ComputationGraph graph = tape.Graph(y, (y, "v_3"));
        Assert.Equal(["v", "v_2", "t1", "t2", "t3", "v_3"], graph.Nodes.Select(node => node.Name));
        Assert.Equal((2, 3, 5), (Value(graph, "v"), Value(graph, "v_2"), Value(graph, "t1")));
        Assert.Equal("t2 = Multiply(v, v_2)", graph["t2"].ToString());
        Assert.Equal("v_2", tape.Graph(y, (y, "v")).Nodes[0].Name);
    }

    [Fact]
    public void Twenty_thousand_nodes_are_numbered_through()
    {
        Variable x = Number(1, "x");
        using var tape = GradientTape.Begin();
        Tensor y = x;
        for (int i = 0; i < 20_000; i++) y = y.Negate();
        ComputationGraph graph = tape.Graph(y);
        Assert.Equal(["x", .. Enumerable.Range(1, 20_000).Select(i => $"t{i}")], graph.Nodes.Select(node => node.Name));
        Assert.Equal(1, Gradient(graph, "x"));
    }

    [Fact]
    public void Names_of_any_signs_stay_names_in_a_drawing()
    {
        Variable x = Number(1, "a\r\nb");
        using var tape = GradientTape.Begin();
        Tensor y = 2 * x, z = 3 * y;
        ComputationGraph graph = tape.Graph(z, (y, "<b>a|b\"#&`"), (z, "]"));
        Snapshot.Matches("computation_graph_signs", $"{graph}\n{graph.ToMermaid()}");
    }

    [Fact]
    public void Mistakes_are_explained() => Snapshot.Errors("computation_graph_errors",
    [
        ("a name that no node has", () => { using var tape = GradientTape.Begin(); _ = tape.Graph(Number(1, "w") * 2.0)["v"]; }),
        ("a target from before", () => { Tensor before = Number(1, "w") * 2.0; using var tape = GradientTape.Begin(); tape.Graph(before); }),
        ("two tensors of one name", () => { using var tape = GradientTape.Begin(); Tensor u = Number(1, "w") * 2.0, y = u * u; tape.Graph(y, (y, "same"), (u, "same")); }),
        ("two names of one tensor", () => { using var tape = GradientTape.Begin(); Tensor y = Number(1, "w") * 2.0; tape.Graph(y, (y, "a"), (y, "b")); }),
        ("a name of nothing", () => { using var tape = GradientTape.Begin(); Tensor y = Number(1, "w") * 2.0; tape.Graph(y, (y, "y"), (null!, "q")); }),
        ("no name", () => { using var tape = GradientTape.Begin(); Tensor y = Number(1, "w") * 2.0; tape.Graph(y, (y, null!)); }),
        ("no tape", () => default(GradientTape).Graph(Tensor.Scalar(1))),
    ]);
}
