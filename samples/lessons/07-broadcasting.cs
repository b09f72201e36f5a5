// Lesson 07: broadcasting. Whole arrays instead of loops (A034), and small shapes stretched to large ones (A035).
using Hebb;

Console.WriteLine("A column and a number: the number is added to each element.");
Console.WriteLine(Tensor.From(new[,] { { 1f }, { 2f }, { 3f }, { 4f } }) + 100);

Console.WriteLine("\n[2, 3] + [2, 1]: the column is added to each column.");
Tensor matrix = Tensor.From(new[,] { { 1f, 2f, 3f }, { 4f, 5f, 6f } });
Console.WriteLine(matrix + Tensor.From(new[,] { { 100f }, { 200f } }));

Console.WriteLine("\nCalories per 100 g: from carbohydrates, proteins and fats (rows) in apples, beef, eggs and potatoes (columns).");
Tensor calories = Tensor.From(new[,] { { 56.0, 0, 4.4, 68 }, { 1.2, 104, 52, 8 }, { 1.8, 135, 99, 0.9 } });
Tensor totals = calories.Sum(axis: 0, keepDims: true);                 // [1, 4]
Tensor percent = calories / totals * 100;                              // [3, 4] / [1, 4]
Print("sum", totals.ToArray<double>(), "0.0");
Print("carbohydrates %", percent[0].ToArray<double>(), "0.00");
Print("proteins %", percent[1].ToArray<double>(), "0.00");
Print("fats %", percent[2].ToArray<double>(), "0.00");

Console.WriteLine("\nnp.dot, np.exp, np.zeros and np.sum(axis, keepdims) are w.Dot(x), x.Exp(), Tensor.Zeros and x.Sum(axis, keepDims):");
Tensor w = Tensor.From(1f, 2f, 3f), x = Tensor.From(4f, 5f, 6f);
Console.WriteLine($"w . x = {w.Dot(x).ToScalar()} without a loop, {Loop(w.ToArray<float>(), x.ToArray<float>())} with one");
Console.WriteLine($"exp of zeros: {Tensor.Zeros([2, 2]).Exp()}");
Console.WriteLine("(The notes write np.zeros(2, 1), math.exp[v[i]], w^T.dot(w, X) and A.Sum. Right: np.zeros((2, 1)), math.exp(v[i]), np.dot(w.T, X) + b and A.sum.)");

static float Loop(float[] w, float[] x)
{
    float sum = 0;
    for (int i = 0; i < w.Length; i++) sum += w[i] * x[i];
    return sum;
}

static void Print(string name, double[] values, string format) => Console.WriteLine($"{name,-16}{string.Join("  ", values.Select(v => v.ToString(format).PadLeft(6)))}");
