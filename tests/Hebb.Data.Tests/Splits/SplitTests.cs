namespace Hebb.Data.Tests;

public sealed class SplitTests
{
    [Theory]
    [InlineData(150, 0.2)]            // small: 60/20/20
    [InlineData(10_000, 0.2)]
    [InlineData(50_000, 0.2)]
    [InlineData(100_000, 0.1)]
    [InlineData(1_000_000, 0.01)]     // large: 98/1/1
    [InlineData(100_000_000, 0.01)]
    public void What_is_held_out_depends_on_how_many_samples_there_are(int count, double fraction) => Assert.Equal(fraction, HoldOut.Fraction(count), 12);

    [Fact]
    public void Three_parts_share_the_samples_and_the_class_ratios()
    {
        Dataset data = Skewed(1000);
        DataSplit split = new HoldOut().Split(data, seed: 3);
        var (train, dev, test) = split;
        Assert.Equal((600, 200, 200), (train.Count, dev.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 1000), Rows(train).Concat(Rows(dev)).Concat(Rows(test)).Order());
        for (int c = 0; c < 3; c++)
        {
            int all = Rows(data).Count(row => ClassOf(row) == c);
            Assert.Equal(0.2 * all, Rows(dev).Count(row => ClassOf(row) == c), 1.0);
            Assert.Equal(0.2 * all, Rows(test).Count(row => ClassOf(row) == c), 1.0);
        }
        Assert.Empty(split.Balance.Warnings);
        Assert.Equal(Rows(dev), Rows(new HoldOut().Split(data, seed: 3).Dev));
        Assert.NotEqual(Rows(dev), Rows(new HoldOut().Split(data, seed: 4).Dev));
    }

    [Fact]
    public void A_group_is_never_divided()
    {
        Dataset data = Skewed(400);
        int[] groups = [.. Enumerable.Range(0, 400).Select(i => i / 7)];
        var (train, dev, test) = new HoldOut { Dev = 0.25, Test = 0.25, Groups = groups }.Split(data, seed: 1);
        Assert.Equal(400, train.Count + dev.Count + test.Count);
        Assert.Equal(100, dev.Count, 7.0);
        Assert.Equal(100, test.Count, 7.0);
        Assert.Empty(Rows(train).Select(row => groups[row]).Intersect(Rows(dev).Concat(Rows(test)).Select(row => groups[row])));
        Assert.Empty(Rows(dev).Select(row => groups[row]).Intersect(Rows(test).Select(row => groups[row])));

        foreach (Fold fold in new KFold(5) { Groups = groups }.Split(data, seed: 1))
        {
            Assert.Empty(Rows(fold.Train).Select(row => groups[row]).Intersect(Rows(fold.Validation).Select(row => groups[row])));
            Assert.Equal(80, fold.Validation.Count, 7.0);
            Assert.Empty(fold.Balance.Warnings);
        }
    }

    [Fact]
    public void Each_sample_is_held_out_once_in_every_repeat()
    {
        Dataset data = Skewed(103);
        IReadOnlyList<Fold> folds = new KFold(10) { Repeats = 5 }.Split(data, seed: 1);
        Assert.Equal(50, folds.Count);
        for (int repeat = 0; repeat < 5; repeat++)
        {
            Fold[] turn = [.. folds.Where(fold => fold.Repeat == repeat)];
            Assert.Equal(Enumerable.Range(0, 103), turn.SelectMany(fold => Rows(fold.Validation)).Order());
            Assert.All(turn, fold => Assert.Equal(Enumerable.Range(0, 103).Except(Rows(fold.Validation)), Rows(fold.Train)));
            Assert.All(turn, fold => Assert.InRange(fold.Validation.Count, 10, 11));
            for (int c = 0; c < 3; c++)
            {
                int[] counts = [.. turn.Select(fold => Rows(fold.Validation).Count(row => ClassOf(row) == c))];
                Assert.InRange(counts.Max() - counts.Min(), 0, 1);
            }
        }
        Assert.NotEqual(Rows(folds[0].Validation), Rows(folds[10].Validation));
        Assert.Equal("repeat 2, fold 3: 92 to train on, 11 held out", folds.Single(fold => fold is { Repeat: 1, Number: 2 }).ToString());
    }

    [Fact]
    public void Targets_and_unstratified_folds_are_dealt_by_number_alone()
    {
        Dataset data = Dataset.From(new float[20, 1], new float[20]);
        Assert.All(new KFold(4).Split(data, seed: 1), fold => Assert.Equal(5, fold.Validation.Count));
        Assert.Equal("targets, no classes", new HoldOut().Split(data, seed: 1).Balance.ToString());
    }

