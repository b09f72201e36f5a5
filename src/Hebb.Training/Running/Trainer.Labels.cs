using System.Globalization;
using System.Numerics;

namespace Hebb;

public partial class Trainer
{
    // All labels once, since a captured step does not look at them. Class numbers are those of the dataset, which RequireOutputs compares with the model.
    private void RequireLabels(string verb, Dataset data, Tensor output)
    {
        if (Loss.Labels == LabelKind.Value || (Loss.Labels == LabelKind.Distribution && data.LabelShape != output.Shape[1..])) return;
        try
        {
            switch (data.LabelColumn)
            {
                case Column<float> labels: RequireLabels(data, labels); break;
                case Column<double> labels: RequireLabels(data, labels); break;
                case Column<int> labels: RequireLabels(data, labels); break;
            }
        }
        catch (HebbException e) when (e.Within($"model '{Model.Name}'") || e.Within(verb))
        {
            throw;
        }
    }

    // So that a saved model can name what it recognises. Numbers are no names, and names that the model has already stay.
    private void NameClasses(Dataset data)
    {
        if (Model.ClassNames is not null || Loss is not CategoricalLoss || Model.Outputs is not [{ Rank: > 1 } output] || output.Shape[^1] != data.Classes) return;
        if (data.ClassNames.Index().Any(static name => name.Item != name.Index.ToString(CultureInfo.InvariantCulture))) Model.ClassNames = data.ClassNames;
    }

    private void RequireLabels<T>(Dataset data, Column<T> labels) where T : unmanaged, INumberBase<T>
    {
        TensorSpec spec = new(data.LabelShape.Insert(0, data.Count), data.LabelDType);
        int classes = Math.Max(1, spec.Shape[^1]);
        string loss = Loss.GetType().Name;
        for (int i = 0; i < data.Count; i++)
            LabelCheck.Require(loss, Loss.Labels, labels.Values.Slice(data.RowOf(i) * labels.RowLength, labels.RowLength), classes, i, spec);
    }
}
