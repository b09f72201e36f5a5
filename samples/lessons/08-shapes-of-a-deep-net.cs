// Lesson 08: the shapes in a deep network, forward and backward (A016, A036, A037, A045).
using Hebb;

Console.WriteLine("The notes' network of L = 4 layers: n[0] = 3, n[1] = 5, n[2] = 5, n[3] = 3, n[4] = 1, with m = 10 samples.");
Console.WriteLine("The notes put samples into columns, Z = W A + b; this library into rows, Z = A W + b: each shape is the other's transpose.\n");
var model = new Sequential([3], seed: 1)
{
    new Dense(5, Activation.Relu), new Dense(5, Activation.Relu), new Dense(3, Activation.Relu), new Dense(1, Activation.Sigmoid),
};
Console.WriteLine(model.ExplainShapes(samples: 10));

Console.WriteLine("\nThe two-layer network 2-4-1 of the backpropagation formulas:");
var two = new Sequential([2]) { new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid) };
Console.WriteLine(two.ExplainShapes(samples: 10));

Console.WriteLine("\nA gradient has the shape of what it belongs to; measured, on 10 samples:");
var trainer = new Trainer(model) { Optimizer = new Sgd(0.1), Loss = new BinaryCrossEntropy { FromLogits = false } };
StepExplanation step = trainer.ExplainStep(Tensor.Normal([10, 3], seed: 2), Tensor.Ones([10, 1]));
foreach (LayerStep layer in step.Layers)
    Console.WriteLine($"{layer.Name,-8} X {layer.Input.Shape,-8} Z {layer.NetInput.Shape,-8} A {layer.Output.Shape,-8} dZ {layer.NetGradient.Shape,-8} "
        + $"W {layer.Kernel!.Before.Shape,-7} dW {layer.Kernel.Gradient.Shape,-7} b {layer.Bias!.Before.Shape} db {layer.Bias.Gradient.Shape}");

Console.WriteLine("\nBackward, the blocks in reverse: dZ[l] from dA[l], dW[l] = dZ[l] A[l-1]^T / m, db[l] = mean of dZ[l], dA[l-1] = W[l]^T dZ[l].");
Console.WriteLine("What the forward pass computed (A[l-1], Z[l]) is the cache; here the tape keeps it.");
