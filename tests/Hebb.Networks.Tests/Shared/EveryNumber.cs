using System.Globalization;
using System.Reflection;

namespace Hebb.Networks.Tests;

/// <summary>Gives each number that an object is made of, by reflection, values that are none or far out of range.</summary>
internal static class EveryNumber
{
    /// <summary>What was tried: NaN, both infinities and a very negative number must each be refused by an <see cref="OptionException"/> that names the option.</summary>
    /// <param name="type">What has the numbers: as constructor arguments and as properties.</param>
    /// <param name="allowed">Whether an option may have a value, by name, where that makes sense; each with a reason where it is named.</param>
    public static List<string> IsChecked(Type type, Func<string, double, bool> allowed)
    {
        ConstructorInfo constructor = type.GetConstructors().Single();
        ParameterInfo[] parameters = constructor.GetParameters();
        object?[] usual = [.. parameters.Select(static argument => argument.DefaultValue)];
        List<string> tried = [];
        for (int i = 0; i < usual.Length; i++)
        {
            if (usual[i] is not (double or int or long)) continue;
            Try(parameters[i].Name!, parameters[i].ParameterType, value => constructor.Invoke([.. usual[..i], value, .. usual[(i + 1)..]]));
        }
        foreach (PropertyInfo option in type.GetProperties().Where(static property => property.SetMethod is { IsPublic: true }))
            Try(option.Name, Nullable.GetUnderlyingType(option.PropertyType) ?? option.PropertyType, value => option.SetValue(constructor.Invoke(usual), value));
        return tried;

        void Try(string name, Type number, Action<object> set)
        {
            object[] values = number == typeof(double) ? [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1e9]
                : number == typeof(int) ? [int.MinValue, -1] : number == typeof(long) ? [long.MinValue, -1L] : [];
            foreach (object value in values)
            {
                if (allowed(name, Convert.ToDouble(value, CultureInfo.InvariantCulture))) continue;
                string what = $"{type.Name}.{name} = {value}";
                Exception? thrown = Record.Exception(() => set(value));
                Assert.True((thrown as TargetInvocationException)?.InnerException is OptionException, $"{what} gave {thrown?.InnerException?.ToString() ?? "no error"}");
                OptionException error = (OptionException)thrown!.InnerException!;
                Assert.Contains(type.Name, error.What, StringComparison.Ordinal);
                Assert.Contains(name, error.Values, StringComparison.OrdinalIgnoreCase);
                tried.Add(what);
            }
        }
    }
}
