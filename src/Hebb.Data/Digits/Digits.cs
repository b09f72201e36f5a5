namespace Hebb;

/// <summary>What the classes of handwritten digits are called.</summary>
internal static class Digits
{
    /// <summary>0 to 9.</summary>
    public static string[] Names { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
}
