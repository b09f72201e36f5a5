// Lesson 04: computation graphs. Values flow forward, gradients flow back, each intermediate once (A005, A021, A023, A028 to A031).
using Hebb;

Console.WriteLine("J = 3 (a + b c). A nudge of a from 5 to 5.001 moves v to 11.001 and J to 33.003, so dJ/da = 3:");
Variable a = Number(5, "a"), b = Number(3, "b"), c = Number(2, "c");
using (var tape = GradientTape.Begin())
{
    Tensor u = b * c, v = a + u, j = 3 * v;
    ComputationGraph graph = tape.Graph(j, (u, "u"), (v, "v"), (j, "J"));
    Console.WriteLine(graph);
    Console.WriteLine("\nThe same as a drawing, in Mermaid:");
    Console.WriteLine(graph.ToMermaid());
}

Console.WriteLine("\nY = (a + b) (b - c): b has two paths to Y, and its gradient is the sum over both, e + d.");
using (var tape = GradientTape.Begin())
{
    Tensor d = a + b, e = b - c, y = d * e;
    Console.WriteLine(tape.Graph(y, (d, "d"), (e, "e"), (y, "Y")));
}

Console.WriteLine("\nf = x1 x2 + sin(x1) at (pi/2, 2): df/dx1 = x2 + cos(x1), df/dx2 = x1.");
Variable x1 = Number(Math.PI / 2, "x1"), x2 = Number(2, "x2");
using (var tape = GradientTape.Begin())
{
    Tensor f = x1 * x2 + x1.Sin();
    Console.WriteLine(tape.Graph(f, (f, "f")));
}

Console.WriteLine("\nWhy many layers: 2 sin(x^2) + sqrt(x^5), composed of units that square, multiply, add, and take sines and roots.");
Variable x = Number(1, "x");
using (var tape = GradientTape.Begin())
{
    Tensor square = x.Square(), fifth = square.Square() * x, y = 2 * square.Sin() + fifth.Sqrt();
    ComputationGraph graph = tape.Graph(y, (square, "x^2"), (fifth, "x^5"), (y, "y"));
    Console.WriteLine(graph);
    Console.WriteLine($"central difference: {(F(1.00001) - F(0.99999)) / 0.00002:F6}, by the graph: {graph["x"].Gradient!.ToScalar():F6}");
}

Console.WriteLine("\nBackpropagation remembers: y doubled 30 times has 2^30 paths to x, and takes 30 steps back.");
using (var tape = GradientTape.Begin())
{
    Tensor y = x;
    for (int i = 0; i < 30; i++) y += y;
    Console.WriteLine($"dy/dx = {tape.Gradient(y, [x])[x].ToScalar()}");
}

static double F(double x) => (2 * Math.Sin(x * x)) + Math.Sqrt(Math.Pow(x, 5));

static Variable Number(double value, string name) => new(Tensor.Scalar(value, DType.Float64), name);
