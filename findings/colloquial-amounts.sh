#!/usr/bin/env bash
# A Chinese language toolkit reads the promised amount 三千五 as 3,005 and 1万2 as 20,004, and calls both accurate; another library reads 3,500 and 12,000.
#
# One would guess that an amount spoken without its last unit is understood as every speaker means it (三千五 is 3,500: the 5 counts the next lower
# unit; 3,005 is said 三千零五), or refused.
# What happens: JioNLP adds the last digit as ones and marks the result "accurate". cn2an has the spoken form. A promise kept to the fen then looks
# 495 yuan too large in one system and broken in the other.
#
# For users of allot: `allot promise read` and the import of conversations read amounts as they are said, 三千五 as 3,500 and 1万2 as 12,000, by a grammar
# of their own. In the columns of a file an amount is digits, with 万 only where it leaves no doubt.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --no-compile --disable-pip-version-check cn2an==0.5.24 jionlp==1.5.31
cd "$work"
"$work/venv/bin/python" - 2>/dev/null <<'PY'
import contextlib, io, sys
from importlib.metadata import version

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
import cn2an

print("jionlp", version("jionlp"), "and cn2an", version("cn2an"))
ok = True
for said, toolkit, spoken in [
    ("三千五百", "3500.00", 3500), ("三千五", "3005.00", 3500), ("一万二", "10002.00", 12000), ("两万五", "20005.00", 25000), ("1万2", "20004.00", 12000),
]:
    money = jionlp.parse_money(said + "元")
    number = cn2an.cn2an(said, "smart")
    print(f"  {said}元: jionlp {money['num']} ({money['definition']}), cn2an {number}")
    ok = ok and (money["num"], money["definition"], number) == (toolkit, "accurate", spoken)
print("one amount, two sums" if ok else "CHANGED: this is no longer so")
sys.exit(0 if ok else 1)
PY
