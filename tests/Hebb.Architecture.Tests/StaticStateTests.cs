using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Hebb.Architecture.Tests;

/// <summary>State that belongs to the whole process makes programs depend on what ran before. There is none but what is listed here.</summary>
public class StaticStateTests
{
    // A field, or all fields of a type, with the reason why it may change while a program runs.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["WorkerPool"] = "the threads that kernels share, and the job they are at",
        ["Scratch"] = "each worker's scratch memory",
        ["NativePool"] = "native memory kept for reuse",
        ["Recorder.t_current"] = "each thread's list of ops",
        ["LayerScope"] = "each thread's layer that is being called, and how much memory its weights may still take",
        ["ElementwisePrograms"] = "compiled programs, memoised",
    };

    private static readonly Assembly[] Floors = [typeof(Kernels.View).Assembly, typeof(Tensor).Assembly, typeof(Layer).Assembly, typeof(Dataset).Assembly, typeof(Testing.OpSpec).Assembly, typeof(Trainer).Assembly, typeof(Perceptron).Assembly];

    [Fact]
    public void No_static_field_can_be_assigned() => Rule.Unbroken("No static field can be assigned but those listed in this test.", Fields().Where(field => !field.IsInitOnly && !IsAllowed(field)).Select(Print));

    [Fact]
    public void No_static_field_holds_a_collection_that_can_grow() =>
        Rule.Unbroken("No static collection can grow but those listed in this test.", Fields().Where(field => field.IsInitOnly && IsGrowing(field.FieldType) && !IsAllowed(field)).Select(Print));

    [Fact]
    public void The_list_of_exceptions_has_no_dead_entries()
    {
        FieldInfo[] fields = [.. Fields()];
        Rule.Unbroken("Every exception listed in this test exists.", Allowed.Keys.Where(key => !fields.Any(field => Matches(field, key))));
    }

    private static IEnumerable<FieldInfo> Fields() =>
        from assembly in Floors
        from type in assembly.GetTypes()
        where !IsGenerated(type)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where !field.IsLiteral && !field.Name.StartsWith('<') && field.GetCustomAttribute<CompilerGeneratedAttribute>() is null
        select field;

    private static bool IsGenerated(Type? type) => type is not null && (type.Name.Contains('<', StringComparison.Ordinal) || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true || IsGenerated(type.DeclaringType));

    private static bool IsGrowing(Type type) =>
        !type.IsArray && typeof(ICollection).IsAssignableFrom(type) && type.Namespace?.Contains("Frozen", StringComparison.Ordinal) != true && type.Namespace?.Contains("Immutable", StringComparison.Ordinal) != true
        || type.IsGenericType && type.Name.StartsWith("ConditionalWeakTable", StringComparison.Ordinal);

    private static bool IsAllowed(FieldInfo field) => Allowed.Keys.Any(key => Matches(field, key));

    private static bool Matches(FieldInfo field, string key) => Outermost(field.DeclaringType!) == key || $"{field.DeclaringType!.Name}.{field.Name}" == key;

    private static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.Name.Split('`')[0];

    private static string Print(FieldInfo field) => $"{field.DeclaringType!.FullName}.{field.Name} ({field.FieldType.Name})";
}
