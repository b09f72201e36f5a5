namespace Hebb;

/// <summary>The eigenvalues and eigenvectors of a small symmetric matrix, by Jacobi's rotations.</summary>
/// <remarks>Each rotation turns two axes so that their entry off the diagonal becomes zero. Others grow again a little, but after a few sweeps over all pairs
/// nothing is left off the diagonal: what is on it are the eigenvalues, and the rotations together are the eigenvectors. (Jacobi 1846.)</remarks>
internal static class SymmetricMatrix
{
    private const int MostSweeps = 60;

    /// <summary>The eigenvalues, largest first.</summary>
    /// <param name="matrix">Row by row; is overwritten.</param>
    /// <param name="n">Its size.</param>
    /// <param name="vectors">Takes the eigenvectors, row by row, one in each column, in the order of their values; null where they are not wanted.</param>
    public static double[] Eigenvalues(double[] matrix, int n, double[]? vectors)
    {
        var turns = new double[n * n];
        for (int i = 0; i < n; i++) turns[i * n + i] = 1;
        for (int sweep = 0; sweep < MostSweeps && !IsDiagonal(matrix, n); sweep++)
            for (int p = 0; p < n; p++)
                for (int q = p + 1; q < n; q++) Rotate(matrix, turns, n, p, q);
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => matrix[i * n + i])];
        if (vectors is not null)
            for (int i = 0; i < n; i++)
                for (int k = 0; k < n; k++) vectors[k * n + i] = turns[k * n + order[i]];
        return [.. order.Select(i => matrix[i * n + i])];
    }

    // tan of the angle: the smaller root of t^2 + 2 theta t - 1 = 0, theta = (a_qq - a_pp) / (2 a_pq).
    private static void Rotate(double[] a, double[] turns, int n, int p, int q)
    {
        double off = a[p * n + q];
        if (off == 0) return;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
        double tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double cosine = 1 / Math.Sqrt(tangent * tangent + 1), sine = tangent * cosine;
        for (int k = 0; k < n; k++) Turn(ref a[k * n + p], ref a[k * n + q], cosine, sine);
        for (int k = 0; k < n; k++) Turn(ref a[p * n + k], ref a[q * n + k], cosine, sine);
        for (int k = 0; k < n; k++) Turn(ref turns[k * n + p], ref turns[k * n + q], cosine, sine);
        a[p * n + q] = a[q * n + p] = 0;
    }

    private static void Turn(ref double x, ref double y, double cosine, double sine) => (x, y) = (cosine * x - sine * y, sine * x + cosine * y);

    private static bool IsDiagonal(double[] a, int n)
    {
        double off = 0, all = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                all += a[i * n + j] * a[i * n + j];
                if (i != j) off += a[i * n + j] * a[i * n + j];
            }
        return off <= 1e-30 * all;
    }
}
