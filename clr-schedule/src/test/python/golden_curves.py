#!/usr/bin/env python3
"""Prints golden-curves.csv: learning rates computed from the published formulas, apart from the Java code.

    python3 golden_curves.py > ../resources/org/snapshotensemble/schedule/golden-curves.csv

Formulas: Smith 2017 as the Keras callback CyclicLR and PyTorch's CyclicLR have it; Loshchilov and Hutter 2017 as
PyTorch's CosineAnnealingWarmRestarts; equation 2 of Huang et al. 2017; Smith and Topin 2018 as PyTorch's OneCycleLR with
two phases; Garipov et al. 2018. Positions within a cycle are exact fractions here, because those programs lose digits to floating point
after many iterations; a curve is what the formula says, not what is left of it.

Columns: iteration, learning rate, momentum (empty: left alone), cycle and trough (empty: no cycles), text form.
"""
import csv
import math
import sys
from fractions import Fraction

LAST_INT = 2**31 - 1

def half_cosine(progress):
    return (1 + math.cos(math.pi * float(progress))) / 2


def clr_height(iteration, step):
    """Keras: max(0, 1 - |iteration/step - 2*cycle + 1|), with cycles from 1. PyTorch must agree."""
    cycle = math.floor(1 + Fraction(iteration, 2 * step))
    height = max(Fraction(0), 1 - abs(Fraction(iteration, step) - 2 * cycle + 1))
    x = 1 + Fraction(iteration, 2 * step) - cycle
    half = Fraction(1, 2)
    assert height == (x / half if x <= half else (x - 1) / (half - 1))
    return cycle, height


def clr(base, top, step, scale, by_cycle):
    def row(iteration):
        cycle, height = clr_height(iteration, step)
        factor = scale(cycle if by_cycle else iteration)
        rate = base + (top - base) * float(height) * factor
        return rate, None, cycle - 1, clr_height(iteration + 1, step)[0] > cycle

    return row


def half_each_cycle(cycle):
    return 2.0 ** -(cycle - 1)


def restarts(top, low, first_length, multiplier):
    def row(iteration):
        position, length, cycle = iteration, first_length, 0
        if multiplier == 1:
            cycle, position = divmod(iteration, length)
        while position >= length:
            position, length, cycle = position - length, length * multiplier, cycle + 1
        rate = low + (top - low) * half_cosine(Fraction(position, length))
        return rate, None, cycle, position == length - 1

    return row


def snapshot(top, total, cycles):
    def row(iteration):
        position = min(iteration, total - 1)
        for cycle in range(cycles):
            length = total // cycles + (1 if cycle < total % cycles else 0)
            if position < length:
                break
            position -= length
        # Equation 2 counts from 1: mod(t - 1, length) / length.
        rate = top / 2 * (math.cos(math.pi * float(Fraction(position, length))) + 1)
        return rate, None, cycle, iteration < total and position == length - 1

    return row


def one_cycle(top, total, pct_start=0.3, anneal="cos", div=25.0, final_div=1e4):
    first = top / div
    last = first / final_div

    def way(start, end, pct):
        if anneal == "linear":
            return (end - start) * pct + start
        return end + (start - end) / 2.0 * (math.cos(math.pi * pct) + 1)

    def row(iteration):
        step = min(iteration, total - 1)
        turn = float(pct_start * total) - 1
        if step <= turn:
            # PyTorch divides by zero where the turn is at step 0; a rise without length has arrived.
            pct = step / turn if turn > 0 else 1.0
            ends = (first, top), (0.95, 0.85)
        else:
            pct = (step - turn) / (total - 1 - turn)
            ends = (top, last), (0.85, 0.95)
        rate, momentum = (way(start, end, pct) for start, end in ends)
        return rate, momentum, 0, iteration == total - 1

    return row


