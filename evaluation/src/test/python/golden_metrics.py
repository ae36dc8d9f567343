"""Writes golden-metrics.json: small data sets and their figures, computed without any of this project's code.

Needs scikit-learn (Debian: python3-sklearn). Run from the repository's root:

    /usr/bin/python3 evaluation/src/test/python/golden_metrics.py
"""

import itertools
import json
import math
import random
import struct
from fractions import Fraction
from pathlib import Path

from sklearn import metrics

TARGET = Path("evaluation/src/test/resources/org/snapshotensemble/evaluation/golden-metrics.json")
SMALLEST = 2.0**-52


def float32(value):
    """The nearest value that a network's float output can take."""
    return struct.unpack("f", struct.pack("f", value))[0]


def softmax(logits):
    powers = [math.exp(x - max(logits)) for x in logits]
    return [float32(p / sum(powers)) for p in powers]


def classification(rng, examples, classes, used):
    """Labels and predictions of which only the first `used` classes make part."""
    labels = [rng.randrange(used) for _ in range(examples)]
    rows = []
    for label in labels:
        logits = [rng.gauss(0, 1) for _ in range(classes)]
        logits[label] += 1.2
        for unused in range(used, classes):
            logits[unused] = -30
        rows.append(softmax(logits))
    # A true class without any probability, and a tie that the lower class wins.
    rows[0] = [1.0 if c == (labels[0] + 1) % used else 0.0 for c in range(classes)]
    rows[1] = [0.5 if c in (0, 1) else 0.0 for c in range(classes)]
    predicted = [row.index(max(row)) for row in rows]
    losses = [-math.log(max(row[y], SMALLEST)) for row, y in zip(rows, labels)]
    squares = [
        (p - (1 if c == y else 0)) ** 2 for row, y in zip(rows, labels) for c, p in enumerate(row)
    ]
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        labels, predicted, labels=list(range(classes)), zero_division=0
    )
    return {
        "classes": classes,
        "labels": labels,
        "probabilities": rows,
        "accuracy": metrics.accuracy_score(labels, predicted),
        "logLoss": math.fsum(losses) / examples,
        "brier": math.fsum(squares) / examples,
        "macroF1": metrics.f1_score(labels, predicted, average="macro", zero_division=0),
        "precision": list(precision),
        "recall": list(recall),
        "f1": list(f1),
        "support": [int(s) for s in support],
        "confusion": metrics.confusion_matrix(labels, predicted, labels=list(range(classes))).tolist(),
    }


def regression(rng, examples, columns):
    labels = [[float32(rng.gauss(3 * c, 1 + c)) for c in range(columns)] for _ in range(examples)]
    for row in labels:
        row[-1] = float32(0.1)  # a column that does not vary
    predictions = [[float32(y + rng.gauss(0.1, 0.4)) for y in row] for row in labels]
    squares = [(f - y) ** 2 for fs, ys in zip(predictions, labels) for f, y in zip(fs, ys)]
    return {
        "labels": labels,
        "predictions": predictions,
        "rmse": math.sqrt(math.fsum(squares) / len(squares)),
        "mae": metrics.mean_absolute_error(labels, predictions),
        "r2": metrics.r2_score(labels, predictions),
        "columnRmse": [math.sqrt(s) for s in metrics.mean_squared_error(labels, predictions, multioutput="raw_values")],
        "columnMae": list(metrics.mean_absolute_error(labels, predictions, multioutput="raw_values")),
        "columnR2": list(metrics.r2_score(labels, predictions, multioutput="raw_values")),
    }


def mcnemar(b, c):
    tail = sum(math.comb(b + c, k) for k in range(min(b, c) + 1))
    return {"b": b, "c": c, "p": float(min(Fraction(1), Fraction(2 * tail, 2 ** (b + c))))}


def accuracy_bootstrap(examples, only_first, only_second):
    """Percentiles of the ideal bootstrap, by enumerating every trinomial outcome in whole numbers."""
    weights = {}
    rest = examples - only_first - only_second
    for i, j in itertools.product(range(examples + 1), repeat=2):
        if i + j > examples:
            continue
        ways = math.comb(examples, i) * math.comb(examples - i, j)
        weight = ways * only_first**i * only_second**j * rest ** (examples - i - j)
        weights[i - j] = weights.get(i - j, 0) + weight
    total = examples**examples
    assert sum(weights.values()) == total

    def quantile(p):
        below = 0
        for difference in sorted(weights):
            below += weights[difference]
            if Fraction(below, total) >= p:
                return difference / examples

    return {
        "examples": examples,
        "onlyFirst": only_first,
        "onlySecond": only_second,
        "low": quantile(Fraction(25, 1000)),
        "high": quantile(Fraction(975, 1000)),
    }


def main():
    rng = random.Random(20240117)
    golden = {
        "classification": [
            classification(rng, 80, 4, 4),
            classification(rng, 60, 5, 3),
            classification(rng, 50, 2, 2),
        ],
        "regression": [regression(rng, 70, 3), regression(rng, 20, 2)],
        "mcnemar": [mcnemar(b, c) for b, c in [(0, 0), (1, 0), (5, 5), (6, 0), (3, 12), (25, 9), (150, 86), (900, 1000)]],
        "accuracyBootstrap": [
            accuracy_bootstrap(n, b, c)
            for n, b, c in [(1, 0, 0), (1, 1, 0), (5, 5, 0), (10, 3, 1), (40, 0, 7), (60, 11, 4), (120, 20, 20)]
        ],
    }
    TARGET.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
