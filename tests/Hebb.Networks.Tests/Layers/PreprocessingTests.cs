namespace Hebb.Networks.Tests.Layers;

public sealed class PreprocessingTests
{
    [Fact]
    public void Words_are_numbered_by_how_often_they_come()
    {
        TextVectorization words = new TextVectorization(6).Adapt(["The cat sat on the wall.", "The cat -- a grey cat -- slept!", "It's a wall"]);
        // Three cats, three the; two walls, two a; of equals the later first.
        Assert.Equal(["the", "cat", "wall", "a", "slept", "sat", "on", "its", "grey"], words.Vocabulary);
        Assert.Equal(11, words.Size);
        Tensor numbers = words.Encode("A CAT, it's sat;", "", "the dog on the wall and the cat");
        Assert.Equal([3, 6], numbers.Shape);
        Assert.Equal([5, 3, 9, 7, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 8, 2, 4, 1], numbers.ToArray<int>());
        Assert.Equal(["the", "cat"], new TextVectorization(6) { MaxTokens = 4 }.Adapt(["the cat sat the cat the"]).Vocabulary);
    }

    [Fact]
    public void Texts_are_standardised_split_and_joined_as_told()
    {
        string[] texts = ["Ab! ab"];
        Assert.Equal(["ab", "Ab!"], new TextVectorization(3) { Standardization = TextStandardization.None }.Adapt(texts).Vocabulary);
        Assert.Equal(["ab!", "ab"], new TextVectorization(3) { Standardization = TextStandardization.Lower }.Adapt(texts).Vocabulary);
        Assert.Equal(["ab", "Ab"], new TextVectorization(3) { Standardization = TextStandardization.StripPunctuation }.Adapt(texts).Vocabulary);
        Assert.Equal(["b", "a", " "], new TextVectorization(3) { Split = TextSplit.Character }.Adapt(texts).Vocabulary);
        Assert.Equal(["ab ab"], new TextVectorization(3) { Split = TextSplit.None }.Adapt(texts).Vocabulary);
        Assert.Equal(["b", "c b", "c", "b a", "a c", "a"], new TextVectorization(3) { NGrams = 2 }.Adapt(["b a c b"]).Vocabulary);
        Assert.Equal(["b a", "b", "a"], new TextVectorization(3) { NGrams = int.MaxValue }.Adapt(["b a"]).Vocabulary);
        Assert.Equal([2, 0, 0], new TextVectorization(3, "né").Encode("NÉ").ToArray<int>());
    }

