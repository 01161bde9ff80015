#!/usr/bin/env bash
# A min-cost flow solver cuts decimal costs to whole numbers when they come in an array, calls the dearer plan optimal, and refuses the same cost alone.
#
# One would guess that costs of 0.9 and 0.1 are either taken as they are or refused in every way of giving them: one at a time they are refused
# with a TypeError, as the solver works on integers.
# What happens: in the methods that take arrays the binding converts floating point to integers without a word. 0.9 and 0.1 become 0 and 0, and OPTIMAL
# is a plan of 0.9. The same holds for the solver of the linear assignment problem.
#
# For users of allot: it solves with integers of its own and no outside solver. Instances written by `Benchmarks/allocation` that are given to other
# solvers for comparison need their costs scaled to whole numbers first.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check ortools==9.15.6755 numpy==2.4.6
"$work/venv/bin/python" - <<'PY'
import sys
import numpy as np, ortools
from ortools.graph.python import linear_sum_assignment, min_cost_flow

print("ortools", ortools.__version__, "with numpy", np.__version__)
# A case goes from 0 to 3 by collector 1, who costs 0.9, or by collector 2, who costs 0.1.
costs = np.array([0.9, 0.1, 0.0, 0.0])
try:
    min_cost_flow.SimpleMinCostFlow().add_arc_with_capacity_and_unit_cost(0, 1, 1, 0.9)
    alone = "taken"
except TypeError:
    alone = "refused with TypeError"
flow = min_cost_flow.SimpleMinCostFlow()
arcs = flow.add_arcs_with_capacity_and_unit_cost(np.array([0, 0, 1, 2]), np.array([1, 2, 3, 3]), np.ones(4, dtype=int), costs)
flow.set_nodes_supplies(np.arange(4), np.array([1, 0, 0, -1]))
optimal = flow.solve() == flow.OPTIMAL
kept = [flow.unit_cost(arc) for arc in arcs]
paid = float(costs @ flow.flows(arcs))
print(f"  one cost of 0.9: {alone}; four in an array: kept as {kept}; optimal: {optimal}; the plan costs {paid}, the best one 0.1")
match = linear_sum_assignment.SimpleLinearSumAssignment()
match.add_arcs_with_cost(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1.9, 1.1, 1.2, 1.8]))
match_optimal = match.solve() == match.OPTIMAL
print(f"  assignment of costs 1.9, 1.1, 1.2, 1.8: optimal: {match_optimal}, total {match.optimal_cost()}, the best one 2.3")
ok = alone != "taken" and optimal and kept == [0, 0, 0, 0] and paid == 0.9 and match_optimal and match.optimal_cost() == 2
print("decimals are cut off in silence" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
