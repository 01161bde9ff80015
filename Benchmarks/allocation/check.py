#!/usr/bin/env python3
"""Judges a plan of the allocation format (docs/allocation.md) from the definitions. Needs Python 3.9 and numpy; shares no code with allot.

    check.py INSTANCE PLAN_DIRECTORY

Prints one JSON object and ends with 1 when a hard limit is broken. With prices.csv in the directory the bound is recomputed receiver by
receiver, unit by unit, in floating point. Of a night's instance (cells, levels) the objective and the bound are of what lies below the quotas.
"""
import csv
import json
import sys
from collections import defaultdict

import numpy as np


def columns(path):
    with open(path) as f:
        rows = list(csv.reader(f))
    return {name: [row[i] for row in rows[1:]] for i, name in enumerate(rows[0])}


def numbers(table, name, kind=float):
    return np.array(table[name], dtype=kind)


class Cells:
    """Accounts of a night: number and amount of cases, for each cell and what is a part of it."""

    def __init__(self, instance, p, cases, value, offered, collectors):
        ce, sh = columns(f"{instance}/cells.csv"), columns(f"{instance}/shares.csv")
        parent, own = numbers(ce, "parent_id", int), numbers(cases, "cell_id", int)
        count = len(parent)
        self.weight = np.stack([numbers(ce, "w_cases"), numbers(ce, "w_amount")])
        # By measure, case and account: what it counts for.
        self.of = np.zeros((len(own), count), bool)
        self.of[np.arange(len(own)), own] = True
        above = parent[own] >= 0
        self.of[np.nonzero(above)[0], parent[own][above]] = True
        self.value = np.stack([np.ones(len(own)), value])
        share, self.before = np.zeros((count, collectors)), np.zeros((2, count, collectors))
        at = numbers(sh, "cell_id", int), numbers(sh, "collector_id", int)
        share[at] = numbers(sh, "share")
        self.before[(0, *at)] = numbers(sh, "cases_before")
        self.before[(1, *at)] = numbers(sh, "amount_before_cents") / p["amount_unit_cents"]
        total = (self.value * offered) @ self.of + self.before.sum(axis=2)
        shares = share.sum(axis=1)
        self.target = total[:, :, None] * share / np.maximum(shares, 1e-9)[:, None]
        self.rate = np.where(shares > 0, self.weight, 0)[:, :, None] / (2 * np.maximum(self.target, 1))

    def cost(self, held):
        return float((self.rate * (held - self.target) ** 2).sum())

    def got(self, to):
        held = self.before.copy()
        for c in np.unique(to[to >= 0]):
            held[:, :, c] += self.value[:, to == c] @ self.of[to == c]
        return held

    def per_unit(self, unit, units):
        """By unit: number and amount in each account."""
        return [np.stack([np.bincount(unit, weights=v * self.of[:, k], minlength=units) for k in range(self.of.shape[1])], 1) for v in self.value]

    def prices(self, plan):
        cp = columns(f"{plan}/cell_prices.csv")
        b = np.zeros_like(self.before)
        at = numbers(cp, "cell_id", int), numbers(cp, "collector_id", int)
        b[(0, *at)], b[(1, *at)] = numbers(cp, "b_cases"), numbers(cp, "b_amount")
        return b

    def supply(self, b):
        """The least that the accounts cost when paid these prices for what comes."""
        best = np.where(self.rate > 0, np.maximum(self.before, self.target + b / (2 * np.maximum(self.rate, 1e-12))), self.before)
        assert (b[np.broadcast_to(self.rate, b.shape) == 0] <= 0).all()
        return float((self.rate * (best - self.target) ** 2 - b * (best - self.before)).sum())