    [Fact]
    public void A_text_becomes_indicators_counts_or_weights()
    {
        string[] texts = ["a a b", "a c", "a"];
        float[] Features(OutputMode mode) => Model(new TextVectorization(4) { OutputMode = mode }.Adapt(texts), 4).Predict("a b a x", "c").ToArray<float>();
        // Unknown, a, c, b.
        Assert.Equal([1, 1, 0, 1, 0, 0, 1, 0], Features(OutputMode.MultiHot));
        Assert.Equal([1, 2, 0, 1, 0, 0, 1, 0], Features(OutputMode.Count));
        double a = Math.Log(1 + (3 / 4.0)), rare = Math.Log(1 + (3 / 2.0)), unknown = (a + rare + rare) / 3;
        Assert.Equal([unknown, 2 * a, 0, rare, 0, 0, rare, 0], Features(OutputMode.TfIdf).Select(x => (double)x), (x, y) => Math.Abs(x - y) < 1e-6);
        Assert.Equal([unknown, a, rare, rare], new TextVectorization(4).Adapt(texts).WordWeights, (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void A_saved_model_predicts_from_texts()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("hebb-test-").FullName, "reviews.hebb");
        foreach (OutputMode mode in (OutputMode[])[OutputMode.Int, OutputMode.MultiHot, OutputMode.Count, OutputMode.TfIdf])
        {
            TextVectorization words = new TextVectorization(5) { OutputMode = mode, NGrams = 2, MaxTokens = 7 }.Adapt(["a good film", "a bad film", "good grief, \"bad\""]);
            var model = new Sequential([5]) { words };
            if (mode == OutputMode.Int) model.Add(new Embedding(words.Size, 3));
            model.Add(new Flatten());
            model.Add(new Dense(2));
            model.Save(path);
            Model loaded = Hebb.Model.Load(path);
            string[] texts = ["A good, good film", "nothing known"];
            Assert.Equal(model.Predict(texts).ToArray<float>(), loaded.Predict(texts).ToArray<float>());
            Assert.Equal(model.Predict(words.Encode(texts)).ToArray<float>(), loaded.Predict(texts).ToArray<float>());
            var again = (TextVectorization)((Sequential)loaded).Layers[0];
            Assert.Equal(words.ToString(), again.ToString());
            Assert.Equal(words.Vocabulary, again.Vocabulary);
        }
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Whole_texts_are_looked_up_and_back()
    {
        StringLookup colours = new StringLookup().Adapt(["red", "blue", "red", "green"]);
        Assert.Equal(["red", "green", "blue"], colours.Vocabulary);
        Assert.Equal([3, 0, 1], colours.Encode("blue", "black", "red").ToArray<int>());
        Assert.Equal(["blue", "[UNK]", "red"], colours.Decode(colours.Encode("blue", "black", "red")));
        var model = new Sequential([1]) { new StringLookup("red", "blue") { OutputMode = OutputMode.OneHot } };
        Assert.Equal([0, 0, 1, 1, 0, 0], model.Predict("blue", "black").ToArray<float>());
        Tensor input = Hebb.Model.Input([1]);
        var functional = new Functional(input, input.Apply(new StringLookup("red", "blue") { OutputMode = OutputMode.Count }) * 2);
        Assert.Equal([0, 2, 0], functional.Predict("red").ToArray<float>());
    }

    [Fact]
    public void Codes_are_looked_up()
    {
        Tensor codes = Tensor.From([36L, 7L, 1138L, 36L], [2, 2]);
        Assert.Equal([2, 0, 3, 2], new IntegerLookup(12, 36, 1138).Call(codes).ToArray<int>());
        Assert.Equal([2, 0, 3, 2], new IntegerLookup(12, 36, 1138).Call(codes.Cast(DType.Int32)).ToArray<int>());
        Assert.Equal([1, 0, 1, 0, 0, 0, 1, 1], new IntegerLookup(12, 36, 1138) { OutputMode = OutputMode.MultiHot }.Call(codes).ToArray<float>());
        Assert.Equal([36, 1138, 7], new IntegerLookup().Adapt(codes).Vocabulary);
        Assert.Equal([36], new IntegerLookup { MaxTokens = 2 }.Adapt(codes).Vocabulary);
        Assert.Equal([4294967296L + 5], new IntegerLookup(4294967296L + 5).Vocabulary);
        Assert.Equal([0, 1], new IntegerLookup(4294967296L + 5).Call(Tensor.From([5L, 4294967301L], [2, 1])).ToArray<int>());   // not by their low halves
    }

    [Fact]
    public void Numbers_fall_into_bins()
    {
        Tensor x = Tensor.From([-1f, 0, 0.5f, 1, 2, float.PositiveInfinity, float.NaN], [7]);
        Assert.Equal([0, 1, 1, 2, 3, 3, 0], new Discretization([0, 1, 2]).Call(x).ToArray<int>());
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 1], new Discretization([0, 1, 2]) { OutputMode = OutputMode.OneHot }.Call(Tensor.From([0.5f, 2f], [2, 1])).ToArray<float>());

        // numpy.quantile([7, 1, 2, 9, 4, 4, 20], [0.25, 0.5, 0.75]) gives [3, 4, 8].
        Discretization quarters = new Discretization(bins: 4).Adapt(Tensor.From([7f, 1, 2, 9, 4, 4, 20, float.NaN], [8, 1]));
        Assert.Equal([3, 4, 8], quarters.Boundaries);
        var model = new Sequential([1]) { quarters };
        Assert.Equal([0, 1, 2, 3], model.Predict(Tensor.From([2f, 3.5f, 4, 8], [4, 1])).ToArray<int>());
        quarters.Adapt(Tensor.From([10f, 20, 30, 40, 50], [5]));   // also as part of a model
        Assert.Equal([20, 30, 40], quarters.Boundaries);
        Assert.Equal([0, 1, 3], model.Predict(Tensor.From([2f, 20, 44], [3, 1])).ToArray<int>());
    }

