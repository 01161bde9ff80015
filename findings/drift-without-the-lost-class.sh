#!/usr/bin/env bash
# A scorecard toolkit's PSI is smallest when a class vanishes altogether: what is not there any more does not count.
#
# One would guess that the population stability index of a class that falls from 10 % to nothing is larger than of one that falls to 1 %, infinite
# by the formula Σ (q − p) ln (q / p), or something large where empty cells are filled up.
# What happens: toad joins both distributions by their values, the missing cell becomes NaN, and the sum leaves NaN out. The last one of ten
# thousand takes the index from 0.72 to 0.03: from far above 0.25, where a population counts as changed, to where it counts as stable.
#
# For users of allot: its own PSI (tones and groups of conversations month on month) raises every count by one half, so an empty cell counts as
# nearly empty. Figures of such a toolkit on the same months cannot be compared with the report's when a group has vanished.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  toad==0.1.7 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 joblib==1.6.0
"$work/venv/bin/python" -W ignore - <<'PY'
import math, sys
import pandas as pd
import toad
from importlib.metadata import version

def people(neutral, cooperative, uncooperative):
    return pd.Series(["neutral"] * neutral + ["cooperative"] * cooperative + ["uncooperative"] * uncooperative)

print("toad", version("toad"), "with pandas", pd.__version__)
before = people(6000, 3000, 1000)
found = {}
for rest in (100, 10, 1, 0):
    after = people(6000, 4000 - rest, rest)
    found[rest] = float(toad.metrics.PSI(after, before))
    halves = [(a + .5, b + .5) for a, b in ((6000, 6000), (3000, 4000 - rest), (1000, rest))]
    sums = [sum(side) for side in zip(*halves)]
    filled = sum((b / sums[1] - a / sums[0]) * math.log((b / sums[1]) / (a / sums[0])) for a, b in halves)
    print(f"  uncooperative 1000 → {rest:4} of 10000: toad {found[rest]:.3f}; with every count raised by one half {filled:.3f}")
ok = found[100] < found[10] < found[1] and found[1] > 0.25 and found[0] < 0.05
print("gone is stable" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
