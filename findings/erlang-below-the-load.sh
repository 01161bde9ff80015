#!/usr/bin/env bash
# A workforce library gives a probability of waiting of 4.4 and an occupancy of 200 % for a team smaller than its load.
#
# One would guess that the Erlang C formula, asked for fewer agents than the traffic needs, says that everybody waits (probability 1), as the queue
# grows without end, or refuses: the formula holds only above the load.
# What happens: pyworkforce puts the number of agents into the formula as it is. The service level is cut off at 0, the probability is not cut off at 1,
# and just above the load the two agree again, so a plot over team sizes looks like one curve.
#
# For users of allot: it uses no queueing formula. Saturation is time used over time scheduled, and the room left closes smoothly at the limits, so a team
# above its load is full, not negative.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check pyworkforce==0.5.1 ortools==9.15.6755 numpy==2.4.6 pandas==3.1.1 joblib==1.6.0
"$work/venv/bin/python" -W ignore - <<'PY'
import sys
from importlib.metadata import version
from pyworkforce.queuing import ErlangC

print("pyworkforce", version("pyworkforce"), "· 100 calls of 3 minutes in half an hour are a load of 10 agents")
# Calls, seconds to answer, minutes of handling, interval in minutes.
queue = ErlangC(transactions=100, asa=20 / 60, aht=3, interval=30, shrinkage=0.0)
found = {}
for agents in (5, 9, 10, 11, 14):
    found[agents] = tuple(round(float(value), 3) for value in (
        queue.waiting_probability(positions=agents), queue.service_level(positions=agents), queue.achieved_occupancy(positions=agents)))
    print(f"  {agents:2} agents: probability of waiting {found[agents][0]}, service level {found[agents][1]}, occupancy {found[agents][2]}")
ok = found[5][0] > 4 and found[9][0] > 1 and found[5][2] == 2.0 and found[10][0] == 1.0 and 0 < found[14][0] < 1 and found[5][1] == 0.0
print("four and a half times certain to wait" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
