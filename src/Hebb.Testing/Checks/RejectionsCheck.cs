namespace Hebb.Testing.Checks;

/// <summary>Wrong calls are refused with the message that was agreed on.</summary>
internal static class RejectionsCheck
{
    public static void Run(string name, IReadOnlyList<Rejection> rejections)
    {
        for (int i = 0; i < rejections.Count; i++)
        {
            Rejection rejection = rejections[i];
            HebbException? error = Catch(rejection);
            if (error is null)
                throw new SpecFailedException($"{name}: wrong call number {i} was not refused.", $"expected: {rejection.Message}",
                    "check the operands in Infer");
            if (error.What != rejection.Message && error.Message.ReplaceLineEndings("\n") != rejection.Message.ReplaceLineEndings("\n").TrimEnd())
                throw new SpecFailedException($"{name}: wrong call number {i} was refused with another message.",
                    $"expected: {rejection.Message}\n  actual: {error.Message}",
                    "correct the message, or the spec", error);
        }
    }

    private static HebbException? Catch(Rejection rejection)
    {
        try
        {
            rejection.Call();
            return null;
        }
        catch (HebbException error)
        {
            return error;
        }
    }
}
