namespace Hebb;

/// <summary>Draws one digit after the other; keeps the memory it draws with.</summary>
/// <remarks>Only additions, products, quotients and square roots in single precision, which are the same on every machine, so that a picture is the same
/// everywhere.</remarks>
internal sealed class GlyphPainter(float difficulty)
{
    /// <summary>The number of rows and of columns of a picture.</summary>
    public const int Side = 28;

    /// <summary>The number of bytes of a picture.</summary>
    public const int Pixels = Side * Side;

    internal const int Pieces = 4;        // straight pieces between two points of a model
    internal const int MostPoints = 160;  // after cutting into pieces
    private const int Lattice = 4;       // the elastic distortion is known at 4 x 4 places and smooth between them

    private readonly GlyphPoint[] _model = new GlyphPoint[MostPoints];
    private readonly float[] _x = new float[MostPoints], _y = new float[MostPoints], _radius = new float[MostPoints];
    private readonly bool[] _last = new bool[MostPoints];
    private readonly float[] _shiftX = new float[Lattice * Lattice], _shiftY = new float[Lattice * Lattice];
    private readonly float[] _ink = new float[Pixels];
    private int _count;

    /// <summary>Draws a picture, white on black, and returns which digit it shows.</summary>
    public int Paint(GlyphRandom random, Span<byte> picture)
    {
        // Most people write well; some digits go badly wrong.
        float u = random.Uniform(), u4 = u * u * u * u;
        float mess = difficulty * (0.55f + (0.35f * u) + (0.9f * u4 * u4));

        int digit = random.Below(10);
        int count = Jitter(Choose(GlyphShapes.Digits[digit], ref random), mess, ref random);
        Trace(_model.AsSpan(0, count));
        Distort(mess, ref random);
        Place(ref random);
        Ink(mess, ref random);
        Develop(picture, mess, ref random);
        return digit;
    }

    private static GlyphShape Choose(GlyphShape[] shapes, ref GlyphRandom random)
    {
        int total = 0;
        foreach (GlyphShape shape in shapes) total += shape.Weight;
        int left = random.Below(total);
        foreach (GlyphShape shape in shapes)
        {
            left -= shape.Weight;
            if (left < 0) return shape;
        }
        return shapes[^1];
    }

    /// <summary>The hand does not pass the points of the model exactly, begins and ends strokes too early or too late, and cuts corners.</summary>
    private int Jitter(GlyphShape shape, float mess, ref GlyphRandom random)
    {
        ReadOnlySpan<GlyphPoint> points = shape.Points;
        float wander = 2.2f * mess, round = 0.5f * mess;
        for (int i = 0; i < points.Length; i++)
        {
            GlyphPoint point = points[i];
            float x = point.X + (wander * random.Normal()), y = point.Y + (wander * random.Normal());
            _model[i] = point with { X = x, Y = y, Sharp = point.Sharp && random.Uniform() > round };
        }
        for (int i = 0; i < points.Length; i++)
        {
            bool first = i == 0 || points[i - 1].Last;
            if (first == points[i].Last) continue;
            int neighbour = first ? i + 1 : i - 1;
            float reach = 0.28f * mess * random.Normal();
            GlyphPoint end = _model[i], inner = _model[neighbour];
            _model[i] = end with { X = end.X + (reach * (end.X - inner.X)), Y = end.Y + (reach * (end.Y - inner.Y)) };
        }
        return points.Length;
    }

    /// <summary>Runs a smooth line (Catmull and Rom's cubic) through the points and cuts it into straight pieces.</summary>
    private void Trace(ReadOnlySpan<GlyphPoint> model)
    {
        _count = 0;
        for (int i = 0; i < model.Length; i++)
        {
            GlyphPoint a = model[i];
            if (a.Last)
            {
                Add(a.X, a.Y, last: true);
                continue;
            }
            GlyphPoint b = model[i + 1];
            bool smoothA = i > 0 && !model[i - 1].Last && !a.Sharp, smoothB = !b.Last && !b.Sharp;
            float dx = b.X - a.X, dy = b.Y - a.Y;
            float ax = smoothA ? (b.X - model[i - 1].X) / 2 : dx, ay = smoothA ? (b.Y - model[i - 1].Y) / 2 : dy;
            float bx = smoothB ? (model[i + 2].X - a.X) / 2 : dx, by = smoothB ? (model[i + 2].Y - a.Y) / 2 : dy;
            for (int piece = 0; piece < Pieces; piece++)
            {
                // Hermite's form: the places a and b, and the directions there.
                float t = piece / (float)Pieces, rest = 1 - t, toB = t * t * (3 - (2 * t)), fromA = t * rest * rest, atB = -t * t * rest;
                Add(a.X + (toB * dx) + (fromA * ax) + (atB * bx), a.Y + (toB * dy) + (fromA * ay) + (atB * by), last: false);
            }
        }
    }

    private void Add(float x, float y, bool last)
    {
        _x[_count] = x;
        _y[_count] = y;
        _last[_count++] = last;
    }

