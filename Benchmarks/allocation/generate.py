#!/usr/bin/env python3
"""Draws an instance of the allocation format (docs/allocation.md). Needs Python 3.9 and numpy.

    generate.py OUT --cases 50000 --collectors 1000 --seed 3
    generate.py OUT --like OTHER --seed 4     the same collectors, teams and kinds of work; only the cases are drawn anew

--tightness is the work offered in percent of all places (90; above 100 is a shortage), --groups and --exclusions are shares in percent,
--degenerate makes everybody and everything alike, so that all that is left is ties.
"""
import argparse
import json
import os
import shutil

import numpy as np

EFFORT = [1, 2, 3, 5, 8, 13]
MIX = [0.30, 0.25, 0.18, 0.13, 0.09, 0.05]
RECOVERY = [0.62, 0.50, 0.38, 0.27, 0.17, 0.09]
REGIONS, LANGUAGES, LICENCES = 24, 6, 6


def table(path, header, columns):
    with open(path, "w") as out:
        out.write(header + "\n")
        for row in zip(*columns):
            out.write(",".join(map(str, row)) + "\n")


def people(rng, a, out):
    m, teams = a.collectors, max(1, min(100, a.collectors // 40))
    team = np.sort(np.concatenate([np.arange(teams), rng.integers(0, teams, m - teams)]))
    home = [rng.choice(REGIONS, size=rng.integers(2, 6), replace=False) for _ in range(teams)]
    masks = []
    for c in range(m):
        bits = 0 if not a.degenerate else (1 << 40) - 1
        for r in home[team[c]]:
            bits |= 1 << int(r)
        for r in rng.integers(0, REGIONS, rng.integers(0, 4)):
            bits |= 1 << int(r)
        if rng.random() < 0.97:
            bits |= 1 << REGIONS
        for l in range(1, LANGUAGES):
            if rng.random() < 0.3 / l:
                bits |= 1 << (REGIONS + l)
        for l in range(LICENCES):
            if rng.random() < 0.6 / (1 + 0.6 * l):
                bits |= 1 << (REGIONS + LANGUAGES + l)
        masks.append(bits)
    fte = np.ones(m) if a.degenerate else rng.choice([1.0, 0.8, 0.5], m, p=[0.75, 0.15, 0.10])
    per = a.cases / m * 100 / a.tightness
    spread = np.ones(m) if a.degenerate else rng.lognormal(0, 0.25, m)
    away = np.zeros(m, bool) if a.degenerate else rng.random(m) < 0.08
    room = np.where(away, 0, np.maximum(1, np.round(per * 1.05 * fte / fte.mean() * spread / (1 if a.degenerate else 0.95)))).astype(int)
    sat = np.full(m, 0.4) if a.degenerate else np.round(rng.beta(2, 3, m), 3)
    hands = np.full((m, 4), 100) if a.degenerate else np.floor(rng.dirichlet([2, 9, 5, 4], m) * rng.poisson(500 * fte)[:, None]).astype(int)
    limit = np.where(rng.random(m) < (0 if a.degenerate else 0.2), np.round(1.5 * per * 190_000 * fte), 0).astype(np.int64)
    shift = 0 if a.degenerate else rng.normal(0, 0.18, m)
    rates = [np.clip(b * (1 + shift + (0 if a.degenerate else rng.normal(0, 0.14, m))), 0.01, 0.95) * np.ones(m) for b in RECOVERY]
    share = np.bincount(team, weights=room, minlength=teams) + 1e-9
    ppm = np.floor(share / share.sum() * 1e6).astype(int)
    ppm[0] += 1_000_000 - ppm.sum()
    table(f"{out}/teams.csv", "team_id,quota_ppm", [range(teams), ppm])
    names = "abnormal normal cooperative uncooperative".split()
    header = "collector_id,team_id,attr_mask,fte,cap_cases,cap_amount_cents," + ",".join("n_" + n for n in names) + ",saturation,"
    table(
        f"{out}/collectors.csv", header + ",".join(f"rho_pm_{k}" for k in range(6)),
        [range(m), team, [f"{b:x}" for b in masks], fte, room, limit, *hands.T, sat, *[np.round(r * 1000).astype(int) for r in rates]])
    wanted = []
    while len(wanted) < (1 if a.degenerate else max(4, min(400, m // 3))):
        bits = (1 << int(rng.integers(0, REGIONS)) if rng.random() < 0.8 else 0) | (1 << REGIONS)
        if rng.random() < 0.15:
            bits |= 1 << (REGIONS + int(rng.integers(1, LANGUAGES)))
        if rng.random() < 0.35:
            bits |= 1 << (REGIONS + LANGUAGES + int(rng.integers(0, LICENCES)))
        wanted.append(bits)
    able = np.array([sum((b & w) == w for b in masks) for w in wanted], float)
    weight = np.maximum(able, 1e-9) ** 0.8 * (1 if a.degenerate else rng.lognormal(0, 0.5, len(wanted)))
    with open(f"{out}/kinds.json", "w") as f:
        json.dump(dict(mask=[f"{w:x}" for w in wanted], weight=list(weight / weight.sum()), collectors=m, cases=a.cases), f)


def cases(rng, a, out):
    kinds = json.load(open(f"{out}/kinds.json"))
    n = a.cases or kinds["cases"]
    size = np.where(rng.random(n) < a.groups / 100 / 3.2, 1 + rng.geometric(0.45, n), 1)
    size = size[: int(np.searchsorted(np.cumsum(size), n)) + 1]
    unit = np.repeat(np.arange(len(size)), size)[:n]
    lone = np.bincount(unit)[unit] == 1
    kind = rng.choice(len(kinds["mask"]), len(size), p=kinds["weight"])[unit]
    amount = np.full(n, 1900.0) if a.degenerate else rng.lognormal(np.log(900), 1.15, n)
    if not a.degenerate:
        tail = rng.random(n) < 0.02
        amount[tail] = 6000 * (1 + rng.pareto(1.5, tail.sum()))
    cents = np.minimum(np.round(amount * 100), 5e9).astype(np.int64)
    mood = 0.35 * np.log(amount / 900) / 1.15 + 0.94 * rng.normal(size=n)
    cls = np.zeros(n, int) if a.degenerate else np.searchsorted(np.quantile(mood, np.cumsum(MIX)[:-1]), mood)
    prio = np.zeros(n, int) if a.degenerate else rng.choice(4, n, p=[0.70, 0.18, 0.09, 0.03])
    order = rng.permutation(n)
    group = np.where(lone, -1, unit)
    masks = np.array(kinds["mask"])[kind]
    table(
        f"{out}/cases.csv", "case_id,amount_cents,cls,req_mask,priority,group_id",
        [range(n), *(column[order] for column in (cents, cls, masks, prio, group))])
    who = np.nonzero(rng.random(n) < a.exclusions / 100)[0]
    pairs = sorted({(int(i), int(c)) for i in who for c in rng.integers(0, kinds["collectors"], rng.integers(1, 4))})
    table(f"{out}/exclusions.csv", "case_id,collector_id", list(zip(*pairs)) or [[], []])
    policy = dict(
        n_cases=n, n_collectors=kinds["collectors"], n_classes=6, effort=EFFORT,
        load_weights=dict(abnormal=3, normal=1, cooperative=0.5, uncooperative=2), capacity_per_fte=1000, saturation_discount=0.5,
        saturation_max=0.95, w_fair=1, w_amount=1, w_util=3, w_quota=20, unassigned_penalty=200, priority_step=1,
        amount_unit_cents=int(round(cents.mean())), amount_winsor_units=50)
    json.dump(policy, open(f"{out}/policy.json", "w"), indent=1)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out")
    p.add_argument("--cases", type=int, default=0)
    p.add_argument("--collectors", type=int, default=1000)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--groups", type=float, default=25)
    p.add_argument("--exclusions", type=float, default=10)
    p.add_argument("--tightness", type=float, default=90)
    p.add_argument("--degenerate", action="store_true")
    p.add_argument("--like")
    a = p.parse_args()
    os.makedirs(a.out, exist_ok=True)
    if a.like:
        for name in ("teams.csv", "collectors.csv", "kinds.json"):
            shutil.copy(f"{a.like}/{name}", f"{a.out}/{name}")
    else:
        a.cases = a.cases or 50 * a.collectors
        people(np.random.default_rng([a.seed, 1]), a, a.out)
    cases(np.random.default_rng([a.seed, 2]), a, a.out)


if __name__ == "__main__":
    main()
