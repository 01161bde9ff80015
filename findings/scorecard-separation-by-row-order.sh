#!/usr/bin/env bash
# A scorecard toolkit's KS depends on the order of the rows, and a score that is the same for everybody has one.
#
# One would guess that the Kolmogorov–Smirnov figure of a score, the largest distance between the shares of good and bad accounts up to a value, is a
# property of the accounts: the same for any order of the rows, and nought for a score with one value, where the area under the curve is one half.
# What happens: scorecardpy sorts the rows by score and cuts after every row, also between accounts of one score; its sort leaves equal scores in an
# order that follows from how they came. A class with five values is nearly all ties: the same 200 accounts have other figures when the file is turned
# round, and two hundred equal scores separate by more than a tenth, printed beside an area of 0.5.
#
# For users of allot: whoever takes cases and classes from the report's CSV and measures there how well classes separate has few values and many ties.
# Take accounts of one value together (largest distance at the ends of the values), as scikit-learn's roc_curve does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check \
  scorecardpy==0.1.9.7 numpy==2.4.6 pandas==3.1.1 scikit-learn==1.9.1 scipy==1.17.1 statsmodels==0.15.0 matplotlib==3.11.2
MPLCONFIGDIR="$work" "$work/venv/bin/python" -W ignore - <<'PY'
import sys
import matplotlib
matplotlib.use("Agg")
import pandas as pd
import scorecardpy
from importlib.metadata import version
from sklearn.metrics import roc_curve

def accounts(*classes):
    return pd.DataFrame([(score, bad) for score, good, lost in classes for bad in [0] * good + [1] * lost], columns=["score", "bad"])

def theirs(rows):
    figures = scorecardpy.perf_eva(rows["bad"], rows["score"], show_plot=False, plot_type=["ks", "roc"])
    return float(figures["KS"]), float(figures["AUC"])

def exact(rows):
    false, true, _ = roc_curve(rows["bad"], rows["score"])
    return float(abs(true - false).max())

print("scorecardpy", version("scorecardpy"), "with pandas", pd.__version__)
separating = accounts((.1, 60, 4), (.3, 45, 12), (.5, 25, 16), (.7, 10, 28))
same = accounts((.2, 140, 60))
found = {}
for name, rows in (("four classes", separating), ("one score for all", same)):
    orders = {"as written": rows, "turned round": rows.iloc[::-1].reset_index(drop=True)}
    found[name] = {}
    for order, file in orders.items():
        ks, auc = theirs(file)
        found[name][order] = ks
        print(f"  {name:18} {order:13} KS {ks:.3f}, area {auc:.3f}; with ties together KS {exact(file):.3f}")
ok = (found["four classes"]["as written"] != found["four classes"]["turned round"]
      and min(found["one score for all"].values()) > 0.05 and exact(same) == 0)
print("the order of the rows decides" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
