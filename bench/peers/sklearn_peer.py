#!/usr/bin/env python3
"""A network of `Hebb.Benchmarks tabular` in scikit-learn, on the folds that Hebb was given: one JSON line.

    sklearn_peer.py TASK.json

The task holds the table (null for a missing number; indicators after the numbers), the rows that each fold holds out, and the settings that both share.
Missing numbers become the mean, and numbers are standardised, by each fold's training rows alone; so are targets that are numbers.
"""
import json
import sys
import time
import warnings

import numpy
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import accuracy_score, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor


def standardised(train, held, numbers):
    """Both, by the figures of the first; indicators stay as they are."""
    train, held = train.copy(), held.copy()
    means = numpy.nanmean(train[:, :numbers], axis=0)
    for rows in (train, held):
        part = rows[:, :numbers]
        part[:] = numpy.where(numpy.isnan(part), means, part)
    deviations = train[:, :numbers].std(axis=0)
    deviations[deviations == 0] = 1
    for rows in (train, held):
        rows[:, :numbers] = (rows[:, :numbers] - means) / deviations
    return train, held


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        task = json.load(file)
    inputs, targets = numpy.array(task["inputs"], dtype=float), numpy.array(task["targets"], dtype=float)
    settings = dict(
        hidden_layer_sizes=task["hidden"], batch_size=task["batch"], learning_rate_init=task["learning_rate"], max_iter=task["epochs"],
        n_iter_no_change=task["epochs"], alpha=task["alpha"])
    warnings.simplefilter("ignore", ConvergenceWarning)  # the number of epochs is fixed
    scores, start = [], time.process_time()
    for index, fold in enumerate(task["folds"]):
        is_held = numpy.zeros(len(targets), dtype=bool)
        is_held[fold] = True
        train, held = standardised(inputs[~is_held], inputs[is_held], task["numbers"])
        known, truth = targets[~is_held], targets[is_held]
        if task["classification"]:
            model = MLPClassifier(random_state=index, **settings).fit(train, known)
            scores.append(accuracy_score(truth, model.predict(held)))
        else:
            mean, deviation = known.mean(), known.std()
            model = MLPRegressor(random_state=index, **settings).fit(train, (known - mean) / deviation)
            scores.append(r2_score(truth, model.predict(held) * deviation + mean))
    print(json.dumps({"peer": f"scikit-learn {sklearn.__version__}", "scores": scores, "seconds": time.process_time() - start}))


main()
