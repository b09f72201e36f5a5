using System.Globalization;

namespace Hebb.Data.Tests;

public sealed class FeatureSpaceTests
{
    private static readonly DataTable s_train = DataTable.From(["size", "colour", "price"], ["1", "red", "10"], ["2", "", "20"], ["3", "blue", "60"], ["6", "red", "30"]);

    [Fact]
    public void Numbers_are_scaled_by_the_training_rows_alone()
    {
        Assert.Equal([-2, -1, 0, 3], Column(new NumericColumn("size")).Select(x => Math.Round(x * Math.Sqrt(3.5), 5)));   // mean 3, variance 3.5
        Assert.Equal([0, 0.2, 0.4, 1], Column(new NumericColumn("size") { Scaling = Scaling.MinMax }).Select(x => Math.Round(x, 6)));
        Assert.Equal([1, 2, 3, 6], Column(new NumericColumn("size") { Scaling = Scaling.None }));

        NumericColumn size = new("size");
        FeatureSpace space = new FeatureSpace { size }.Adapt(s_train);
        Assert.Equal((100 - 3) / Math.Sqrt(3.5), space.Inputs(DataTable.From(["size"], ["100"])).ToArray<float>()[0], 1e-5);
        Assert.Equal((3, Math.Sqrt(3.5)), (size.Offset, size.Scale));
        Assert.Equal(100, size.Decode((100 - 3) / Math.Sqrt(3.5)), 1e-12);
    }

