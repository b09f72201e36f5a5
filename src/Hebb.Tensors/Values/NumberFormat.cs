using System.Globalization;
using System.Numerics;

namespace Hebb;

/// <summary>How the numbers of one tensor are written: all alike, so that they stand in columns.</summary>
/// <remarks>Fixed point with as many decimals as the numbers need, but at most four; with exponents when one is too great or too small for that. Chosen by the
/// numbers that are shown.</remarks>
internal sealed class NumberFormat<T> where T : unmanaged, INumber<T>
{
    private const int MostDecimals = 4;
    private const double Great = 1e6;      // from here on, fixed point gets too wide
    private const double Small = 0.99999e-4;   // below, four decimals show too little; 1e-4 itself, rounded to Float32, is not below

    private readonly bool _isFloat = typeof(T) == typeof(float) || typeof(T) == typeof(double);
    private double _greatest;
    private double _least = double.PositiveInfinity;
    private int _decimals = 1;
    private string? _format;

    /// <summary>Takes a number into account; all are looked at before the first is printed.</summary>
    public void Look(T value)
    {
        if (!_isFloat || !T.IsFinite(value) || value == T.Zero) return;
        double magnitude = Math.Abs(double.CreateChecked(value));
        (_greatest, _least) = (Math.Max(_greatest, magnitude), Math.Min(_least, magnitude));
        while (_decimals < MostDecimals && !IsExact(value)) _decimals++;
    }

    /// <summary>The number, not yet padded.</summary>
    public string Print(T value) =>
        value.ToString(_format ??= !_isFloat ? "D" : _greatest >= Great || _least < Small ? "0.0000e+00" : "F" + _decimals, CultureInfo.InvariantCulture);

    // Whether the digits with this many decimals say all that the type knows of the number.
    private bool IsExact(T value) => T.Parse(value.ToString("F" + _decimals, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == value;
}
