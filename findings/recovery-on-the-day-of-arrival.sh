#!/usr/bin/env bash
# Survival with late entry: cases paid on the day they come are counted as paid and not as there; the more of them pay, the higher the curve.
#
# A recovery curve by the age of the debt has late entries: a client hands cases over at ninety days. Some debtors pay on that very day. One would guess
# that such a case is refused (no time at risk) or counted on both sides: 40 come to 20 that are still open, 30 of the 60 pay, half are left.
# What happens: lifelines' Kaplan–Meier takes them in without a word, counts the payment above the line and leaves whoever came on that day out below
# it. Ten payments are ten of twenty; thirty are more than there are, and the curve does not move at all. The table printed beside it
# says 60 at risk. The same thirty a day later halve the curve.
#
# For users of allot: its reports tell what each batch has brought as plain sums, in which whoever pays on the first day is on both sides. Who draws
# curves by age of debt from its CSV files with such a library: let a payment count as half a day later than a hand-over of that day.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check lifelines==0.30.3 numpy==2.4.6 pandas==2.3.3 scipy==1.17.1
MPLCONFIGDIR="$work" "$work/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import version
from lifelines import KaplanMeierFitter

def curve(*cases):
    "Cases as (age at hand-over, age at the end, paid or not, how many)."
    entry, end, paid = [], [], []
    for first, last, did, count in cases:
        entry += [first] * count
        end += [last] * count
        paid += [did] * count
    fitted = KaplanMeierFitter().fit(end, paid, entry=entry)
    last = max(fitted.survival_function_.index[fitted.survival_function_.index < 120])
    return float(fitted.survival_function_["KM_estimate"][last]), int(fitted.event_table["at_risk"][last])

print("lifelines", version("lifelines"))
old = ((0, 10, 1, 50), (0, 60, 1, 30), (0, 120, 0, 20))
print("  100 cases, 80 paid by day 60: 0.200 open; 40 come at the age of 90 days, then")
found = {}
for paid, age in ((10, 90), (30, 90), (30, 91)):
    left, at_risk = curve(*old, (90, age, 1, paid), (90, 120, 0, 40 - paid))
    found[paid, age] = left
    print(f"  {paid} of them pay at {age}: {left:.3f} open, {at_risk} at risk; counted on both sides {.2 * (1 - paid / 60):.3f}")
ok = abs(found[10, 90] - .1) < 1e-9 and abs(found[30, 90] - .2) < 1e-9 and abs(found[30, 91] - .1) < 1e-9
print("more payments, a higher curve" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