    [Theory]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.MinMax)]
    public void A_number_that_never_changes_is_only_shifted(Scaling scaling)
    {
        // The mean of three times 0.1 is not 0.1 in binary; what is left must not become the scale.
        NumericColumn x = new("x") { Scaling = scaling };
        FeatureSpace space = new FeatureSpace { x }.Adapt(DataTable.From(["x"], ["0.1"], ["0.1"], ["0.1"]));
        Assert.Equal((0.1, 1), (x.Offset, x.Scale));
        Assert.Equal([0, 1], space.Inputs(DataTable.From(["x"], ["0.1"], ["1.1"])).ToArray<float>());
    }

    [Fact]
    public void The_class_for_unknown_categories_counts_as_one()
    {
        FeatureSpace space = new(target: new CategoricalColumn("colour") { Unknown = UnknownCategory.Own }) { new NumericColumn("size") };
        Dataset data = space.Adapt(s_train).Encode(DataTable.From(["size", "colour"], ["1", "green"], ["2", "red"]));
        Assert.Equal((4, data.Classes), (space.Classes, 4));
        Assert.Equal(["", "blue", "red", "(unknown)"], data.ClassNames);
        Assert.Equal([3, 2], [data.LabelAt(0), data.LabelAt(1)]);
        Assert.Equal(data.ClassNames, space.AttachTo(new Sequential([1]) { new Dense(space.Classes) }).ClassNames);
    }

    [Theory]
    [InlineData(MissingNumber.Mean, 10 / 3.0)]
    [InlineData(MissingNumber.Median, 2)]
    [InlineData(MissingNumber.Zero, 0)]
    public void A_missing_number_is_filled_and_marked(MissingNumber missing, double fill)
    {
        DataTable table = DataTable.From(["x"], ["1"], ["?"], ["2"], [""], ["7"], ["NA"]);
        FeatureSpace space = new FeatureSpace { new NumericColumn("x") { Missing = missing, MissingIndicator = true, Scaling = Scaling.None } }.Adapt(table);
        Assert.Equal([1, 0, (float)fill, 1, 2, 0, (float)fill, 1, 7, 0, (float)fill, 1], space.Inputs(table).ToArray<float>());
        Assert.Equal(["x", "x is missing"], space.Features);
    }

    [Fact]
    public void Categories_become_indicators_numbers_or_buckets()
    {
        FeatureSpace space = new FeatureSpace { new CategoricalColumn("colour") { Unknown = UnknownCategory.Zeros } }.Adapt(s_train);
        Assert.Equal(["colour=", "colour=blue", "colour=red"], space.Features);
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1], space.Inputs(s_train).ToArray<float>());
        DataTable unknown = DataTable.From(["colour"], ["green"], ["?"]);
        Assert.Equal([0, 0, 0, 1, 0, 0], space.Inputs(unknown).ToArray<float>());

        Assert.Equal([2f, 0, 1, 2], Column(new CategoricalColumn("colour") { Output = CategoryOutput.Index }));
        space = new FeatureSpace { new CategoricalColumn("colour") { Unknown = UnknownCategory.Own } }.Adapt(s_train);
        Assert.Equal([0, 0, 0, 1, 1, 0, 0, 0], space.Inputs(unknown).ToArray<float>());

        space = new FeatureSpace { new CategoricalColumn("colour") { Output = CategoryOutput.Hashed, Buckets = 5 } }.Adapt(s_train);
        float[] hashed = space.Inputs(s_train).ToArray<float>();
        Assert.Equal(5, space.Width);
        for (int row = 0; row < 4; row++) Assert.Equal(1, hashed.AsSpan(row * 5, 5).ToArray().Sum());
        Assert.Equal(hashed[..5], hashed[15..]);   // both red
        Assert.Equal(1, space.Inputs(unknown).ToArray<float>()[..5].Sum());
    }

    [Fact]
    public void Columns_that_tell_something_together_are_crossed()
    {
        DataTable table = DataTable.From(["a", "b"], ["1", "1"], ["1", "2"], ["2", "1"], ["2", "2"], ["1", "2"], ["11", ""], ["1", "1"]);
        FeatureSpace space = new FeatureSpace { new CrossedColumn(1000, "a", "b") }.Adapt(table);
        int[] buckets = [.. Enumerable.Range(0, table.Count).Select(row => Array.IndexOf(space.Inputs(table.Subset(row)).ToArray<float>(), 1))];
        Assert.Equal((buckets[1], buckets[0]), (buckets[4], buckets[6]));
        Assert.Equal(5, buckets.Distinct().Count());   // "11" and "" are not "1" and "1"
        var model = new Sequential([1000]) { new Dense(1) };
        Assert.Equal(space.Inputs(table).ToArray<float>(), FeatureSpace.Of(space.AttachTo(model)).Inputs(table).ToArray<float>());
    }

    [Fact]
    public void What_a_column_holds_is_guessed_from_the_training_rows()
    {
        DataTable table = DataTable.From(["id", "size", "weight", "colour", "nothing", "price"], ["a", "1", "", "red", "", "10"], ["b", "2", "3", "blue", "NA", "20"]);
        FeatureSpace space = FeatureSpace.Infer(table, target: "price", ignore: "id");
        Snapshot.Matches("feature_space", space.ToString());
        Assert.Equal(["size", "weight", "weight is missing", "colour=blue", "colour=red"], space.Features);
        Assert.Equal(0, space.Classes);
        FeatureSpace classes = FeatureSpace.Infer(table, target: "colour", ignore: "id");
        Assert.Equal(["blue", "red"], classes.ClassNames);
        Assert.Equal(["blue", "red"], classes.Encode(table).ClassNames);
        Assert.Equal([1, 0], classes.Encode(table).Batches().Single().Labels.ToArray<int>());
    }

    [Fact]
    public void What_the_target_is_can_be_told_from_its_numbers_and_is_said_where_it_is_doubtful()
    {
        // Whether the target was taken for classes, and whether a note says that it may be otherwise.
        Assert.Equal((true, false), Guess("0", "1", "1"));
        Assert.Equal((true, false), Guess("0.0", "1.0"));         // as pandas writes whole numbers beside missing ones
        Assert.Equal((true, true), Guess("-1", "1", "1", "-1"));
        Assert.Equal((true, true), Guess("1", "2", "2", "1"));
        Assert.Equal((true, true), Guess("2", "0", "1", "2", "1", "0"));
        Assert.Equal((true, true), Guess("1", "2", "3", "3", "3", "3"));
        Assert.Equal((false, true), Guess("3", "5", "4", "3", "5", "4"));   // scores, more likely
        Assert.Equal((false, true), Guess("0", "1", "3", "3", "1", "0"));
        Assert.Equal((false, true), Guess("1", "1.0", "2", "2"));           // two texts of one number
        Assert.Equal((false, true), Guess([.. Enumerable.Range(0, 30).Select(i => $"{i % 11}")]));
        Assert.Equal((false, false), Guess([.. Enumerable.Range(0, 63).Select(i => $"{i % 21}")]));
        Assert.Equal((false, false), Guess("0", "0.5", "1", "0.5"));
        Assert.Equal((false, false), Guess("10", "20", "10"));              // too few rows to tell

        DataTable wines = DataTable.From(["sugar", "quality"], [.. Enumerable.Range(0, 12).Select(i => (string[])[$"{i}", $"{3 + (i % 4)}"])]);
        Assert.Equal(["target 'quality': 4 whole numbers from 3 to 6, in 12 rows, are taken for numbers; to predict classes, give new CategoricalColumn(\"quality\") "
            + "in place of its name"], FeatureSpace.Infer(wines, "quality").Notes);
        FeatureSpace said = FeatureSpace.Infer(wines, new CategoricalColumn("quality"), ignore: []);
        Assert.Equal((4, 0), (said.Classes, said.Notes.Count));
        Assert.Equal(Scaling.None, Assert.IsType<NumericColumn>(FeatureSpace.Infer(wines, new NumericColumn("quality") { Scaling = Scaling.None }).Target).Scaling);

        static (bool IsClass, bool IsDoubtful) Guess(params string[] answers)
        {
            FeatureSpace space = FeatureSpace.Infer(DataTable.From(["x", "y"], [.. answers.Select((answer, i) => (string[])[$"{i / 2}", answer])]), "y");
            return (space.Target is CategoricalColumn, space.Notes.Count > 0);
        }
    }

    [Fact]
    public void Columns_of_which_little_can_be_learned_are_noted()
    {
        DataTable table = DataTable.From(["id", "ticket", "proximity", "kind"],
            [.. Enumerable.Range(0, 60).Select(i => (string[])[$"{1000 + i}", $"PC {i / 2 * (i % 3)}", i % 2 == 0 ? "<1H OCEAN" : "Zürich & \U0001F600", $"{i % 3}"])]);
        Snapshot.Matches("feature_space_notes", FeatureSpace.Infer(table, "kind").ToString());
        FeatureSpace few = FeatureSpace.Infer(table, new CategoricalColumn("kind"), "id", "ticket");
        Assert.Empty(few.Notes);
        Assert.Equal(few.ToString(), FeatureSpace.Of(few.AttachTo(new Sequential([2]) { new Dense(3) })).ToString());
        // Numbers that all differ because they are measured are not noted.
        Assert.Empty(FeatureSpace.Infer(DataTable.From(["x", "y"], [.. Enumerable.Range(0, 30).Select(i => (string[])[$"{i}.5", $"{i}.25"])]), "y").Notes);
        Assert.EndsWith("buckets 7, categories [\"0\",\"1\",\"2\"]",
            new FeatureSpace { new CategoricalColumn("kind") { Output = CategoryOutput.Hashed, Buckets = 7 } }.Adapt(table).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_with_unknown_categories_are_counted_and_what_they_become_is_told()
    {
        DataTable train = DataTable.From(["town", "size", "price"], ["Ulm", "1", "10"], ["Bonn", "2", "20"]);
        DataTable rows = DataTable.From(["town", "size"], ["Kiel", "1"], ["Ulm", "1"], ["", "1"], ["Kiel", "2"]);
        FeatureSpace space = FeatureSpace.Infer(train, "price");
        Assert.Equal(["'town': 3 of 4 rows have a category that no training row had ('Kiel', ''), which becomes zeros"], space.Warnings(rows));
        Assert.Equal([0, 0], space.Inputs(rows).ToArray<float>()[..2]);
        Assert.Empty(space.Warnings(train));
        Assert.EndsWith("becomes one of its own, of which the model has seen none", Only(new CategoricalColumn("town") { Unknown = UnknownCategory.Own }), StringComparison.Ordinal);
        Assert.EndsWith("is refused", Only(new CategoricalColumn("town")), StringComparison.Ordinal);
        Assert.Empty(new FeatureSpace { new CategoricalColumn("town") { Output = CategoryOutput.Hashed } }.Adapt(train).Warnings(rows));

        string Only(CategoricalColumn town) => new FeatureSpace { town }.Adapt(train).Warnings(rows).Single();
    }

    [Fact]
    public void A_text_that_is_null_is_a_missing_value()
    {
        DataTable table = DataTable.From(["a", "b"], ["1", null!], [null!, "x"], ["3", "x"]);
        FeatureSpace space = new() { new NumericColumn("a") { Missing = MissingNumber.Zero, Scaling = Scaling.None }, new CategoricalColumn("b"), new CrossedColumn(1, "a", "b") };
        Assert.Equal([1, 1, 0, 1, 0, 0, 1, 1, 3, 0, 1, 1], space.Adapt(table).Inputs(table).ToArray<float>());
        Assert.Equal(["", "x", "x"], table.Column("b"));
    }

    [Fact]
    public void A_cell_beside_another_table_is_an_error_of_its_own_table()
    {
        DataTable inputs = new(["a"], [["1"], ["2"], ["3"]], [2, 3, 4], "inputs.csv"), targets = new(["b"], [["1"], ["2"], ["x"]], [7, 8, 11], "targets.csv");
        FeatureSpace space = new() { new NumericColumn("b") };
        Assert.Equal(["file 'targets.csv'", "line 11", "column 'b'"], Assert.Throws<DataException>(() => space.Adapt(inputs.Beside(targets).Subset(1, 2))).Where);
    }

    [Fact]
    public void Texts_are_categories_however_many_of_them_are_numbers()
    {
        // 3+ among few different numbers, and numbers beside as many names: neither is a slip in a column of numbers.
        DataTable table = DataTable.From(["children", "ticket", "y"], [.. Enumerable.Range(0, 40).Select(i => (string[])[i == 7 ? "3+" : $"{i % 4}", i % 4 < 2 ? $"{i / 4}" : $"PC {i / 4}", $"{i}"])]);
        Assert.All(FeatureSpace.Infer(table, "y").Columns, column => Assert.IsType<CategoricalColumn>(column));
        table = DataTable.From(["date", "address", "version", "place", "choices", "y"],
            ["01.02.2024", "10.0.0.1", "1.0.1", "48.1,11.5", "1", "1"], ["2024-02-03", "10.0.0.2", "1.0", "47,5 11,5", "1,2,3", "2"]);
        Assert.All(FeatureSpace.Infer(table, "y").Columns, column => Assert.IsType<CategoricalColumn>(column));
    }

    [Theory]
    [InlineData("3,14")]
    [InlineData("-,5")]
    [InlineData("+12,5e3")]
    [InlineData("1,234,567.5")]
    [InlineData("1.234.567")]
    [InlineData("1.234,5")]
    [InlineData("1'234")]
    [InlineData("1\u00A0234,5")]
    public void Numbers_that_people_write_are_known_for_what_they_are(string text) => Assert.Contains("comma",
        Assert.Throws<DataException>(() => new FeatureSpace { new NumericColumn("x") }.Adapt(DataTable.From(["x"], [text]))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_that_are_refused_leave_a_space_as_it_was()
    {
        FeatureSpace space = new(target: new NumericColumn("price")) { new NumericColumn("size"), new CategoricalColumn("colour") };
        DataTable bad = DataTable.From(["size", "colour", "price"], ["100", "green", "1"], ["200", "green", "dear"]);
        Assert.Throws<DataException>(() => space.Adapt(bad));
        Assert.Throws<UsageException>(() => space.Inputs(bad));   // it was not fitted
        string before = space.Adapt(s_train).ToString();
        float[] inputs = space.Inputs(s_train).ToArray<float>();
        Assert.Throws<DataException>(() => space.Adapt(bad));   // by its last column
        Assert.Equal(before, space.ToString());
        Assert.Equal(inputs, space.Inputs(s_train).ToArray<float>());
    }

    [Fact]
    public void A_column_that_may_be_the_answer_in_other_words_is_noted()
    {
        // As "alive" stands beside "survived" in the passengers of the Titanic.
        Assert.Equal(["column 'alive': tells 'survived' one to one in all 40 rows, as the answer in other words does; leave it out if one does not know it when "
            + "one predicts (ignore: \"alive\")"], Notes(i => i % 3 == 0 ? "yes" : "no", i => i % 3 == 0 ? "1" : "0"));
        Assert.Single(Notes(i => i % 3 == 0 ? "B-5" : "", i => i % 3 == 0 ? "1" : "0"));    // a boat for the saved alone
        Assert.Single(Notes(i => $"{i % 15}", i => $"{(i % 15) + 0.5}"));                   // numbers that repeat
        Assert.Empty(Notes(i => i % 3 == 0 || i == 4 ? "yes" : "no", i => i % 3 == 0 ? "1" : "0"));
        Assert.Empty(Notes(i => $"{i % 6}", i => i % 3 == 0 ? "1" : "0"));                  // it decides the class, of which it is no other name
        Assert.Empty(Notes(i => $"{i}.5", i => $"{i}.25"));                                 // measured, and never the same twice
        Assert.Empty(Notes(i => i % 3 == 0 ? "yes" : "no", i => i % 3 == 0 ? "1" : "0", rows: 8));

        static IReadOnlyList<string> Notes(Func<int, string> alive, Func<int, string> survived, int rows = 40) =>
            FeatureSpace.Infer(DataTable.From(["alive", "survived"], [.. Enumerable.Range(0, rows).Select(i => (string[])[alive(i), survived(i)])]), "survived").Notes;
    }

    [Fact]
    public void Nothing_depends_on_the_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture, german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        german.NumberFormat.NumberDecimalSeparator = ",";
        german.NumberFormat.NumberGroupSeparator = ".";
        german.NumberFormat.NegativeSign = "\u2212";   // as in Sweden
        german.NumberFormat.PositiveInfinitySymbol = "\u221E";
        try
        {
            CultureInfo.CurrentCulture = german;
            DataTable table = DataTable.From(["size", "TITLE", "price"], ["1.5", "I", "10.25"], ["-2.5", "i", "20"]);
            FeatureSpace space = FeatureSpace.Infer(table, "price");
            Assert.Equal([1, 1, 0, -1, 0, 1], space.Inputs(table).ToArray<float>());   // I before i, as bytes are
            FeatureSpace again = FeatureSpace.Of(space.AttachTo(new Sequential([3]) { new Dense(1) }));
            Assert.Equal(space.ToString(), again.ToString());
            Assert.Contains("offset -0.5", space.ToString(), StringComparison.Ordinal);
            Dataset data = space.Encode(table);
            Assert.Contains("1.5", Assert.Throws<OptionException>(() => data.Split(1.5, seed: 1)).Message, StringComparison.Ordinal);
            Assert.Contains("0.5", Assert.Throws<OptionException>(() => new HoldOut { Dev = 0.5, Test = 0.5 }.Split(data, seed: 1)).Message, StringComparison.Ordinal);
            Assert.Contains("-1.5", Assert.Throws<OptionException>(() => table.Split(-1.5, seed: 1)).Message, StringComparison.Ordinal);
            Assert.Contains("Infinity", Assert.Throws<DataException>(() => Dataset.From(new[,] { { float.PositiveInfinity } }, [0])).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Targets_are_scaled_and_come_back_in_their_unit()
    {
        FeatureSpace space = new(target: new NumericColumn("price")) { new NumericColumn("size") { Scaling = Scaling.None } };
        space.Adapt(s_train);
        float[] targets = space.Encode(s_train).Batches().Single().Labels.ToArray<float>();
        Assert.Equal(0, targets.Sum(), 1e-5);
        var model = new Sequential([1]) { new Rescaling(0.5, -1) };
        double deviation = Math.Sqrt((400 + 100 + 900 + 0) / 4.0);
        Assert.Equal([30 - (0.5 * deviation), 30], space.Predict(model, DataTable.From(["size"], ["1"], ["2"])), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void A_saved_model_knows_how_its_inputs_were_encoded()
    {
        FeatureSpace space = new(target: new CategoricalColumn("colour") { Output = CategoryOutput.Index, Unknown = UnknownCategory.Own })
        {
            new NumericColumn("size") { Missing = MissingNumber.Median, MissingIndicator = true },
            new NumericColumn("price") { Scaling = Scaling.MinMax },
        };
        space.Adapt(s_train);
        var model = new Sequential([3]) { new Dense(4) };
        using TemporaryFolder folder = new();
        space.AttachTo(model).Save(folder["colours.hebb"]);
        Model loaded = Model.Load(folder["colours.hebb"]);
        FeatureSpace again = FeatureSpace.Of(loaded);
        Assert.Equal(space.ToString(), again.ToString());
        Assert.Equal(space.Features, again.Features);
        Assert.Equal(["", "blue", "red", "(unknown)"], loaded.ClassNames!);   // one for each output
        DataTable rows = DataTable.From(["price", "size"], ["12", "?"], ["60", "8"]);
        Assert.Equal(space.Inputs(rows).ToArray<float>(), again.Inputs(rows).ToArray<float>());
        Assert.Equal(space.PredictClasses(model, rows), again.PredictClasses(loaded, rows));
        Assert.Equal(["(unknown)", "", "red"], Classes(again, [[0, 0, 0, 1], [1, 0, 0, 0], [0, 0, 1, 0]]));
        Assert.Equal(space.ToString(), FeatureSpace.Of(model.Snapshot()).ToString());
    }

    [Fact]
    public void Tables_are_cut_joined_and_held_out()
    {
        (DataTable fit, DataTable held) = s_train.Split(0.25, seed: 1);
        Assert.Equal((3, 1), (fit.Count, held.Count));
        Assert.Equal(["1", "2", "3", "6"], fit.Column("size").Concat(held.Column("size")).Order());
        DataTable many = DataTable.From(["k"], [.. Enumerable.Range(0, 40).Select(i => (string[])[i % 4 == 0 ? "rare" : "usual"])]);
        Assert.Equal(2, many.Split(0.2, seed: 5, stratify: "k").Validation.Column("k").Count(text => text == "rare"));
        DataTable joined = s_train.Beside(DataTable.From(["code"], ["a"], ["b"], ["c"], ["d"]));
        Assert.Equal("4 rows of size, colour, price, code", joined.ToString());
        Assert.Equal(("blue", "c"), (joined[2, "colour"], joined[2, "code"]));
        Assert.Equal([2, 0, 1, 2], s_train.Classes("colour"));
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        FeatureSpace sizes = new FeatureSpace { new NumericColumn("size") }.Adapt(s_train);
        FeatureSpace classes = new(target: new CategoricalColumn("colour") { Unknown = UnknownCategory.Zeros }) { new NumericColumn("size") };
        classes.Adapt(s_train);
        var model = new Sequential([1]) { new Dense(1) };
        Snapshot.Errors("feature_space_errors",
        [
            ("a column that is not there", () => new FeatureSpace { new NumericColumn("length") }.Adapt(s_train)),
            ("a text for a number", () => sizes.Inputs(DataTable.From(["size"], ["3"], ["3,5"]))),
            ("an infinite number", () => sizes.Inputs(DataTable.From(["size"], ["1e999"]))),
            ("a missing number", () => sizes.Inputs(DataTable.From(["size"], [""]))),
            ("a column without numbers", () => new FeatureSpace { new NumericColumn("x") { Missing = MissingNumber.Mean } }.Adapt(DataTable.From(["x"], ["NA"]))),
            ("an unknown category", () => new FeatureSpace { new CategoricalColumn("colour") }.Adapt(s_train).Inputs(DataTable.From(["colour"], ["green"]))),
            ("not fitted", () => new FeatureSpace { new NumericColumn("size") }.Inputs(s_train)),
            ("no columns", () => new FeatureSpace().Adapt(s_train)),
            ("no rows", () => new FeatureSpace { new NumericColumn("size") }.Adapt(DataTable.From(["size"]))),
            ("a column twice", () => _ = new FeatureSpace { new NumericColumn("size"), new CategoricalColumn("size") }),
            ("the target as an input", () => new FeatureSpace(target: new NumericColumn("size")).Add(new NumericColumn("size"))),
            ("no target", () => sizes.Encode(s_train)),
            ("classes of a number", () => sizes.PredictClasses(model, s_train)),
            ("numbers of nothing", () => sizes.Predict(model, s_train)),
            ("no buckets", () => _ = new CategoricalColumn("colour") { Buckets = 0 }),
            ("no buckets to cross into", () => new CrossedColumn(0, "size", "colour")),
            ("nothing to cross", () => new CrossedColumn(8, "size")),
            ("a misspelt column to cross", () => new FeatureSpace { new CrossedColumn(8, "size", "color") }.Adapt(s_train)),
            ("a misspelt column to ignore", () => FeatureSpace.Infer(s_train, "price", ignore: "sise")),
            ("a model without a space", () => FeatureSpace.Of(model)),
            ("a ragged row", () => DataTable.From(["a", "b"], ["1"])),
            ("a row that is not there", () => DataTable.From(["a", "b"], ["1", "2"], null!)),
            ("a column without a name", () => DataTable.From(["a", ""], ["1", "2"])),
            ("a decimal comma", () => FeatureSpace.Infer(DataTable.From(["size", "price"], ["3,5", "10"], ["4", "20"]), "price")),
            ("a target with a decimal comma", () => FeatureSpace.Infer(DataTable.From(["size", "price"], ["3", "1.200,50"], ["4", "900,00"]), "price")),
            ("one cell of many that is no number", () => FeatureSpace.Infer(DataTable.From(["size", "price"], [.. Enumerable.Range(0, 50).Select(i => (string[])[i == 40 ? "inf" : $"{i}", $"{i}"])]), "price")),
            ("identifiers", () => FeatureSpace.Infer(DataTable.From(["name", "price"], [.. Enumerable.Range(0, 50).Select(i => (string[])[$"No. {i}", $"{i % 9}"])]), "price")),
            ("identifiers as the target", () => FeatureSpace.Infer(DataTable.From(["name", "price"], [.. Enumerable.Range(0, 50).Select(i => (string[])[$"No. {i}", $"{i % 9}"])]), "name")),
            ("features before the fit", () => _ = new FeatureSpace { new CategoricalColumn("colour") }.Features),
            ("classes before the fit", () => _ = new FeatureSpace(target: new CategoricalColumn("colour")).Classes),
            ("a value before the fit", () => new NumericColumn("size").Decode(1)),
            ("a model of two outputs", () => FeatureSpace.Infer(s_train, "price", "colour").Predict(Twins(), s_train)),
            ("a single class", () => FeatureSpace.Infer(DataTable.From(["size", "kind"], ["1", "cat"], ["2", "cat "]), "kind")),
            ("a single class that was said", () => FeatureSpace.Infer(DataTable.From(["size", "kind"], ["1", "0"], ["2", "0"]), new CategoricalColumn("kind"))),
            ("a number that never changes", () => FeatureSpace.Infer(DataTable.From(["size", "alive"], ["1", "0"], ["2", "0"]), "alive")),
            ("a target that is not there", () => FeatureSpace.Infer(s_train, new NumericColumn("cost"))),
            ("a target that is no number", () => FeatureSpace.Infer(s_train, new NumericColumn("colour"))),
            ("a crossed target", () => FeatureSpace.Infer(s_train, new CrossedColumn(8, "size", "colour"))),
            ("semicolons", () => DataTable.From(["size;price"], ["1;2"]).Column("price")),
            ("spaces", () => DataTable.From(["Chins Situps Jumps"], ["5 162 60"]).Column("Situps")),
            ("a tab, and a misspelt name", () => DataTable.From(["size\tprice"], ["1\t2"]).Column("prize")),
            ("empty columns", () => FeatureSpace.Infer(DataTable.From(["size", "price"], ["", "1"], ["?", "2"]), "price")),
            ("nothing to infer from", () => FeatureSpace.Infer(DataTable.From(["size", "price"]), "price")),
            ("nothing left to infer", () => FeatureSpace.Infer(s_train, "price", "size", "colour")),
            ("an infinite number by its name", () => sizes.Inputs(DataTable.From(["size"], ["-inf"]))),
            ("thousands", () => sizes.Inputs(DataTable.From(["size"], ["1,234,567.5"]))),
            ("a numeric column without a name", () => new NumericColumn("")),
            ("a column named null", () => new CategoricalColumn(null!)),
            ("too many buckets", () => _ = new CategoricalColumn("colour") { Buckets = int.MaxValue }),
            ("too many buckets to cross into", () => new CrossedColumn(int.MaxValue, "size", "colour")),
            ("a crossed column without a name", () => new CrossedColumn(8, "size", null!)),
            ("a column crossed with itself", () => new CrossedColumn(8, "size", "size")),
            ("too many numbers", () => new FeatureSpace { new CategoricalColumn("colour") { Output = CategoryOutput.Hashed, Buckets = 1_000_000 } }.Adapt(s_train)
                .Inputs(DataTable.From(["colour"], [.. Enumerable.Repeat((string[])["red"], 3000)]))),
            ("a model of too many outputs", () => FeatureSpace.Infer(s_train, "price", "colour").Predict(new Sequential([1], name: "three") { new Dense(3) }, s_train)),
            ("a model of too few classes", () => classes.PredictClasses(new Sequential([1], name: "two") { new Dense(2) }, s_train)),
            ("a model that gives NaN", () => classes.PredictClasses(new Sequential([1], name: "diverged") { new Rescaling(1e38), new Rescaling(1e38), new Rescaling(0), new Dense(3) }, s_train)),
            ("a column among very many", () => DataTable.From([.. Enumerable.Range(0, 1000).Select(i => $"x{i}")]).Column("y")),
            ("two columns of a name", () => DataTable.From(["a", "a"])),
            ("other lengths side by side", () => s_train.Beside(DataTable.From(["code"], ["a"]))),
            ("no such row", () => s_train.Subset(7)),
            ("a cell of no such row", () => _ = s_train[7, "size"]),
            ("a row without an answer", () => FeatureSpace.Infer(DataTable.From(["size", "price"], ["1", "10"], ["2", "NA"]), "price")),
            ("crossed columns as the target", () => _ = new FeatureSpace(target: new CrossedColumn(8, "size", "colour"))),
            ("an unknown class that would be zeros", () => classes.Encode(DataTable.From(["size", "colour"], ["1", "green"]))),
            ("numbers too large to be scaled", () => new FeatureSpace { new NumericColumn("x") }.Adapt(DataTable.From(["x"], ["1e200"], ["-1e200"]))),
            ("a number too large for Float32", () => sizes.Inputs(DataTable.From(["size"], ["1e50"]))),
            ("nothing kept", () => s_train.Subset()),
            ("rows without the class to encode", () => new FeatureSpace(target: new CategoricalColumn("colour")) { new NumericColumn("size") }.Adapt(s_train)
                .Encode(DataTable.From(["id", "size"], ["7", "1"]))),
            ("rows without the number to encode", () => new FeatureSpace(target: new NumericColumn("price")) { new NumericColumn("size") }.Adapt(s_train)
                .Encode(new(["size"], [["1"]], [2], "test.csv"))),
            ("rows without an input to encode", () => new FeatureSpace(target: new NumericColumn("price")) { new NumericColumn("size") }.Adapt(s_train)
                .Encode(DataTable.From(["id"], ["7"]))),
            ("no such scaling", () => new NumericColumn("size") { Scaling = (Scaling)9 }),
            ("no such missing number", () => new NumericColumn("size") { Missing = (MissingNumber)9 }),
            ("no such output", () => new CategoricalColumn("colour") { Output = (CategoryOutput)9 }),
            ("no such unknown category", () => new CategoricalColumn("colour") { Unknown = (UnknownCategory)(-1) }),
            ("nothing held out", () => s_train.Split(0.01, seed: 1)),
            ("all held out", () => s_train.Split(1, seed: 1)),
        ]);
    }

    private static Functional Twins()
    {
        Tensor x = Model.Input([1]);
        return new([x], [x.Apply(new Dense(1)), x.Apply(new Dense(1))], name: "twins");
    }

    private static double[] Column(TableColumn column) => [.. new FeatureSpace { column }.Adapt(s_train).Inputs(s_train).ToArray<float>().Select(x => (double)x)];

    // A space of four classes, asked through a model that gives back its inputs.
    private static string[] Classes(FeatureSpace space, float[][] logits)
    {
        FeatureSpace four = new(target: space.Target);
        foreach (string name in (string[])["a", "b", "c", "d"]) four.Add(new NumericColumn(name) { Scaling = Scaling.None });
        DataTable rows = DataTable.From(["a", "b", "c", "d", "colour"], [.. logits.Select(row => (string[])[.. row.Select(x => $"{x}"), "red"])]);
        four.Adapt(rows.Beside(DataTable.From(["unused"], [.. rows.Column("a").Select(_ => (string[])["x"])])));
        ((CategoricalColumn)four.Target!).With(["", "blue", "red"]);
        return four.PredictClasses(new Sequential([4]) { new Rescaling(1) }, rows);
    }
}
