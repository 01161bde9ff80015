#!/usr/bin/env python3
"""Draws an instance of the allocation format that has the shape of a night (docs/allocation.md). Needs Python 3.9 and numpy.

    generate_night.py OUT S                 2,000 cases for 50 collectors; M 110,000 for 1,000, L 1,100,000 for 10,000
    generate_night.py OUT --cases 20000 --collectors 300 --cells 120 --seed 4

As many cases as possible come first, then quotas, then the sum. Every case counts four times: in number and amount, for its route and for its
cell (client, stage and band); accounts hold what the month has brought so far. Five routes, presence by day and allowed classes make some
hundreds of signatures; a quarter of the cases are in debtors' groups, a tenth are recalled (they go last, and not back to former holders), a
fifth of the people have a limit on amounts, and one in twelve has no room.
"""
import argparse
import json
import os

import numpy as np

from generate import MIX, table

EFFORT = [6, 9, 12, 15, 20, 30]
PRESETS = dict(S=(2_000, 50), M=(110_000, 1_000), L=(1_100_000, 10_000))
ROUTES = [0.62, 0.14, 0.10, 0.09, 0.05]
DAYS, CLASSES, SKILLS = 8, 4, 3
PRESENT, ALLOWED, SKILL = 8, 16, 24


def people(rng, a, out):
    m, teams = a.collectors, max(len(ROUTES), min(100, a.collectors // 25))
    team = np.sort(np.concatenate([np.arange(teams), rng.integers(0, teams, m - teams)]))
    # Nine people in ten work the large route, the others a desk; a team of a desk works the large route too where it is short.
    desk = np.where(np.arange(teams) % 10 == 9, rng.integers(1, len(ROUTES), teams), 0)
    desk[: len(ROUTES)] = np.arange(len(ROUTES))
    masks = []
    for c in range(m):
        bits = 1 | 1 << int(desk[team[c]])
        if rng.random() < 0.15:
            bits |= 1 << int(rng.integers(1, len(ROUTES)))
        first = int(rng.choice(DAYS, p=[0.72, 0.12, 0.05, 0.03, 0.02, 0.02, 0.02, 0.02]))
        bits |= sum(1 << (PRESENT + d) for d in range(first, DAYS))
        bits |= sum(1 << (ALLOWED + k) for k in range(CLASSES) if rng.random() < 0.93)
        bits |= sum(1 << (SKILL + s) for s in range(SKILLS) if rng.random() < 0.4)
        masks.append(bits)
    fte = rng.choice([1.0, 0.8, 0.5], m, p=[0.75, 0.15, 0.10])
    per = a.cases / m
    room = np.where(rng.random(m) < 0.08, 0, np.maximum(1, np.round(per * 2 * fte * rng.lognormal(0, 0.25, m)))).astype(int)
    sat = np.round(rng.beta(2, 3, m), 3)
    hands = np.floor(rng.dirichlet([2, 9, 5, 4], m) * rng.poisson(480 * fte)[:, None]).astype(int)
    limit = np.where(rng.random(m) < 0.2, np.round(1.5 * per * 190_000 * fte), 0).astype(np.int64)
    share = np.bincount(team, weights=room, minlength=teams) * rng.lognormal(0, 0.1, teams)
    ppm = np.floor(share / share.sum() * 1e6).astype(int)
    ppm[0] += 1_000_000 - ppm.sum()
    table(f"{out}/teams.csv", "team_id,quota_ppm", [range(teams), ppm])
    header = "collector_id,team_id,attr_mask,fte,cap_cases,cap_amount_cents,n_abnormal,n_normal,n_cooperative,n_uncooperative,saturation,"
    table(
        f"{out}/collectors.csv", header + ",".join(f"rho_pm_{k}" for k in range(6)),
        [range(m), team, [f"{b:x}" for b in masks], fte, room, limit, *hands.T, sat, *[np.zeros(m, int)] * 6])
    return np.array(masks), fte


def accounts(rng, a, masks, fte, out):
    """Cells: the routes first, then the parts of each; who works the route has a share by his hours."""
    routes = len(ROUTES)
    parts = np.maximum(1, np.round((a.cells - routes) * (np.sqrt(ROUTES) / np.sqrt(ROUTES).sum())).astype(int))
    parent = np.concatenate([np.full(routes, -1), np.repeat(np.arange(routes), parts)])
    weight = np.concatenate([np.zeros(routes), *(rng.dirichlet(np.full(k, 0.7)) for k in parts)])
    route = np.where(parent < 0, np.arange(len(parent)), parent)
    mean = np.array([a.cases * ROUTES[r] * (1 if p < 0 else w) / max(1, (masks >> r & 1).sum()) for r, p, w in zip(route, parent, weight)])
    # Half a month has been dealt. One case of the average share, and 5 % of an amount, cost as much as a quarter of an hour at a full desk.
    table(
        f"{out}/cells.csv", "cell_id,parent_id,w_cases,w_amount",
        [range(len(parent)), parent, np.round(15 * np.maximum(1, 11 * mean), 3), np.full(len(parent), 300)])
    with open(f"{out}/shares.csv", "w") as f:
        f.write("cell_id,collector_id,share,cases_before,amount_before_cents\n")
        for k, r in enumerate(route):
            who = np.nonzero(masks >> r & 1)[0]
            # Nights before this one have dealt fairly: a case off, and 3 % of the amount.
            due = 10 * mean[k] * fte[who] / fte[who].mean()
            got = np.maximum(0, np.floor(due + rng.random(len(who)))).astype(int)
            cents = np.round(due * 175_000 * (1 + 0.03 * rng.normal(size=len(who)))).astype(np.int64)
            f.writelines(f"{k},{c},{int(9600 * fte[c])},{n},{x}\n" for c, n, x in zip(who, got, cents))
    return parent, weight


def cases(rng, a, parent, weight, out):
    n, routes = a.cases, len(ROUTES)
    size = np.where(rng.random(n) < 0.25 / 3.2, 1 + rng.geometric(0.45, n), 1)
    size = size[: int(np.searchsorted(np.cumsum(size), n)) + 1]
    unit = np.repeat(np.arange(len(size)), size)[:n]
    lone = np.bincount(unit)[unit] == 1
    recalled = (rng.random(len(size)) < 0.1)[unit]
    route = rng.choice(routes, len(size), p=ROUTES)[unit]
    cell = np.zeros(n, int)
    for r in range(routes):
        mine = np.nonzero(route == r)[0]
        cell[mine] = rng.choice(np.nonzero(parent == r)[0], len(mine), p=weight[parent == r] / weight[parent == r].sum())
    # A debtor's cases are with one client more often than not.
    same = rng.random(n) < 0.6
    first = np.concatenate([[0], np.nonzero(np.diff(unit))[0] + 1])[unit]
    cell = np.where(same, cell[first], cell)
    amount = rng.lognormal(np.log(900), 1.15, n)
    cents = np.minimum(np.round(amount * 100), 5e9).astype(np.int64)
    cls = rng.choice(6, n, p=MIX)
    day = np.where(recalled, DAYS - 1, rng.choice(DAYS, n, p=[0.12, 0.22, 0.28, 0.12, 0.1, 0.06, 0.05, 0.05]))
    mask = 1 << route | 1 << (PRESENT + day) | 1 << (ALLOWED + cls * CLASSES // 6)
    skilled = (rng.random(len(size)) < 0.1)[unit]
    mask |= np.where(skilled, 1 << (SKILL + rng.integers(0, SKILLS, len(size))[unit]), 0)
    urgency = np.where(recalled, 0, 1 + rng.choice(8, n))
    order = rng.permutation(n)
    place = np.empty(n, int)
    place[order] = np.arange(n)
    columns = (cents, cls, np.array([f"{b:x}" for b in mask]), urgency, np.where(lone, -1, unit), cell)
    table(f"{out}/cases.csv", "case_id,amount_cents,cls,req_mask,priority,group_id,cell_id", [range(n), *(x[order] for x in columns)])
    pairs = sorted({(int(place[i]), int(c)) for i in np.nonzero(recalled)[0] for c in rng.integers(0, a.collectors, rng.integers(1, 5))})
    table(f"{out}/exclusions.csv", "case_id,collector_id", list(zip(*pairs)) or [[], []])
    policy = dict(
        objective="levels", n_cells=len(parent), n_cases=n, n_collectors=a.collectors, n_classes=6, effort=EFFORT,
        load_weights=dict(abnormal=6, normal=4, cooperative=2, uncooperative=5), capacity_per_fte=2400, saturation_discount=0,
        saturation_max=0.95, w_fair=1, w_amount=0, w_util=0, w_quota=1, quota_tolerance_ppm=50_000, unassigned_penalty=0, priority_step=0,
        amount_unit_cents=int(round(cents.mean())), amount_winsor_units=50)
    json.dump(policy, open(f"{out}/policy.json", "w"), indent=1)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out")
    p.add_argument("preset", nargs="?", choices=list(PRESETS))
    p.add_argument("--cases", type=int)
    p.add_argument("--collectors", type=int)
    p.add_argument("--cells", type=int, default=60)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    n, m = PRESETS[a.preset or "S"]
    a.cases, a.collectors = a.cases or n, a.collectors or m
    os.makedirs(a.out, exist_ok=True)
    masks, fte = people(np.random.default_rng([a.seed, 1]), a, a.out)
    parent, weight = accounts(np.random.default_rng([a.seed, 2]), a, masks, fte, a.out)
    cases(np.random.default_rng([a.seed, 3]), a, parent, weight, a.out)


if __name__ == "__main__":
    main()
