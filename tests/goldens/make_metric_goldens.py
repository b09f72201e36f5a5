"""Computes the golden files metrics/*.safetensors beside this script with scikit-learn and NumPy in float64.

    python3 tests/goldens/make_metric_goldens.py     # needs scikit-learn, and what make_goldens.py needs

What scikit-learn has is taken from it; areas and best figures at Keras's thresholds are written out here from Keras's documentation, one threshold at a
time. Classes that neither occur nor are predicted do not count in means over classes, as in scikit-learn.
"""
import numpy
import sklearn.metrics as M

from make_goldens import save


def at_thresholds(scores, labels, count, weights=1.0):
    """Counts at Keras's thresholds: arrays tp, fp, fn, tn."""
    thresholds = [-1e-7] + [i / (count - 1) for i in range(1, count - 1)] + [1 + 1e-7]
    rows = []
    for t in thresholds:
        yes = scores > t
        rows.append([(weights * (yes & (labels == 1))).sum(), (weights * (yes & (labels == 0))).sum(), (weights * (~yes & (labels == 1))).sum(),
                     (weights * (~yes & (labels == 0))).sum()])
    return numpy.array(rows, dtype=float).T


def ratio(a, b):
    return numpy.divide(a, b, out=numpy.zeros_like(a), where=b != 0)


def curves(scores, labels, count, weights=1.0):
    tp, fp, fn, tn = at_thresholds(scores, labels, count, weights)
    recall, alarms, precision, specificity = ratio(tp, tp + fn), ratio(fp, fp + tn), ratio(tp, tp + fp), ratio(tn, tn + fp)
    roc = ((alarms[:-1] - alarms[1:]) * (recall[:-1] + recall[1:]) / 2).sum()
    dtp, p = tp[:-1] - tp[1:], tp + fp                                  # Keras: interpolate_pr_auc
    slope = ratio(dtp, numpy.maximum(p[:-1] - p[1:], 0))
    intercept = tp[1:] - slope * p[1:]
    safe = numpy.where((p[:-1] > 0) & (p[1:] > 0), ratio(p[:-1], numpy.maximum(p[1:], 0)), 1)
    pr = ratio(slope * (dtp + intercept * numpy.log(safe)), numpy.maximum(tp[1:] + fn[1:], 0)).sum()
    best = lambda figure, limited, least: max(figure[limited >= least], default=0)
    return dict(auc=roc, pr_auc=pr, precision_at_recall=best(precision, recall, 0.7), recall_at_precision=best(recall, precision, 0.7),
                sensitivity_at_specificity=best(recall, specificity, 0.8), specificity_at_sensitivity=best(specificity, recall, 0.8))


def binary():
    draw = numpy.random.default_rng(1)
    labels = draw.integers(0, 2, (40, 3))
    logits = draw.standard_normal((40, 3)) * 2 + labels * 1.5
    yes, y, scores = (logits > 0.5).ravel(), labels.ravel(), 1 / (1 + numpy.exp(-logits.ravel()))
    tn, fp, fn, tp = M.confusion_matrix(y, yes).ravel()
    values = dict(precision=M.precision_score(y, yes), recall=M.recall_score(y, yes), specificity=M.recall_score(1 - y, ~yes), iou=M.jaccard_score(y, yes),
                  f1=M.f1_score(y, yes), f2=M.fbeta_score(y, yes, beta=2), **{"f0.5": M.fbeta_score(y, yes, beta=0.5)}, true_positives=tp, false_positives=fp,
                  true_negatives=tn, false_negatives=fn, hamming_distance=M.hamming_loss(labels, logits > 0.5), exact=M.roc_auc_score(y, logits.ravel()))
    values |= curves(scores, y, 200) | {f"{name}.11": value for name, value in curves(scores, y, 11).items()}
    save("metrics/binary", dict(predictions=logits, labels=labels) | {"value." + key: [float(value)] for key, value in values.items()}, "scikit-learn")