    [Fact]
    public void A_hash_is_the_same_for_ever_and_spreads()
    {
        Hashing hashing = new(10);
        Assert.Equal(hashing.Encode("a", "b", "a").ToArray<int>()[0], hashing.Encode("a").ToArray<int>()[0]);
        Assert.Equal([2, 1], hashing.Encode("a", "b").Shape);
        // A saved model depends on it. (The same in Python's whole numbers.)
        Assert.Equal([2, 5, 5, 7], hashing.Encode("", "a", "NEAR BAY", "né").ToArray<int>());
        int[] counts = new int[10];
        foreach (int bin in hashing.Encode([.. Enumerable.Range(0, 10_000).Select(i => $"word {i}")]).ToArray<int>()) counts[bin]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));   // five deviations of 30
        counts = new int[10];
        foreach (int bin in hashing.Encode([.. Enumerable.Range(0, 10_000).Select(i => (long)i * 64)]).ToArray<int>()) counts[bin]++;
        Assert.All(counts, count => Assert.InRange(count, 850, 1150));
        var model = new Sequential([1]) { new Hashing(3) { OutputMode = OutputMode.OneHot } };
        Assert.Equal(1, model.Predict("anything").ToArray<float>().Sum());
    }

    [Fact]
    public void Mistakes_are_answered_in_four_parts()
    {
        TextVectorization built = new TextVectorization(2).Adapt(["a b"]);
        built.Call(Tensor.From([1, 2], [1, 2]));
        Tensor four = Tensor.From([0, 4], [1, 2]);
        Snapshot.Errors("preprocessing_errors",
        [
            ("texts of no words", () => new TextVectorization(0)),
            ("a word twice", () => new TextVectorization(3, "a", "b", "a")),
            ("no room for a word", () => new TextVectorization(3) { MaxTokens = 2 }),
            ("one-hot texts", () => new TextVectorization(3) { OutputMode = OutputMode.OneHot }),
            ("no n-grams", () => new TextVectorization(3) { NGrams = 0 }),
            ("no word in the texts", () => new TextVectorization(3).Adapt(["...", ""])),
            ("adapted too late", () => built.Adapt(["c"])),
            ("no vocabulary", () => new TextVectorization(3).Encode("a")),
            ("a model without a vocabulary", () => _ = new Sequential([3]) { new TextVectorization(3) }),
            ("no texts", () => built.Encode()),
            ("texts for a model of numbers", () => new Sequential([2]) { new Dense(1) }.Predict("a")),
            ("a colour twice", () => new StringLookup("red", "red")),
            ("weights of colours", () => new StringLookup { OutputMode = OutputMode.TfIdf }),
            ("a number that no text has", () => new StringLookup("red").Decode(four)),
            ("no bins", () => new Hashing(0)),
            ("weights of bins", () => new Hashing(3) { OutputMode = OutputMode.TfIdf }),
            ("a code twice", () => new IntegerLookup(5, 5)),
            ("no room for a code", () => new IntegerLookup { MaxTokens = 1 }),
            ("codes with fractions", () => new IntegerLookup().Adapt(Tensor.From([0.5f]))),
            ("codes without a vocabulary", () => new IntegerLookup().Call(four)),
            ("no categories", () => new CategoryEncoding(0)),
            ("categories as they are", () => new CategoryEncoding(3) { OutputMode = OutputMode.Int }),
            ("a category outside", () => new CategoryEncoding(4).Call(four)),
            ("a category outside, one-hot", () => new CategoryEncoding(4) { OutputMode = OutputMode.OneHot }.Call(four)),
            ("boundaries that fall", () => new Discretization([1, 0])),
            ("no boundary", () => new Discretization(ReadOnlySpan<double>.Empty)),
            ("one bin", () => new Discretization(1)),
            ("too few numbers for the bins", () => new Discretization(4).Adapt(Tensor.From([1f, 1, 1, 2]))),
            ("boundaries unknown", () => new Discretization(4).Call(Tensor.From([1f]))),
        ]);
    }

    [Fact]
    public void Texts_and_vocabularies_that_are_none_are_refused()
    {
        TextVectorization words = new TextVectorization(2).Adapt(["a b"]);
        StringLookup colours = new("red", "blue");
        Snapshot.Errors("preprocessing_bad_texts",
        [
            ("a word that is null", () => new TextVectorization(3, "a", null!)),
            ("a colour that is null", () => new StringLookup(null!, "red")),
            ("half a character", () => new StringLookup("red", "\ud83d")),
            ("a vocabulary from Keras", () => new TextVectorization(3, "", "[UNK]", "the")),
            ("the unknown colour", () => new StringLookup("red", "[UNK]")),
            ("more words than tokens", () => new TextVectorization(3, "a", "b") { MaxTokens = 3 }),
            ("more colours than tokens", () => new StringLookup("red", "blue") { MaxTokens = 2 }),
            ("more codes than tokens", () => new IntegerLookup(5, 6, 7) { MaxTokens = 3 }),
            ("training on null", () => new TextVectorization(3).Adapt(["a", null!])),
            ("training colours on null", () => new StringLookup().Adapt(["red", null!])),
            ("training colours on nothing", () => new StringLookup().Adapt([])),
            ("training codes on nothing", () => new IntegerLookup().Adapt(Tensor.Zeros([0], DType.Int32))),
            ("a text that is null", () => words.Encode("a", null!)),
            ("a colour to be encoded that is null", () => colours.Encode("red", null!)),
            ("a text to be hashed that is null", () => new Sequential([1], "hashes") { new Hashing(3) }.Predict("a", null!)),
            ("no end of words", () => new TextVectorization(int.MaxValue, "a").Encode("a", "b")),
            ("numbers of another length", () => _ = new Sequential([5], "numbers") { new TextVectorization(4, "a"), new Embedding(3, 2) }),
            ("a text for several columns", () => new Sequential([5], "columns") { new StringLookup("red") { OutputMode = OutputMode.Count } }.Predict("red")),
            ("a text for a single number", () => new Sequential([], "number") { new StringLookup("red") }.Predict("red")),
            ("a sample without an axis", () => new Sequential([], "number") { new StringLookup("red") }.Predict(Tensor.From(new[,] { { 1 } }))),
            ("no such standardization", () => new TextVectorization(3) { Standardization = (TextStandardization)9 }),
            ("no such split", () => new TextVectorization(3) { Split = (TextSplit)9 }),
            ("no such output", () => new TextVectorization(3) { OutputMode = (OutputMode)9 }),
            ("no such output of a hash", () => new Hashing(3) { OutputMode = (OutputMode)9 }),
            ("a number with a fraction", () => colours.Decode(Tensor.From([1f, 0.5f]))),
            ("a number that is none", () => colours.Decode(Tensor.From([float.NaN]))),
            ("decoding without a vocabulary", () => new StringLookup().Decode(Tensor.From([1]))),
            ("a category that is none", () => new Sequential([1], "classes") { new CategoryEncoding(3) }.Predict(Tensor.From(new[,] { { float.NaN } }))),
            ("no category", () => new CategoryEncoding(3).Call(Tensor.Zeros([2, 0], DType.Int32))),
            ("a word outside", () => new TextVectorization(2, "a") { OutputMode = OutputMode.Count }.Call(Tensor.From(new[,] { { 77, 1 } }))),
            ("boundaries that Float32 does not tell apart", () => _ = new Sequential([1], "ages") { new Discretization([1, 1 + 1e-12]) }),
            ("a boundary beyond Float32", () => new Discretization([1, 1e300]).Call(Tensor.From([1f]))),
            ("more bins than numbers", () => new Discretization(int.MaxValue).Adapt(Tensor.From([1f, 2]))),
        ]);
        Assert.Equal(["a", "b"], words.Vocabulary.Order());
        Assert.Throws<DataException>(() => new TextVectorization(2, "a").Adapt(["..."]).ToString());
    }

    [Fact]
    public void What_no_vocabulary_can_hold_is_passed_over()
    {
        // As in Keras: what stands for unknown texts is none of the words, and an empty text is filled up.
        Assert.Equal(["red"], new StringLookup().Adapt(["[UNK]", "red", "\ud83d"]).Vocabulary);
        TextVectorization whole = new TextVectorization(2) { Split = TextSplit.None, Standardization = TextStandardization.None }
            .Adapt(["", "b", "[UNK]", "c\ud83d"]);
        Assert.Equal(["b"], whole.Vocabulary);
        Assert.Equal([0, 0, 2, 0, 1, 0], whole.Encode("", "b", "[UNK]").ToArray<int>());
        // A missing category is one like others.
        Assert.Equal([1, 2], new StringLookup("", "a").Encode("", "a").ToArray<int>());
        // Fractions are dropped, as in Keras; a NaN has no number.
        Assert.Equal([1, 0, 0], new IntegerLookup(0).Call(Tensor.From([0.5f, float.NaN, float.PositiveInfinity], [3, 1])).ToArray<int>());
        Assert.Equal([1f, 0, 0], new CategoryEncoding(3).Call(Tensor.From([0.7f], [1, 1])).ToArray<float>());
        Assert.Equal([-1, 2], new TextVectorization(2, "a").Call(Tensor.From([float.NaN, 2], [1, 2])).ToArray<int>());
        // A word that standardising changes is never found.
        Assert.Equal([1, 1], new TextVectorization(2, "The").Encode("The the").ToArray<int>());
        // Before they are known there are no boundaries.
        var bins = new Discretization(3);
        _ = new Sequential([1]) { bins };
        Assert.Empty(bins.Boundaries);
    }

    private static Sequential Model(Layer layer, int length) => new([length]) { layer };
}
