namespace Hebb.Testing;

/// <summary>A call that must be refused, with what the user is told.</summary>
/// <param name="Call">The wrong call.</param>
/// <param name="Message">The whole message of the error, or its first sentence.</param>
/// <example><code>
/// Rejects = [new(() => Tensor.Ones([2, 3]).MatMul(Tensor.Ones([4, 5])), "MatMul: the inner dimensions differ: 3 (left) and 4 (right).")]
/// </code></example>
public sealed record Rejection(Func<object> Call, string Message);