def fge(top, low, length):
    """Garipov et al.: iterations from 1, t = (mod(i - 1, c) + 1) / c, a model is kept at t = 1/2."""

    def row(iteration):
        t = Fraction((iteration + 1 - 1) % length + 1, length)
        if t <= Fraction(1, 2):
            rate = float(1 - 2 * t) * top + float(2 * t) * low
        else:
            rate = float(2 - 2 * t) * low + float(2 * t - 1) * top
        kept_before = (iteration + length // 2) // length
        return rate, None, kept_before, t == Fraction(1, 2)

    return row


def step_decay(initial, factor, every):
    return lambda iteration: (initial * factor ** (iteration // every), None, None, None)


CURVES = {
    "triangular(base=0.001,max=0.006,stepSize=2000)": clr(0.001, 0.006, 2000, lambda _: 1, True),
    "triangular(base=0,max=1,stepSize=1)": clr(0.0, 1.0, 1, lambda _: 1, True),
    "triangular(base=0.1,max=0.1,stepSize=7)": clr(0.1, 0.1, 7, lambda _: 1, True),
    "triangular(base=0.0003,max=3.7,stepSize=13)": clr(0.0003, 3.7, 13, lambda _: 1, True),
    "triangular(base=0.1,max=0.7,stepSize=2147483647)": clr(0.1, 0.7, LAST_INT, lambda _: 1, True),
    "triangular2(base=0.001,max=0.006,stepSize=2000)": clr(0.001, 0.006, 2000, half_each_cycle, True),
    "triangular2(base=0.05,max=0.4,stepSize=3)": clr(0.05, 0.4, 3, half_each_cycle, True),
    "exp_range(base=0.001,max=0.006,stepSize=2000,gamma=0.99994)": clr(
        0.001, 0.006, 2000, lambda i: 0.99994**i, False
    ),
    "exp_range(base=0.01,max=0.5,stepSize=5,gamma=0.999999999)": clr(0.01, 0.5, 5, lambda i: 0.999999999**i, False),
    "exp_range(base=0.01,max=0.5,stepSize=4,gamma=1)": clr(0.01, 0.5, 4, lambda _: 1, False),
    "cyclic(base=0.001,max=0.006,stepSize=10,amplitude=keras_sine)": clr(
        0.001, 0.006, 10, lambda x: 0.5 * (1 + math.sin(x * math.pi / 2.0)), True
    ),
    "cyclic(base=0.001,max=0.006,stepSize=10,amplitude=keras_fifth)": clr(
        0.001, 0.006, 10, lambda x: 5 ** -(x * 0.0001), False
    ),
    "cosine_restarts(max=0.1,min=0.001,cycle=10,multiplier=2)": restarts(0.1, 0.001, 10, 2),
    "cosine_restarts(max=0.1,min=0,cycle=7,multiplier=1)": restarts(0.1, 0.0, 7, 1),
    "cosine_restarts(max=0.3,min=0.0001,cycle=3,multiplier=3)": restarts(0.3, 0.0001, 3, 3),
    "cosine_restarts(max=0.2,min=0.2,cycle=1,multiplier=1)": restarts(0.2, 0.2, 1, 1),
    "cosine_restarts(max=0.2,min=0.01,cycle=1,multiplier=10)": restarts(0.2, 0.01, 1, 10),
    "cosine_restarts(max=0.2,min=0.01,cycle=2147483647,multiplier=2147483647)": restarts(
        0.2, 0.01, LAST_INT, LAST_INT
    ),
    "snapshot_cosine(max=0.2,total=1000,cycles=5)": snapshot(0.2, 1000, 5),
    "snapshot_cosine(max=0.1,total=103,cycles=5)": snapshot(0.1, 103, 5),
    "snapshot_cosine(max=0.1,total=11,cycles=11)": snapshot(0.1, 11, 11),
    "snapshot_cosine(max=0.1,total=19,cycles=10)": snapshot(0.1, 19, 10),
    "snapshot_cosine(max=0.1,total=2147483647,cycles=6)": snapshot(0.1, LAST_INT, 6),
    "one_cycle(max=0.5,total=100,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, 100),
    "one_cycle(max=0.5,total=101,pctStart=0.3,anneal=linear,div=25,finalDiv=10000)": one_cycle(
        0.5, 101, anneal="linear"
    ),
    "one_cycle(max=1.3,total=37,pctStart=0.45,anneal=cos,div=10,finalDiv=100)": one_cycle(
        1.3, 37, 0.45, "cos", 10.0, 100.0
    ),
    "one_cycle(max=0.5,total=20,pctStart=0,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, 20, 0.0),
    "one_cycle(max=0.5,total=20,pctStart=1,anneal=linear,div=25,finalDiv=10000)": one_cycle(0.5, 20, 1.0, "linear"),
    "one_cycle(max=0.5,total=10,pctStart=0.1,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, 10, 0.1),
    "one_cycle(max=0.5,total=2,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, 2),
    "one_cycle(max=0.5,total=1,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, 1),
    "one_cycle(max=0.5,total=2147483647,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)": one_cycle(0.5, LAST_INT),
    "fge(max=0.05,min=0.0005,cycle=8)": fge(0.05, 0.0005, 8),
    "fge(max=0.1,min=0,cycle=2)": fge(0.1, 0.0, 2),
    "fge(max=0.3,min=0.3,cycle=6)": fge(0.3, 0.3, 6),
    "fge(max=0.5,min=0.01,cycle=206)": fge(0.5, 0.01, 206),
    "fge(max=0.1,min=0.001,cycle=2147483646)": fge(0.1, 0.001, LAST_INT - 1),
    "step_decay(initial=0.1,factor=0.1,every=1000)": step_decay(0.1, 0.1, 1000),
    "step_decay(initial=0.8,factor=0.97,every=3)": step_decay(0.8, 0.97, 3),
    "constant(0.01)": lambda iteration: (0.01, None, None, None),
}

ITERATIONS = sorted(
    set(range(0, 45))
    | {i + d for i in (70, 100, 103, 120, 150, 200, 400, 600, 800, 1000, 2000, 3000, 4000, 6000, 8000) for d in (-1, 0, 1)}
    | {LAST_INT // 6 * k + d for k in range(1, 7) for d in (-2, -1, 0, 1, 2)}
    | {int(0.3 * LAST_INT) + d for d in (-2, -1, 0, 1)}
    | set(range(1_000_000_000 - 6, 1_000_000_000 + 22))
    | set(range(LAST_INT - 6, LAST_INT + 1))
)
ITERATIONS = [iteration for iteration in ITERATIONS if iteration <= LAST_INT]


def text(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else repr(value)


def main():
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["iteration", "learning_rate", "momentum", "cycle", "trough", "schedule"])
    for schedule, row in CURVES.items():
        for iteration in ITERATIONS:
            writer.writerow([iteration, *map(text, row(iteration)), schedule])


if __name__ == "__main__":
    main()