    [Fact]
    public void A_split_whose_class_ratios_differ_says_so()
    {
        Dataset data = Dataset.From(new float[60, 1], [.. Enumerable.Range(0, 60).Select(i => i / 20)], ["setosa", "versicolor", "virginica"]);
        // The bad split: a sorted file cut in two.
        ClassBalance balance = new(("train", data.Take(45)), ("test", data.Subset([.. Enumerable.Range(45, 15)])));
        Assert.Equal(20 / 45.0, balance.Ratio(0, 0), 12);
        Assert.Equal(15, balance.Count(1, 2));
        Snapshot.Matches("class_balance", balance + "\n\n" + new HoldOut().Split(data, seed: 1));
    }

    [Fact]
    public void Classes_of_any_number_are_told_apart()
    {
        int[] classes = [-1, 0, -1, 0, 1_000_000_000, -1, 1_000_000_000, 0], renamed = [0, 1, 0, 1, 2, 0, 2, 1], groups = [0, 0, 1, 1, 2, 2, 3, 3];
        foreach (KFold folds in (KFold[])[new(2), new(2) { Groups = groups }])
        {
            var rows = folds.Rows(8, seed: 1, classes);
            Assert.Equal(folds.Rows(8, seed: 1, renamed).Select(fold => fold.Validation), rows.Select(fold => fold.Validation));
            Assert.Equal(Enumerable.Range(0, 8), rows.SelectMany(fold => fold.Validation).Order());
        }
    }

    [Fact]
    public void A_class_of_one_sample_is_reported_for_the_part_that_lacks_it()
    {
        Dataset data = Dataset.From(new float[5, 1], [0, 0, 0, 0, 1]);
        Fold fold = new KFold(2).Split(data, seed: 1).Single(fold => fold.Balance.Count(1, 1) == 0);
        Assert.Equal(["'validation' has no sample of class '1', which is 20.0 % of all; 1 cannot be divided among 2 parts: bring more"], fold.Balance.Warnings);
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        Dataset data = Skewed(12), pets = Dataset.From(new float[2, 1], [0, 1], ["cat", "dog"]);
        Snapshot.Errors("split_errors",
        [
            ("no part is held out", () => new HoldOut { Dev = 0 }),
            ("all is held out", () => new HoldOut { Dev = 0.5, Test = 0.5 }.Split(data, 1)),
            ("an empty part", () => new HoldOut { Dev = 0.01 }.Split(data, 1)),
            ("one group", () => new HoldOut { Groups = new int[12] }.Split(data, 1)),
            ("too few groups", () => new HoldOut { Groups = [1, 2] }.Split(data, 1)),
            ("one fold", () => new KFold(1)),
            ("no repeats", () => new KFold(3) { Repeats = 0 }),
            ("more folds than samples", () => new KFold(13).Split(data, 1)),
            ("far more folds than samples", () => new KFold(int.MaxValue).Split(data, 1)),
            ("more folds than groups", () => new KFold(3) { Groups = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1] }.Split(data, 1)),
            ("classes of other rows", () => new KFold(3).Rows(5, 1, [0, 1])),
            ("nothing to compare", () => new ClassBalance()),
            ("NaN held out", () => new HoldOut { Test = double.NaN }),
            ("too little is left", () => new HoldOut { Dev = 0.5, Test = 0.45 }.Split(data.Take(10), 1)),
            ("too many repeats", () => new KFold(3) { Repeats = int.MaxValue }),
            ("folds of no rows", () => new KFold(2).Rows(0, 1)),
            ("a part that is not there", () => new ClassBalance(("numbers", data)).Count(3, 0)),
            ("a class that is not there", () => new ClassBalance(("numbers", data)).Ratio(0, 9)),
            ("a class of targets", () => new ClassBalance(("numbers", Dataset.From(new float[2, 1], new float[2]))).Count(0, 0)),
            ("a part without a name", () => new ClassBalance(("numbers", data), (null!, data))),
            ("other classes", () => new ClassBalance(("numbers", data), ("pets", pets))),
        ]);
    }

    private static int ClassOf(int row) => row % 10 == 0 ? 2 : row % 3 == 0 ? 1 : 0;

    private static Dataset Skewed(int count) => Dataset.From(new float[count, 1], [.. Enumerable.Range(0, count).Select(ClassOf)]);

    private static int[] Rows(Dataset data) => [.. Enumerable.Range(0, data.Count).Select(data.RowOf)];
}
