// Lesson 01: logic gates. The mathematical neuron of McCulloch and Pitts fires when sum of w_i x_i >= T (A006, A008, A044).
using Hebb;

Tensor x = Tensor.From(new[,] { { 0.0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
Console.WriteLine("inputs              00 01 10 11");

Show("OR    w 1 1   T 0.5", new([1, 1], threshold: 0.5));
Show("AND   w 1 1   T 1.5", new([1, 1], threshold: 1.5));
Show("AND   w 1 1   T 2", new([1, 1], threshold: 2));        // fires on equality, so T may be 2 ...
Show("not AND: T 1", new([1, 1], threshold: 1));             // ... but not 1: T lies in (1, 2]
Show("NAND  w -1 -1 T -1.5", new([-1, -1], threshold: -1.5));
Show("NOR   w -1 -1 T -0.5", new([-1, -1], threshold: -0.5));

Tensor not = new Perceptron([-1], threshold: -0.5).Call(Tensor.From(new[,] { { 0.0 }, { 1 } }));
Console.WriteLine($"NOT 0 = {not[0].ToScalar()}, NOT 1 = {not[1].ToScalar()}");

Console.WriteLine("\nNo line separates 01 and 10 from 00 and 11: XOR is not a single unit. Two layers do it, (a OR b) AND (a NAND b):");
Tensor or = new Perceptron([1, 1], 0.5).Call(x), nand = new Perceptron([-1, -1], -1.5).Call(x);
Print("XOR", new Perceptron([1, 1], 1.5).Call(Tensor.Stack([or, nand], axis: 1)));

Console.WriteLine("\nA threshold T is a bias of -T, and a bias is the weight of a constant input x0 = 1 (A044). OR, three times:");
Print("threshold 0.5", new Perceptron([1, 1], threshold: 0.5).Call(x));
Print("bias -0.5", (x.Sum(axis: 1) - 0.5).Step());
Print("x0 = 1, w0 = -0.5", new Perceptron([-0.5, 1, 1], threshold: 0).Call(Tensor.Concat([Tensor.Ones([4, 1], DType.Float64), x], axis: 1)));

void Show(string name, Perceptron unit) => Print(name, unit.Call(x));

static void Print(string name, Tensor y) => Console.WriteLine($"{name,-21}{string.Join("  ", y.ToArray<double>())}");
