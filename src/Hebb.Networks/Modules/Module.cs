namespace Hebb;

/// <summary>Anything that owns parameters, states, and other modules: a layer, a model.</summary>
/// <remarks>Sub-modules are listed in <see cref="Children"/>; nothing is found by reflection. A module's path (<c>encoder/dense_2</c>) is made of the names of
/// those around it; it names the weights
/// in saved files and seeds their initial values.</remarks>
public abstract class Module
{
    private readonly List<Variable> _own = [];
    private string? _name;
    private bool _isNameFree;   // a model numbered it; nobody chose it

    /// <summary>The name among its siblings; a model gives <c>dense</c>, <c>dense_2</c> and so on to layers that have none.</summary>
    public string Name
    {
        get => _name ?? DefaultName;
        init => _name = value;
    }

    /// <summary>The modules inside this one, in the order in which their weights are listed.</summary>
    protected virtual IEnumerable<Module> Children => [];

    /// <summary>Every variable inside, trained or not, in a fixed order: this module's own first.</summary>
    public IEnumerable<Variable> Weights
    {
        get
        {
            HashSet<Variable> seen = new(ReferenceEqualityComparer.Instance);   // a shared layer is listed once
            foreach (Module module in Descendants())
                foreach (Variable variable in module._own)
                    if (seen.Add(variable)) yield return variable;
        }
    }

    /// <summary>The parameters that training adjusts: those of every layer that is trainable.</summary>
    public IReadOnlyList<Parameter> Parameters
    {
        get
        {
            List<Parameter> parameters = [];
            Collect(this, parameters, new(ReferenceEqualityComparer.Instance));
            return parameters;
        }
    }

    /// <summary>False to leave the parameters inside as they are: training neither changes them nor computes their gradients, and batch normalization uses its
    /// running statistics.</summary>
    public bool Trainable { get; set; } = true;

    /// <summary>The type of the parameters: that of the first floating-point input the module was built for. Float32, but for checks in Float64.</summary>
    protected DType DType { get; private protected set; }

    internal bool HasName => _name is not null;

    internal IEnumerable<Module> Members => Children ?? throw new UsageException($"{GetType().Name}: Children is null.", "Children null",
        "list the modules inside, or none: []");

    /// <summary>This module and all inside it, each once.</summary>
    internal IEnumerable<Module> Descendants()
    {
        HashSet<Module> seen = new(ReferenceEqualityComparer.Instance);
        Stack<Module> waiting = new([this]);
        while (waiting.TryPop(out Module? module))
        {
            if (!seen.Add(module)) continue;
            yield return module;
            foreach (Module child in module.Members.Reverse()) waiting.Push(child);
        }
    }

    /// <summary>The variables of this module alone.</summary>
    internal IReadOnlyList<Variable> Own => _own;

    /// <summary>Gives a name; one that nobody has chosen may be replaced when the module enters another model.</summary>
    internal void GiveName(string name, bool isChosen)
    {
        _name = name;
        _isNameFree = !isChosen;
    }

    /// <summary>Gives the variables inside their paths, and draws the initial values of those that have not been trained or loaded.</summary>
    internal virtual void Initialize(ulong seed, string path)
    {
        foreach (Variable variable in _own)
        {
            string full = $"{path}/{variable.Name[(variable.Name.LastIndexOf('/') + 1)..]}";
            if (variable is Parameter parameter) parameter.Initialize(seed, full);
            else variable.Name = full;
        }
        SetKey(seed, path);
        NameChildren();
        foreach (Module child in Members) child.Initialize(seed, path.Length == 0 ? child.Name : $"{path}/{child.Name}");
    }

    /// <summary>For layers that draw random numbers: their stream is keyed by seed and path.</summary>
    private protected virtual void SetKey(ulong seed, string path)
    {
    }

