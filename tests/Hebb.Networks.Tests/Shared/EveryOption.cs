using System.Reflection;
using System.Text.Json.Nodes;

namespace Hebb.Networks.Tests;

/// <summary>Changes each option of an object by reflection, and asks that what it writes down of itself changes with it.</summary>
internal static class EveryOption
{
    /// <summary>The options that were changed.</summary>
    /// <param name="type">What has them: as constructor arguments and as properties.</param>
    /// <param name="write">What it writes down.</param>
    /// <param name="except">Options that are not written, each with a reason where they are named.</param>
    public static List<string> IsWritten<T>(Type type, Func<T, JsonObject> write, params ReadOnlySpan<string> except)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        object?[] usual = [.. constructor.GetParameters().Select(static argument => argument.DefaultValue)];
        string plain = Written(usual);
        List<string> changed = [];
        for (int i = 0; i < usual.Length; i++)
        {
            string name = constructor.GetParameters()[i].Name!;
            if (except.Contains(name)) continue;
            object?[] arguments = [.. usual];
            Change(name, usual[i], value => arguments[i] = value, () => Written(arguments));
        }
        foreach (PropertyInfo option in type.GetProperties().Where(static property => property.SetMethod is { IsPublic: true }))
        {
            if (except.Contains(option.Name)) continue;
            object made = constructor.Invoke(usual);
            Change(option.Name, option.GetValue(made) ?? option.PropertyType, value => option.SetValue(made, value), () => write((T)made).ToJsonString());
        }
        return changed;

        string Written(object?[] arguments) => write((T)constructor.Invoke(arguments)).ToJsonString();

        void Change(string name, object? usual, Action<object> set, Func<string> written)
        {
            set(Other(name, usual));
            Assert.True(plain != written(), $"{type.Name}: Configure does not write {name}");
            changed.Add(name);
        }

        object Other(string name, object? usual) => usual switch
        {
            bool value => !value,
            double value => value == 0 ? 0.25 : value > 1 ? (value + 1) / 2 : value / 2,
            int value => value + 1,
            long value => value + 1,
            Reduction => Reduction.Sum,
            Schedule => new CosineDecay(),
            Type missing when missing == typeof(double?) => 0.25,
            Type missing when missing == typeof(int?) => 1,
            Type missing when missing == typeof(IReadOnlyList<double>) => (double[])[1, 2],
            Type missing when missing == typeof(Func<Variable, double>) => (Func<Variable, double>)(static _ => 0.5),
            _ => throw new NotSupportedException($"{type.Name}: say here what another {name} than {usual} would be"),
        };
    }
}
