namespace Hebb.Networks.Tests.Metrics;

public class ConfusionMatrixTests
{
    [Fact]
    public void Counts_add_up_over_batches()
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Update(Scores(3, 0, 1, 2, 1), Tensor.From([0, 1, 2, 2]));
        matrix.Update(Scores(3, 1, 0), Tensor.From([2L, 0L]));
        Assert.Equal([2, 0, 0, 0, 1, 0, 0, 2, 1], Counts(matrix));
        Assert.Equal(4.0 / 6, matrix.Result, 1e-15);
        matrix.Reset();
        Assert.Equal(new long[9], Counts(matrix));
        Assert.True(double.IsNaN(matrix.Result));
    }

    [Fact]
    public void The_diagonal_is_the_accuracy()
    {
        var matrix = new ConfusionMatrix(7);
        var accuracy = new Accuracy();
        Tensor scores = Tensor.Normal([100, 7], seed: 3), labels = Tensor.Normal([100, 7], seed: 4).ArgMax(-1);
        matrix.Update(scores, labels);
        accuracy.Update(scores, labels);
        Assert.Equal(accuracy.Result, matrix.Result);
    }

    [Fact]
    public void The_table_shows_names_and_shares()
    {
        var matrix = new ConfusionMatrix(3) { ClassNames = ["cat", "dog", "horse"] };
        matrix.Update(Scores(3, 0, 1, 2, 1, 1), Tensor.From([0, 1, 2, 2, 1]));
        var numbered = new ConfusionMatrix(2);
        numbered.Update(Scores(2, 0, 0, 0), Tensor.From([0, 0, 0]));
        var wide = new ConfusionMatrix(2) { ClassNames = ["T-shirt/top", "Ankle boot"] };
        wide.Update(Scores(2, 0, 1, 1), Tensor.From([0, 0, 1]));
        Snapshot.Matches("confusion_tables", matrix.ToTable() + "\n" + numbered.ToTable() + "\n" + wide.ToTable());
    }

    [Fact]
    public void Misuse_is_refused_with_the_remedy() => Snapshot.Errors("confusion_matrix_errors",
    [
        ("one class", () => _ = new ConfusionMatrix(1)),
        ("two names for three classes", () => _ = new ConfusionMatrix(3) { ClassNames = ["cat", "dog"] }),
        ("a model of other classes", () => new ConfusionMatrix(3).Update(Tensor.Zeros([2, 4]), Tensor.From([0, 1]))),
        ("a label outside the classes", () => new ConfusionMatrix(3).Update(Tensor.Zeros([2, 3]), Tensor.From([0, 3]))),
    ]);

    // Scores of which each row's greatest is at the class given.
    private static Tensor Scores(int classes, params int[] predicted) => Tensor.From(predicted).OneHot(classes);

    private static long[] Counts(ConfusionMatrix matrix) => [.. Enumerable.Range(0, 9).Select(i => matrix[i / 3, i % 3])];
}
