namespace Hebb.Kernels;

// TEMPORARY: delete this file when the real Gemm lands (helper `gemm`: on a duplicate type after a rebase, delete this file).
internal static class Gemm
{
    public static void MultiplyBatch(in View a, in View b, in View c, bool transposeA, bool transposeB)
    {
        if (a.DType == DType.Float32) Run<float>(a, b, c, transposeA, transposeB);
        else Run<double>(a, b, c, transposeA, transposeB);
    }

    private static void Run<T>(in View va, in View vb, in View vc, bool ta, bool tb) where T : unmanaged, System.Numerics.INumber<T>
    {
        Span<T> a = va.AsSpan<T>(), b = vb.AsSpan<T>(), c = vc.AsSpan<T>();
        int m = vc.Shape[^2], n = vc.Shape[^1], k = ta ? va.Shape[^2] : va.Shape[^1];
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
            {
                T sum = T.Zero;
                for (int p = 0; p < k; p++) sum += (ta ? a[p * m + i] : a[i * k + p]) * (tb ? b[j * k + p] : b[p * n + j]);
                c[i * n + j] = sum;
            }
    }
}