def averages(y, yes, labels=None):
    values = {}
    for average in ("macro", "micro", "weighted"):
        at = dict(average=average, zero_division=0)
        for name, value in (("precision", M.precision_score(y, yes, **at)), ("recall", M.recall_score(y, yes, **at)), ("f1", M.f1_score(y, yes, **at)),
                            ("f2", M.fbeta_score(y, yes, beta=2, **at)), ("iou", M.jaccard_score(y, yes, **at))):
            values[f"value.{name}.{average}"] = [value]
    at = dict(average=None, zero_division=0, labels=labels)
    return values | {"value.precision.each": M.precision_score(y, yes, **at), "value.recall.each": M.recall_score(y, yes, **at),
                     "value.f1.each": M.f1_score(y, yes, **at), "value.iou.each": M.jaccard_score(y, yes, **at)}


def classes():
    """Five classes, of which the last neither occurs nor is predicted, and the fourth is never predicted."""
    draw = numpy.random.default_rng(2)
    labels = draw.choice(4, 60, p=[0.5, 0.3, 0.15, 0.05])
    logits = draw.standard_normal((60, 5)) + 1.2 * numpy.eye(5)[labels]
    logits[:, 3:] -= 20
    cross_entropy = M.log_loss(labels, numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True), labels=range(5))
    save("metrics/classes", dict(predictions=logits, labels=labels) | averages(labels, logits.argmax(1), range(5)) |
         {"value.perplexity": [numpy.exp(cross_entropy)], "value.top_2_accuracy": [M.top_k_accuracy_score(labels, logits, k=2, labels=range(5))],
          "value.balanced_accuracy": [M.balanced_accuracy_score(labels, logits.argmax(1))]}, "scikit-learn")
    several = draw.integers(0, 2, (30, 4))
    logits = draw.standard_normal((30, 4)) + several
    save("metrics/several", dict(predictions=logits, labels=several) | averages(several, (logits > 0.25).astype(int)), "scikit-learn")


def regression():
    draw = numpy.random.default_rng(3)
    labels = draw.standard_normal((50, 3)) * [1, 10, 0.1] + [0, 100, 5]
    predictions = labels + draw.standard_normal((50, 3)) * [0.5, 3, 0.2] + [0.1, -1, 0.05]
    each = lambda of: [of(labels[:, i], predictions[:, i]) for i in range(3)]
    variance = numpy.var
    values = dict(r2=M.r2_score(labels, predictions, multioutput="raw_values"), pearson_correlation=each(lambda y, p: numpy.corrcoef(y, p)[0, 1]),
                  concordance_correlation=each(lambda y, p: 2 * numpy.cov(y, p, bias=True)[0, 1] / (variance(y) + variance(p) + (y.mean() - p.mean()) ** 2)),
                  mean_squared_error=[M.mean_squared_error(labels, predictions)], root_mean_squared_error=[M.mean_squared_error(labels, predictions) ** 0.5],
                  mean_absolute_error=[M.mean_absolute_error(labels, predictions)],
                  mean_absolute_percentage_error=[100 * M.mean_absolute_percentage_error(labels, predictions)],
                  log_cosh=[numpy.log(numpy.cosh(predictions - labels)).mean()],
                  mean_cosine=[numpy.diag(M.pairwise.cosine_similarity(labels, predictions)).mean()])
    positive = numpy.abs(labels), numpy.abs(predictions)
    values |= dict(mean_squared_logarithmic_error=[M.mean_squared_log_error(*positive)],
                   poisson=[(positive[1] - positive[0] * numpy.log(positive[1] + 1e-7)).mean()])
    save("metrics/regression", dict(predictions=predictions, labels=labels) | {"value." + key: value for key, value in values.items()}, "scikit-learn")


def draw_weights(draw, count):
    """From 0 to 3, of which some are 0. Multiples of 1/8, so that sums of them are exact and a ratio of nothing to nothing is not one of roundings."""
    return draw.integers(0, 25, count) * (draw.random(count) > 0.2) / 8


