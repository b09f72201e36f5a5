namespace Hebb;

public sealed partial class Lbfgs
{
    private const double SufficientDecrease = 1e-4, Flatter = 0.9;
    private const int MostTries = 25;

    // A point on the line: how far along it, and the loss, its gradient and its slope along the line there.
    private readonly record struct Point(double Step, double Loss, Tensor Gradient, double Slope);

    // A step that fulfils the strong Wolfe conditions: first a bracket that holds one, then ever smaller ones. (Nocedal and Wright 2006, algorithms 3.5, 3.6.)
    private Point Search(Point start, double step, Tensor direction)
    {
        Tensor[] origin = [.. _parameters.Select(static parameter => parameter.Detach())];
        Point previous = start, now = At(step);
        int tries = 0;
        Point[]? bracket = null;
        for (; tries < MostTries && bracket is null; tries++)
        {
            if (IsTooHigh(now) || (tries > 1 && now.Loss >= previous.Loss) || (now.Slope >= 0 && !IsFlat(now))) bracket = [previous, now];
            else if (IsFlat(now)) return now;
            else
            {
                double next = Minimum(previous, now, now.Step + 0.01 * (now.Step - previous.Step), now.Step * 10);
                (previous, now) = (now, At(next));
            }
        }
        return Narrow(bracket ?? [start, now]);

        bool IsTooHigh(Point point) => !(point.Loss <= start.Loss + SufficientDecrease * point.Step * start.Slope);   // NaN too

        bool IsFlat(Point point) => Math.Abs(point.Slope) <= -Flatter * start.Slope;

        Point At(double along)
        {
            Move(along, direction);
            (double loss, Tensor gradient) = Evaluate();
            for (int i = 0; i < origin.Length; i++) _parameters[i].Assign(origin[i]);
            return new(along, loss, gradient, gradient.Dot(direction).ToScalar());
        }

        // The end with the lower loss always belongs to a fulfilled first condition; the interval always holds a step that fulfils both.
        Point Narrow(Point[] ends)
        {
            bool wasAtEdge = false;
            int low = ends[1].Loss < ends[0].Loss ? 1 : 0;   // NaN is not
            double size = Largest(direction);
            for (; tries < MostTries && Math.Abs(ends[1].Step - ends[0].Step) * size >= ChangeTolerance; tries++)
            {
                (double least, double most) = (Math.Min(ends[0].Step, ends[1].Step), Math.Max(ends[0].Step, ends[1].Step));
                double next = Minimum(ends[0], ends[1], least, most), edge = 0.1 * (most - least);
                bool isAtEdge = Math.Min(most - next, next - least) < edge;
                if (isAtEdge && (wasAtEdge || next >= most || next <= least))   // move away from it: the interval would hardly shrink
                {
                    next = most - next < next - least ? most - edge : least + edge;
                    isAtEdge = false;
                }
                wasAtEdge = isAtEdge;

                Point point = At(next);
                if (IsTooHigh(point) || !(point.Loss < ends[low].Loss))
                {
                    ends[1 - low] = point;
                    low = ends[1].Loss < ends[0].Loss ? 1 : 0;
                    continue;
                }
                if (IsFlat(point)) return point;
                if (point.Slope * (ends[1 - low].Step - ends[low].Step) >= 0) ends[1 - low] = ends[low];
                ends[low] = point;
            }
            return ends[low];
        }
    }

    // Where the cubic through two points, with their slopes, is least, within bounds.
    private static double Minimum(Point a, Point b, double least, double most)
    {
        if (a.Step > b.Step) (a, b) = (b, a);
        double d1 = a.Slope + b.Slope - 3 * (a.Loss - b.Loss) / (a.Step - b.Step), square = d1 * d1 - a.Slope * b.Slope;
        double d2 = Math.Sqrt(square), at = b.Step - (b.Step - a.Step) * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + 2 * d2));
        return double.IsFinite(at) ? Math.Clamp(at, least, most) : (least + most) / 2;
    }
}
