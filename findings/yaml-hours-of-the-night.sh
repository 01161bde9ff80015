#!/usr/bin/env bash
# In one YAML reader a night at 02:30 is text and a night at 22:30 is the number 1350; in another both are text.
#
# One would guess that times of day are read alike, all as text or all as something else, and that a file that works with 02:30 works with 22:30.
# What happens: YAML 1.1 has whole numbers to the base 60, which may not begin with 0. PyYAML follows it; ruamel.yaml follows YAML 1.2, which has
# dropped them. Writing knows the difference: PyYAML puts '22:30' in quotes and leaves 02:30 bare.
#
# For users of allot: it resolves nothing, a value is the text that stands there until a key asks for a time of day, so `night: 22:30` and
# `night: "22:30"` are the same. Who makes policy files with a program should quote times nonetheless, as the shipped files do: what another tool
# reads and writes back may be 1350, which allot refuses with file, line and column.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check PyYAML==6.0.4 ruamel.yaml==0.19.1
"$work/venv/bin/python" - <<'PY'
import sys
import ruamel.yaml, yaml

modern = ruamel.yaml.YAML(typ="safe", pure=True)
print("PyYAML", yaml.__version__, "and ruamel.yaml", ruamel.yaml.__version__)
found = {}
for time in ["02:30", "09:30", "2:30", "10:30", "22:30"]:
    found[time] = (yaml.safe_load(f"night: {time}")["night"], modern.load(f"night: {time}")["night"])
    print(f"  night: {time:6} PyYAML {found[time][0]!r:8} ruamel.yaml {found[time][1]!r}")
written = yaml.safe_dump({"night": "02:30", "evening": "22:30"}, sort_keys=False)
print("  PyYAML writes:", written.replace("\n", "; "))
expected = {"02:30": "02:30", "09:30": "09:30", "2:30": 150, "10:30": 630, "22:30": 1350}
ok = all(found[t] == (value, t) for t, value in expected.items()) and written == "night: 02:30\nevening: '22:30'\n"
print("the leading zero decides" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