    /// <summary>Adds a parameter; called while building.</summary>
    /// <param name="name">Its name within this module: <c>kernel</c>, <c>bias</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">How its initial values are drawn.</param>
    /// <param name="regularizer">What its values add to the loss.</param>
    /// <param name="constraint">What its values must be like after each update.</param>
    /// <param name="decays">Whether weight decay applies to it.</param>
    /// <exception cref="UsageException">The layer is built already.</exception>
    protected Parameter AddParameter(string name, Shape shape, Initializer initializer, Regularizer? regularizer = null, Constraint? constraint = null,
        bool decays = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (this is Layer { IsBuilt: true })
            throw new UsageException(
                $"{GetType().Name}: the parameter '{name}' is added after the layer was built; each call would make another, which is never trained.",
                $"parameter '{name}' {shape}", "call AddParameter in Build, keep what it returns in a field, and use the field in Forward");
        if (initializer is null)
            throw new OptionException($"{GetType().Name}: the initializer of '{name}' is null.", $"weight '{name}' {shape}",
                "leave the option out for the usual one, or use Initializer.Zeros");
        initializer.Require(shape, $"weight '{name}'");
        constraint?.Require(shape, $"weight '{name}'");
        regularizer?.Require(shape, $"weight '{name}'");
        LayerScope.Take(new(shape, DType), name);
        Parameter parameter = new(new(shape, DType), name, initializer) { Regularizer = regularizer, Constraint = constraint, Decays = decays };
        parameter.Initialize(0, $"{Name}/{name}");
        _own.Add(parameter);
        return parameter;
    }

    /// <summary>Adds a state that starts as one number everywhere; called while building.</summary>
    /// <param name="name">Its name within this module: <c>mean</c>.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="value">The number.</param>
    /// <param name="type">The element type; that of the parameters when left out.</param>
    protected State AddState(string name, Shape shape, double value = 0, DType? type = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        LayerScope.Take(new(shape, type ?? DType), name);
        return Keep(name, Tensor.Full(shape, value, type ?? DType));
    }

    /// <summary>Adds a state with its first value; called while building.</summary>
    protected State AddState(string name, Tensor value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        LayerScope.Take(value.Spec, name);
        return Keep(name, value);
    }

    private State Keep(string name, Tensor value)
    {
        State state = new(value, $"{Name}/{name}");
        _own.Add(state);
        return state;
    }

    /// <summary>Gives names to children without one: the type's, numbered from the second on.</summary>
    private protected void NameChildren()
    {
        HashSet<string> taken = [];
        foreach (Module child in Members)
            if (child.HasName && !taken.Add(child.Name) && !ReferenceEquals(First(child.Name), child))
                if (child._isNameFree) child._name = null;
                else throw new OptionException($"Model: two layers are named '{child.Name}'.", $"name '{child.Name}'",
                    "give each layer a name of its own, or none");
        foreach (Module child in Members)
        {
            if (child.HasName) continue;
            string name = child.DefaultName;
            for (int number = 2; !taken.Add(name); number++) name = $"{child.DefaultName}_{number}";
            child.GiveName(name, isChosen: false);
        }
    }

    // Conv2D -> conv2d, MaxPooling2D -> max_pooling2d
    private string DefaultName
    {
        get
        {
            System.Text.StringBuilder text = new();
            string type = GetType().Name;
            for (int i = 0; i < type.Length; i++)
            {
                bool begins = i > 0 && char.IsUpper(type[i]) && char.IsLower(type[i - 1]);
                if (begins) text.Append('_');
                text.Append(char.ToLowerInvariant(type[i]));
            }
            return text.ToString();
        }
    }

    private Module? First(string name)
    {
        foreach (Module child in Members)
            if (child.Name == name) return child;
        return null;
    }

    private static void Collect(Module module, List<Parameter> parameters, HashSet<Module> seen)
    {
        if (!module.Trainable || !seen.Add(module)) return;
        foreach (Variable variable in module._own)
            if (variable is Parameter parameter) parameters.Add(parameter);
        foreach (Module child in module.Members) Collect(child, parameters, seen);
    }
}
