using System.Globalization;
using System.Text.Json;

namespace Hebb;

/// <summary>Numbers in the JSON of checkpoints.</summary>
internal static class CheckpointJson
{
    private const string Fix = "copy the file again from where it came, or go on from another checkpoint";

    /// <summary>A double as its bits, in hexadecimal: exact, infinities and NaN included.</summary>
    public static string Bits(double value) => BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Bits"/> wrote.</summary>
    public static double FromBits(JsonElement element, string subject) =>
        ulong.TryParse(StrictJson.Text(element, subject), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
        ? BitConverter.UInt64BitsToDouble(bits)
        : throw new DataException($"{subject} should be sixteen hexadecimal digits.", $"found {element}", Fix);

    /// <summary>A double as a text that people can read, exact too.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Text"/> wrote.</summary>
    public static double Number(JsonElement element, string subject) =>
        double.TryParse(StrictJson.Text(element, subject), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
        : throw new DataException($"{subject} should be a number.", $"found {element}", Fix);

    /// <summary>A whole number of 31 bits.</summary>
    public static int Int(JsonElement element, string subject)
    {
        long value = StrictJson.Count(element, subject);
        return value <= int.MaxValue ? (int)value : throw new DataException($"{subject} is too large.", $"found {value}, at most {int.MaxValue}", Fix);
    }
}