def main(instance, plan):
    p = json.load(open(f"{instance}/policy.json"))
    co, ca, te, ex = (columns(f"{instance}/{n}.csv") for n in ("collectors", "cases", "teams", "exclusions"))
    team, room = numbers(co, "team_id", int), numbers(co, "cap_cases", int)
    has = np.array([int(x, 16) for x in co["attr_mask"]], np.uint64)
    sat, limit = numbers(co, "saturation"), numbers(co, "cap_amount_cents")
    live = (sat <= p["saturation_max"]) & (room > 0)
    held = sum(w * numbers(co, "n_" + k) for k, w in p["load_weights"].items())
    time = p["capacity_per_fte"] * numbers(co, "fte") * (1 - p["saturation_discount"] * sat)
    rate = np.stack([numbers(co, f"rho_pm_{k}") / 1000 for k in range(len(p["effort"]))])
    loss = p["w_util"] * (rate.max(axis=1, keepdims=True) - rate)
    cents, cls = numbers(ca, "amount_cents"), numbers(ca, "cls", int)
    need = np.array([int(x, 16) for x in ca["req_mask"]], np.uint64)
    n, m, teams = len(cents), len(team), len(te["team_id"])
    share = numbers(te, "quota_ppm") / 1e6
    effort, amount = np.array(p["effort"], float)[cls], cents / p["amount_unit_cents"]
    value = np.minimum(amount, p["amount_winsor_units"])
    penalty = p["unassigned_penalty"] * (1 + p["priority_step"] * numbers(ca, "priority"))
    group = numbers(ca, "group_id", int)
    _, unit = np.unique(np.where(group >= 0, group, -1 - np.arange(n)), return_inverse=True)
    units = unit.max() + 1

    def per_unit(x):
        return np.bincount(unit, weights=x, minlength=units)

    uneed = np.zeros(units, np.uint64)
    np.bitwise_or.at(uneed, unit, need)
    banned = defaultdict(set)
    for i, c in zip(ex["case_id"], ex["collector_id"]):
        banned[int(unit[int(i)])].add(int(c))
    able = {int(w): np.nonzero(live & ((has & w) == w))[0] for w in np.unique(uneed)}
    hopeless = np.array([all(int(c) in banned[g] for c in able[int(w)]) if g in banned else not len(able[int(w)]) for g, w in enumerate(uneed)])
    to = numbers(columns(f"{plan}/assignment.csv"), "collector_id", int)
    assert len(to) == n, "every case once"
    first = np.full(units, -2)
    first[unit] = to
    placed = to >= 0
    at = np.where(placed, to, 0)

    def per_collector(x):
        return np.bincount(at[placed], weights=x[placed], minlength=m)

    faults = dict(
        group_split=int((first[unit] != to).sum()),
        not_live=int((placed & ~live[at]).sum()), not_able=int((placed & ((has[at] & need) != need)).sum()),
        excluded=sum(int(first[g]) in bans for g, bans in banned.items()), over_cases=int((per_collector(np.ones(n)) > room)[live].sum()),
        over_amount=int(((limit > 0) & (per_collector(cents) > limit)).sum()))
    levels = p.get("objective") == "levels"
    offered = np.array([len(able[int(w)]) > 0 for w in uneed])[unit]
    cells = Cells(instance, p, ca, value, offered, m) if p.get("n_cells") else None
    load, got = per_collector(effort), per_collector(value)
    capacity_of_team = np.bincount(team, weights=time * live, minlength=teams)
    target = np.where(live, np.maximum(1, value.sum() * share[team] * time / np.maximum(capacity_of_team[team], 1e-9)), 1)
    count, quota = np.bincount(team[at[placed]], minlength=teams), share * n
    left_out = (first < 0) & ~hopeless
    cost = dict(
        fair=(p["w_fair"] * ((held + load) ** 2 - held**2) / (2 * time))[live].sum(),
        amount=(p["w_amount"] * (got - target) ** 2 / (2 * target))[live].sum(), match=(value * loss[cls, at])[placed].sum(),
        quota=(p["w_quota"] * (count - quota) ** 2 / (2 * np.maximum(quota, 1e-9))).sum(), unassigned=per_unit(penalty)[left_out].sum())
    if cells:
        cost["amount"] = cells.cost(cells.got(to))
    if levels:
        # Quotas go before everything below them, and so does placing.
        cost["quota"] = cost["unassigned"] = 0
    result = dict(feasible=not any(faults.values()), faults=faults, cost={k: float(v) for k, v in cost.items()}, objective=float(sum(cost.values())))
    result["unassigned_cases"] = int((~placed).sum())
    try:
        prices = columns(f"{plan}/prices.csv")
    except FileNotFoundError:
        prices = None
    if prices:
        kind, ids = np.array(prices["kind"]), numbers(prices, "id", int)
        of = {x: np.zeros(m) for x in ("p", "b", "gamma", "delta")}
        for x in of:
            of[x][ids[kind == "collector"]] = numbers(prices, x)[kind == "collector"]
        tau = np.zeros(teams)
        tau[ids[kind == "team"]] = numbers(prices, "p")[kind == "team"]
        assert (of["gamma"] >= 0).all() and (of["delta"] >= 0).all() and not of["delta"][limit == 0].any()
        x = np.maximum(held, of["p"] * time / p["w_fair"])
        bound = (p["w_fair"] * (x**2 - held**2) / (2 * time) - of["p"] * (x - held))[live].sum()
        if cells:
            by_cell = cells.prices(plan)
            bound += cells.supply(by_cell)
        else:
            y = np.maximum(0, target * (1 + of["b"] / p["w_amount"]))
            bound += (p["w_amount"] * (y - target) ** 2 / (2 * target) - of["b"] * y)[live].sum()
        if levels:
            assert not tau.any()
        else:
            z = np.clip(quota * (1 + tau / p["w_quota"]), 0, n)
            bound += (p["w_quota"] * (z - quota) ** 2 / (2 * np.maximum(quota, 1e-9)) - tau * z).sum()
        bound -= (of["gamma"] * room)[live].sum() + (of["delta"] * limit / p["amount_unit_cents"])[live].sum()
        parts = np.stack([per_unit(effort), per_unit(value), per_unit(np.ones(n)), per_unit(amount)], 1)
        by_class = np.stack([per_unit(value * (cls == k)) for k in range(len(p["effort"]))], 1)
        upenalty = per_unit(penalty) if not levels else np.full(units, np.inf)
        counts = ~hopeless & (first >= 0) if levels else ~hopeless
        if cells:
            in_cells = np.hstack(cells.per_unit(unit, units))
        for w, who in able.items():
            mine = np.nonzero((uneed == np.uint64(w)) & counts)[0]
            if not len(mine) or not len(who):
                continue
            lines = np.vstack([of["p"][who], of["b"][who], of["gamma"][who] + tau[team[who]], of["delta"][who], loss[:, who]])
            for start in range(0, len(mine), max(1, 10_000_000 // len(who))):
                some = mine[start : start + max(1, 10_000_000 // len(who))]
                costs = np.hstack([parts[some], by_class[some]]) @ lines
                if cells:
                    costs += in_cells[some] @ np.vstack([by_cell[0][:, who], by_cell[1][:, who]])
                costs[room[who][None, :] < parts[some, 2][:, None]] = np.inf
                for row, g in enumerate(some):
                    if g in banned:
                        costs[row, np.isin(who, list(banned[g]))] = np.inf
                bound += np.minimum(costs.min(axis=1), upenalty[some]).sum()
        result["bound"] = float(bound)
        result["gap"] = (result["objective"] - result["bound"]) / abs(result["bound"])
    print(json.dumps(result, indent=1))
    return 0 if result["feasible"] else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2]))
