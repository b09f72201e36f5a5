namespace Hebb;

public static partial class Simd
{
    /// <summary>The error function 2/sqrt(pi) times the integral of e^(-t^2) from 0 to x, as in the exact GELU. At most 2 ulp (double: 3 ulp).</summary>
    /// <remarks>A polynomial near 0; further out 1 - e^p(|x|) in float, and 1 - e^(-x^2) P(|x|) / Q(|x|) in double (Moshier, Cephes, 1984).</remarks>
    public static V Erf<V>(V x) where V : struct, ISimd<V>
    {
        V a = V.Min(V.Create(V.IsDouble ? 7 : 5), V.Abs(x)), z = a * a, one = V.Create(1);
        V near, far;
        if (V.IsDouble)
        {
            near = a * Polynomial(z, 5.55923013010394962768e4, 7.00332514112805075473e3, 2.23200534594684319226e3, 9.00260197203842689217e1,
                9.60497373987051638749)
                / Polynomial(z, 4.92673942608635921086e4, 2.26290000613890934246e4, 4.59432382970980127987e3, 5.21357949780152679795e2,
                    3.35617141647503099647e1, 1);
            V p = Polynomial(a, 5.57535335369399327526e2, 1.02755188689515710272e3, 9.34528527171957607540e2, 5.26445194995477358631e2,
                1.96520832956077098242e2, 4.86371970985681366614e1, 7.46321056442269912687, 5.64189564831068821977e-1, 2.46196981473530512524e-10);
            V q = Polynomial(a, [5.57535340817727675546e2, 1.65666309194161350182e3, 2.24633760818710981792e3, 1.82390916687909736289e3,
                9.75708501743205489753e2, 3.54937778887819891062e2, 8.67072140885989742329e1, 1.32281951154744992508e1, 1]);
            far = one - Exp(-z) * p / q;
        }
        else
        {
            near = V.Fma(Polynomial(z, 1.28379166e-1, -3.76125336e-1, 1.12819925e-1, -2.67681349e-2, 4.99119423e-3, -5.96761703e-4), a, a);
            V p = Polynomial(a, [-1.28717512e-1, -6.34846687e-1, -1.06777877e-1, 2.42546219e-2, -3.88396438e-3, 3.83197126e-4, -1.72853470e-5]);
            far = one - Exp(V.Fma(p, a, -a));
        }
        return V.CopySign(V.Select(V.Greater(V.Create(V.IsDouble ? 1 : 0.927734375), a), near, far), x);
    }
}
