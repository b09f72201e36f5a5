namespace Hebb;

/// <summary>Functions that the base library lacks, in double, for one number: what specs compare with.</summary>
internal static class Exact
{
    /// <summary>e^x - 1. The rounding of e^x is divided out again (Kahan).</summary>
    public static double Expm1(double x)
    {
        double u = Math.Exp(x);
        if (u == 1) return x;
        return double.IsInfinity(u) || u - 1 == -1 ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>ln(1 + x). The rounding of 1 + x is divided out again (Kahan).</summary>
    public static double Log1P(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) || u <= 0 ? Math.Log(u) : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x) => x < 0 ? Math.Exp(x) / (1 + Math.Exp(x)) : 1 / (1 + Math.Exp(-x));

    /// <summary>ln(1 + e^x).</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>The error function: its power series with positive terms where that converges fast, the continued fraction of its complement beyond.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (!(magnitude < 6)) return double.IsNaN(x) ? x : Math.Sign(x);
        if (magnitude < 2.5)
        {
            double term = x, sum = x;
            for (int n = 1; n < 100; n++) sum += term *= 2 * x * x / (2 * n + 1);
            double square = x * x, rest = Math.FusedMultiplyAdd(x, x, -square);
            return 2 / Math.Sqrt(Math.PI) * (sum * Math.Exp(-square) * (1 - rest));
        }
        double fraction = 0;
        for (int n = 200; n > 0; n--) fraction = n / 2.0 / (magnitude + fraction);
        return Math.Sign(x) * (1 - Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (magnitude + fraction));
    }
}
