#!/usr/bin/env python3
"""How near to the best plan the solver comes in how long: the frontier of gap against time, as a table and as SVG.

    frontier.py ALLOT OUT.svg INSTANCE [INSTANCE …] [--limits 1,2,4,8,15,30,60]

ALLOT is the release binary. Each instance is solved without a limit first, which gives the bound; then once for each limit shorter than that took.
A gap is (objective − that bound) / bound. Run it on a quiet machine and state the load: it is printed. Python 3.9, nothing else.
"""
import argparse
import json
import math
import os
import subprocess
import tempfile

COLOURS = ["#1f5a96", "#b3541e", "#3c7a3c", "#7a3c7a"]


def solve(allot, instance, limit=None):
    with tempfile.TemporaryDirectory() as out:
        command = [allot, "solve", instance, "--output", out] + ([] if limit is None else ["--time-limit", str(limit)])
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def frontier(allot, instance, limits):
    whole = solve(allot, instance)
    bound = whole["bound"]
    runs = [solve(allot, instance, t) for t in limits if t < whole["seconds"]] + [whole]
    points = sorted((run["seconds"], 100 * (run["objective"] - bound) / bound, run["peak_mb"]) for run in runs)
    return bound, points


def picture(curves):
    width, height, left, bottom, top = 760, 420, 70, 60, 30
    seconds = [p[0] for _, points in curves for p in points]
    gaps = [p[1] for _, points in curves for p in points]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    least, most = math.floor(math.log10(min(gaps))), math.ceil(math.log10(max(gaps)))

    def x(s):
        return left + (math.log10(s) - low) / max(1, high - low) * (width - left - 150)

    def y(g):
        return height - bottom - (math.log10(g) - least) / max(1, most - least) * (height - bottom - top)

    svg = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13" role="img">',
        "<title>Gap to the certified bound against time</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for k in range(low, high + 1):
        svg.append(f'<path d="M{x(10**k):.0f} {top}V{height - bottom}" stroke="#ddd"/>')
        svg.append(f'<text x="{x(10**k):.0f}" y="{height - bottom + 20}" text-anchor="middle">{10**k:g} s</text>')
    for k in range(least, most + 1):
        svg.append(f'<path d="M{left} {y(10**k):.0f}H{width - 150}" stroke="#ddd"/>')
        svg.append(f'<text x="{left - 8}" y="{y(10**k) + 4:.0f}" text-anchor="end">{10**k:g} %</text>')
    for (name, points), colour in zip(curves, COLOURS):
        path = " ".join(f"{x(s):.1f},{y(g):.1f}" for s, g, _ in points)
        svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        svg += [f'<circle cx="{x(s):.1f}" cy="{y(g):.1f}" r="3.5" fill="{colour}"><title>{s:.1f} s, {g:.2f} %</title></circle>' for s, g, _ in points]
        s, g, _ = points[-1]
        svg.append(f'<text x="{x(s) + 10:.0f}" y="{y(g) + 4:.0f}" fill="{colour}">{name}</text>')
    svg.append(f'<text x="{(left + width - 150) / 2:.0f}" y="{height - 14}" text-anchor="middle">whole command</text>')
    svg.append(f'<text transform="translate(18 {height / 2:.0f}) rotate(-90)" text-anchor="middle">above the certified bound</text>')
    return "\n".join(svg + ["</svg>", ""])


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("allot")
    arguments.add_argument("svg")
    arguments.add_argument("instance", nargs="+")
    arguments.add_argument("--limits", default="1,2,4,8,15,30,60")
    a = arguments.parse_args()
    if len(a.instance) > len(COLOURS):
        arguments.error(f"at most {len(COLOURS)} instances in one picture")
    limits = [float(t) for t in a.limits.split(",")]
    print(f"load {os.getloadavg()[0]:.1f}")
    curves = []
    for instance in a.instance:
        with open(os.path.join(instance, "policy.json")) as f:
            policy = json.load(f)
        name = f"{policy['n_cases']:,} × {policy['n_collectors']:,}"
        bound, points = frontier(a.allot, instance, limits)
        # The picture shows what no other run beats in both; the table shows every run.
        curves.append((name, [p for k, p in enumerate(points) if all(p[1] < q[1] for q in points[:k])]))
        for s, g, mb in points:
            print(f"{name:>20}  {s:8.2f} s  {g:8.3f} %  {mb:5d} MB")
    with open(a.svg, "w") as out:
        out.write(picture(curves))


if __name__ == "__main__":
    main()
