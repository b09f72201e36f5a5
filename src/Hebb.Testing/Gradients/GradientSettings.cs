namespace Hebb.Testing;

/// <summary>How a gradient check is made.</summary>
/// <param name="Tolerance">The largest relative error allowed; null chooses by the dtype.</param>
/// <param name="Seed">Chooses the directions.</param>
/// <param name="Training">Whether layers behave as in training.</param>
/// <param name="Name">What is checked, in the user's words.</param>
internal sealed record GradientSettings(double? Tolerance, ulong Seed, bool Training, string Name);