    /// <summary>Bends the paper: every point moves by an amount that changes smoothly over the picture.</summary>
    private void Distort(float mess, ref GlyphRandom random)
    {
        float amount = 9f * mess;
        for (int i = 0; i < _shiftX.Length; i++)
        {
            _shiftX[i] = amount * random.Normal();
            _shiftY[i] = amount * random.Normal();
        }
        for (int i = 0; i < _count; i++)
        {
            float column = Math.Clamp(_x[i], 0, 100) * (Lattice - 1) / 100, row = Math.Clamp(_y[i], 0, 100) * (Lattice - 1) / 100;
            int left = Math.Min((int)column, Lattice - 2), top = Math.Min((int)row, Lattice - 2);
            float s = Smooth(column - left), t = Smooth(row - top);
            _x[i] += Blend(_shiftX, (top * Lattice) + left, s, t);
            _y[i] += Blend(_shiftY, (top * Lattice) + left, s, t);
        }

        static float Smooth(float t) => t * t * (3 - (2 * t));
        static float Blend(float[] lattice, int at, float s, float t)
        {
            float above = lattice[at] + (s * (lattice[at + 1] - lattice[at]));
            float below = lattice[at + Lattice] + (s * (lattice[at + Lattice + 1] - lattice[at + Lattice]));
            return above + (t * (below - above));
        }
    }

    /// <summary>Slants and turns the writing, makes it narrow or wide, and puts it into the picture: into a box of about 20 pixels, as MNIST does, but not
    /// quite in the middle.</summary>
    private void Place(ref GlyphRandom random)
    {
        float slant = 0.2f + (0.24f * random.Normal()), wide = Math.Max(0.5f, 1 + (0.2f * random.Normal()));
        float half = 0.05f * random.Normal();  // tan of half the angle: then the sine and cosine are quotients
        float cos = (1 - (half * half)) / (1 + (half * half)), sin = 2 * half / (1 + (half * half));

        float left = float.MaxValue, right = float.MinValue, top = float.MaxValue, bottom = float.MinValue;
        for (int i = 0; i < _count; i++)
        {
            float x = ((_x[i] - 50) * wide) - (slant * (_y[i] - 50)), y = _y[i] - 50;
            _x[i] = (cos * x) - (sin * y);
            _y[i] = (sin * x) + (cos * y);
            left = Math.Min(left, _x[i]);
            right = Math.Max(right, _x[i]);
            top = Math.Min(top, _y[i]);
            bottom = Math.Max(bottom, _y[i]);
        }

        float size = (18.5f + random.Normal()) / Math.Max(right - left, bottom - top);
        float toX = (Side / 2f) + (0.9f * random.Normal()) - (size * (left + right) / 2);
        float toY = (Side / 2f) + (0.9f * random.Normal()) - (size * (top + bottom) / 2);
        for (int i = 0; i < _count; i++)
        {
            _x[i] = toX + (size * _x[i]);
            _y[i] = toY + (size * _y[i]);
        }
    }

    /// <summary>Draws the pieces with a pen of varying thickness: a pixel gets as much ink as it lies within the nearest piece.</summary>
    private void Ink(float mess, ref GlyphRandom random)
    {
        float pen = Math.Max(0.75f, 1.3f + (0.42f * random.Normal())), change = 0, soft = random.Between(0.9f, 1.6f);
        for (int i = 0; i < _count; i++)
        {
            change = (0.8f * change) + (0.09f * mess * random.Normal());
            _radius[i] = pen * Math.Clamp(1 + change, 0.5f, 1.5f);
        }

        Array.Clear(_ink);
        for (int i = 0; i + 1 < _count; i++)
            if (!_last[i]) InkPiece(i, soft);
    }

    private void InkPiece(int i, float soft)
    {
        float ax = _x[i], ay = _y[i], dx = _x[i + 1] - ax, dy = _y[i + 1] - ay, ar = _radius[i], dr = _radius[i + 1] - ar;
        float perLength = 1 / Math.Max((dx * dx) + (dy * dy), 1e-6f), perSoft = 1 / soft;
        float reach = Math.Max(ar, ar + dr) + (soft / 2);
        int left = Math.Max(0, (int)(Math.Min(ax, ax + dx) - reach)), right = Math.Min(Side - 1, (int)(Math.Max(ax, ax + dx) + reach));
        int top = Math.Max(0, (int)(Math.Min(ay, ay + dy) - reach)), bottom = Math.Min(Side - 1, (int)(Math.Max(ay, ay + dy) + reach));
        for (int row = top; row <= bottom; row++)
        {
            for (int column = left; column <= right; column++)
            {
                float x = column + 0.5f - ax, y = row + 0.5f - ay;
                float t = Math.Clamp(((x * dx) + (y * dy)) * perLength, 0, 1);
                float offX = x - (t * dx), offY = y - (t * dy);
                float distance = MathF.Sqrt((offX * offX) + (offY * offY));
                float ink = ((ar + (t * dr) - distance) * perSoft) + 0.5f;
                ref float there = ref _ink[(row * Side) + column];
                if (ink > there) there = ink;
            }
        }
    }

    /// <summary>Turns ink into bytes: uneven, as pens and scanners are.</summary>
    private void Develop(Span<byte> picture, float mess, ref GlyphRandom random)
    {
        float bright = random.Between(235, 260), grain = 9 * mess;
        for (int i = 0; i < _ink.Length; i++)
        {
            float ink = Math.Min(_ink[i], 1);
            picture[i] = ink <= 0 ? (byte)0 : (byte)Math.Clamp((ink * bright) + (grain * random.Normal()), 0, 255);
        }
    }
}