def weighted_binary():
    draw = numpy.random.default_rng(4)
    labels = draw.integers(0, 2, (40, 3))
    logits = draw.standard_normal((40, 3)) * 2 + labels * 1.5
    weights = draw_weights(draw, 40)
    yes, y, scores, w = (logits > 0.5).ravel(), labels.ravel(), 1 / (1 + numpy.exp(-logits.ravel())), dict(sample_weight=weights.repeat(3))
    tn, fp, fn, tp = M.confusion_matrix(y, yes, **w).ravel()
    values = dict(precision=M.precision_score(y, yes, **w), recall=M.recall_score(y, yes, **w), specificity=M.recall_score(1 - y, ~yes, **w),
                  iou=M.jaccard_score(y, yes, **w), f1=M.f1_score(y, yes, **w), f2=M.fbeta_score(y, yes, beta=2, **w), true_positives=tp,
                  false_positives=fp, true_negatives=tn, false_negatives=fn, binary_accuracy=M.accuracy_score(y, yes, **w),
                  hamming_distance=M.hamming_loss(y, yes, **w))
    values |= curves(scores, y, 200, w["sample_weight"])
    save("metrics/weighted_binary", dict(predictions=logits, labels=labels, weights=weights) |
         {"value." + key: [float(value)] for key, value in values.items()}, "scikit-learn")


def weighted_classes():
    draw = numpy.random.default_rng(5)
    labels = draw.choice(4, 60, p=[0.5, 0.3, 0.15, 0.05])
    logits = draw.standard_normal((60, 4)) + 1.2 * numpy.eye(4)[labels]
    weights = draw_weights(draw, 60)
    w, guesses, values = dict(sample_weight=weights), logits.argmax(1), {}
    for average in ("macro", "micro", "weighted"):
        at = dict(average=average, zero_division=0, **w)
        for name, value in (("precision", M.precision_score(labels, guesses, **at)), ("recall", M.recall_score(labels, guesses, **at)),
                            ("f1", M.f1_score(labels, guesses, **at)), ("iou", M.jaccard_score(labels, guesses, **at))):
            values[f"{name}.{average}"] = value
    cross_entropy = M.log_loss(labels, numpy.exp(logits) / numpy.exp(logits).sum(1, keepdims=True), labels=range(4), **w)
    values |= dict(accuracy=M.accuracy_score(labels, guesses, **w), top_2_accuracy=M.top_k_accuracy_score(labels, logits, k=2, labels=range(4), **w),
                   cross_entropy=cross_entropy, perplexity=numpy.exp(cross_entropy))
    save("metrics/weighted_classes", dict(predictions=logits, labels=labels, weights=weights) |
         {"value." + key: [float(value)] for key, value in values.items()}, "scikit-learn")


def weighted_regression():
    draw = numpy.random.default_rng(6)
    labels = draw.standard_normal((50, 3)) * [1, 10, 0.1] + [0, 100, 5]
    predictions = labels + draw.standard_normal((50, 3)) * [0.5, 3, 0.2] + [0.1, -1, 0.05]
    weights = draw_weights(draw, 50)
    pearson, concordance = [], []
    for y, p in zip(labels.T, predictions.T):
        (vy, c), (_, vp) = numpy.cov(y, p, ddof=0, aweights=weights)
        pearson.append(c / (vy * vp) ** 0.5)
        concordance.append(2 * c / (vy + vp + numpy.average(y - p, weights=weights) ** 2))
    w = dict(sample_weight=weights)
    cosines = numpy.diag(M.pairwise.cosine_similarity(labels, predictions))
    values = dict(r2=M.r2_score(labels, predictions, multioutput="raw_values", **w), pearson_correlation=pearson, concordance_correlation=concordance,
                  squared_error=[M.mean_squared_error(labels, predictions, **w)], absolute_error=[M.mean_absolute_error(labels, predictions, **w)],
                  root_mean_squared_error=[M.mean_squared_error(labels, predictions, **w) ** 0.5],
                  mean_cosine=[numpy.average(cosines, weights=weights)],
                  log_cosh=[numpy.average(numpy.log(numpy.cosh(predictions - labels)).mean(1), weights=weights)])
    save("metrics/weighted_regression", dict(predictions=predictions, labels=labels, weights=weights) |
         {"value." + key: value for key, value in values.items()}, "scikit-learn")


if __name__ == "__main__":
    for subject in (binary, classes, regression, weighted_binary, weighted_classes, weighted_regression):
        subject()
