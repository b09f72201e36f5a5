// Lesson 09: backpropagation by hand, along every path (A021, A038, A039).
using Hebb;

// 2 inputs, two hidden layers of 2 units, 1 output; all sigmoid; loss 1/2 (T - O)^2.
Variable w1 = new(Tensor.From([0.1, 0.4, -0.3, 0.2], [2, 2]), "w1"), w2 = new(Tensor.From([0.5, -0.6, 0.7, 0.3], [2, 2]), "w2"), w3 = new(Tensor.From([0.8, -0.9], [2, 1]), "w3");
Tensor x = Tensor.From([1.0, -2.0], [1, 2]);

using var tape = GradientTape.Begin();
Tensor o1 = x.MatMul(w1).Sigmoid(), o2 = o1.MatMul(w2).Sigmoid(), o3 = o2.MatMul(w3).Sigmoid();
Tensor loss = (1 - o3).Square().Sum() * 0.5;
Gradients g = tape.Gradient(loss, [w1, w2, w3]);

double[] a = o1.ToArray<double>(), b = o2.ToArray<double>(), v = w2.ToArray<double>(), u = w3.ToArray<double>();
double o = o3.ToScalar();

Console.WriteLine("dL/dw11 of the first layer: from w11 through o11, then through o21 or o22, to o31.");
double start = (o - 1) * Slope(o);                                    // dL/do31 do31/dz31
double viaO21 = u[0] * Slope(b[0]) * v[0] * Slope(a[0]) * 1.0;        // do31/do21 do21/do11 do11/dw11
double viaO22 = u[1] * Slope(b[1]) * v[1] * Slope(a[0]) * 1.0;        // do31/do22 do22/do11 do11/dw11
Console.WriteLine($"path by o21  {start * viaO21:F9}");
Console.WriteLine($"path by o22  {start * viaO22:F9}");
Console.WriteLine($"sum          {start * (viaO21 + viaO22):F9}");
Console.WriteLine($"by the tape  {g[w1][0].ToArray<double>()[0]:F9}");
Console.WriteLine("(The notes' rows have lost indices: o11 and w11 are repeated. Right: dL/dw11 = dL/do31 (do31/do21 do21/do11 do11/dw11 + do31/do22 do22/do11 do11/dw11).)");

Console.WriteLine("\nAs error terms: Err_k = O_k (1 - O_k) (T - O_k), Err_j = O_j (1 - O_j) sum of Err_k w_jk, and dL/dw_ij = -Err_j O_i.");
double err3 = Slope(o) * (1 - o), err21 = Slope(b[0]) * err3 * u[0], err22 = Slope(b[1]) * err3 * u[1];
double err11 = Slope(a[0]) * ((err21 * v[0]) + (err22 * v[1]));
Console.WriteLine($"output   Err {err3:F9}   dL/dw {-err3 * b[0]:F9}  by the tape {g[w3].ToArray<double>()[0]:F9}");
Console.WriteLine($"second   Err {err21:F9}   dL/dw {-err21 * a[0]:F9}  by the tape {g[w2][0].ToArray<double>()[0]:F9}");
Console.WriteLine($"first    Err {err11:F9}  dL/dw {-err11 * 1.0:F9}   by the tape {g[w1][0].ToArray<double>()[0]:F9}");
Console.WriteLine("Each error term is computed once and used for every weight that leads there: that is what backpropagation saves.");

static double Slope(double output) => output * (1 - output);
