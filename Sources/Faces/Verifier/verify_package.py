#!/usr/bin/env python3
"""Checks a client's package of allot. Trusts nothing but its own arithmetic: Python's standard library only, no network, no database.

  python3 verify_package.py DIRECTORY [--root HEX] [--digest HEX] [--previous DIRECTORY] [--policy FILE]... [--statement FILE] [--language zh]

--root       the run's root as you have it from elsewhere (the agency's audit, an earlier message)
--digest     the package's digest likewise: SHA-256 of manifest.json
--previous   your package before this one: the chain and the opening stock are compared
--policy     a policy text you agreed to: its SHA-256 must be the one that decided (may be repeated)
--statement  your own list (case_no, outstanding, currency): compared anew with what the package says of it

Exit status: 0 all holds; 1 something does not; 2 cannot be read; 3 nothing is wrong, but the package has no proof (older seal, purged ...).
docs/packages.md describes the format; whoever does not trust this file can write another from it.
"""
import argparse
import csv
import hashlib
import hmac
import io
import json
import os
import sys
from decimal import Decimal, InvalidOperation

FORMAT = "allot-client-package/1"
DECISIONS = ["case_id", "number", "kind", "from", "to", "amount", "currency", "class", "policy", "policy_version", "policy_digest", "route",
             "reason", "recall_reason", "lost", "numbers"]
STAYS = ["case_id", "number", "reason", "policy", "policy_version", "policy_digest"]
STOCK = ["case_id", "number", "reference", "currency", "opening", "opening_amount", "entrusted", "entrusted_amount", "reopened",
         "reopened_amount", "closed", "closed_amount", "closed_as", "revalued", "closing", "closing_amount"]
FLOW = ["currency", "line", "cases", "amount"]
SAMPLE = ["policy", "route", "kind", "case_id", "rank"]
CONTROLS = ["control", "checked", "violations", "query"]
DIFFERENCES = ["difference", "case_id", "reference", "line", "our_currency", "our_amount", "his_currency", "his_amount"]
MEMBERS = {"format", "program", "agency", "client", "run", "slot", "kind", "sequence", "previous", "policies", "proof", "proof_missing", "seed",
           "sample_each", "statement", "stock_missing", "files"}
CLOSED = ["settled", "returned", "withdrawn", "deceased"]
KINDS = {"1", "2", "3", "4", "5"}
DIGITS = dict([(c, 0) for c in "JPY KRW VND CLP ISK XAF XOF PYG UGX".split()] + [(c, 3) for c in "BHD KWD OMR JOD TND IQD LYD".split()])


class Unreadable(Exception):
    pass


class Check:
    """Collects what does not hold, each with its place."""

    def __init__(self, zh):
        self.zh, self.faults, self.notes = zh, [], []

    def fault(self, en, zh):
        self.faults.append(zh if self.zh else en)

    def note(self, en, zh):
        self.notes.append(zh if self.zh else en)


def sha(data):
    return hashlib.sha256(data).digest()


def fields(texts):
    """Each text with its length in eight bytes, most significant first, then its UTF-8."""
    out = b""
    for text in texts:
        data = text.encode()
        out += len(data).to_bytes(8, "big") + data
    return out


def leaf(data):
    return sha(b"\x00" + data)


def node(left, right):
    return sha(b"\x01" + left + right)


def merkle(leaves):
    """RFC 6962: split at the greatest power of two below the number of leaves. Of no leaves the digest of nothing."""
    if not leaves:
        return sha(b"")
    stack = []
    for digest in leaves:
        height = 0
        while stack and stack[-1][0] == height:
            digest, height = node(stack.pop()[1], digest), height + 1
        stack.append((height, digest))
    digest = stack.pop()[1]
    while stack:
        digest = node(stack.pop()[1], digest)
    return digest


def is_digest(text):
    return isinstance(text, str) and len(text) == 64 and all(c in "0123456789abcdef" for c in text)


def is_number(text, negative=True):
    body = text[1:] if negative and text.startswith("-") else text
    return body.isascii() and body.isdigit() and str(int(text)) == text


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Unreadable("%s: %s" % (path, error.strerror or error))


def once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("manifest.json: a member stands there twice")
    return found


def load(directory):
    data = read(os.path.join(directory, "manifest.json"))
    try:
        manifest = json.loads(data.decode("utf-8"), object_pairs_hook=once)
    except (UnicodeDecodeError, ValueError) as error:
        raise Unreadable("manifest.json: %s" % error)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise Unreadable("manifest.json: this is no package of the format “%s”" % FORMAT)
    if set(manifest) != MEMBERS or not isinstance(manifest["files"], dict):
        raise Unreadable("manifest.json: its members are not those of the format")
    return manifest, sha(data).hex()


class Package:
    def __init__(self, directory, check):
        self.directory, self.check = directory, check
        self.manifest, self.digest = load(directory)
        self.contents = {}
        self.files()

    def files(self):
        """Every file is there with its digest, and nothing else is."""
        named = self.manifest["files"]
        there = set()
        for folder, _, names in os.walk(self.directory):
            for name in names:
                there.add(os.path.relpath(os.path.join(folder, name), self.directory).replace(os.sep, "/"))
        for name in sorted(there - set(named) - {"manifest.json"}):
            self.check.fault("%s is not in the manifest" % name, "%s 不在清单中" % name)
        for name in sorted(named):
            if name not in there:
                self.check.fault("%s is missing" % name, "缺少 %s" % name)
                continue
            data = self.contents[name] = read(os.path.join(self.directory, name))
            if sha(data).hex() != named[name]:
                self.check.fault("%s is not the file that the manifest names" % name, "%s 与清单所记摘要不符" % name)

    def table(self, name, header):
        """The rows of a CSV file: header as the format says, every row as long, written in the one way there is."""
        data = self.contents.get(name)
        if data is None:
            if name not in self.manifest["files"]:
                self.check.fault("%s is missing" % name, "缺少 %s" % name)
            return []
        try:
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        except (UnicodeDecodeError, csv.Error) as error:
            self.check.fault("%s is no table: %s" % (name, error), "%s 不是表格：%s" % (name, error))
            return []
        if not rows or rows[0] != header:
            self.check.fault("%s: its columns are not those of the format" % name, "%s：列与格式不符" % name)
            return []
        if any(len(row) != len(header) for row in rows):
            self.check.fault("%s: a row is not as long as the header" % name, "%s：有的行与表头长度不同" % name)
            return []
        return [dict(zip(header, row)) for row in rows[1:]]


def ascending(check, name, rows):
    """Case by case, each once."""
    last = None
    for row in rows:
        if not is_number(row["case_id"]):
            check.fault("%s: “%s” is no case" % (name, row["case_id"]), "%s：“%s”不是案件" % (name, row["case_id"]))
            return
        now = int(row["case_id"])
        if last is not None and now <= last:
            check.fault("%s: case %d stands behind case %d" % (name, now, last), "%s：案件 %d 排在案件 %d 之后" % (name, now, last))
            return
        last = now


def prove(package, decisions, stays, root):
    """Rows to leaves, leaves to the client's two roots, these to his leaf, and the leaf to the run's root."""
    check, manifest = package.check, package.manifest
    proof = manifest["proof"]
    policies = {(p.get("name"), p.get("version"), p.get("digest")) for p in manifest["policies"]}
    # A name that a spreadsheet could run has an apostrophe before it, in rows as in the leaf.
    policies |= {("'" + str(n), v, d) for n, v, d in policies}
    for row in decisions + stays:
        of = (row["policy"], row["policy_version"], row["policy_digest"])
        if of != ("", "", "") and of not in policies:
            check.fault("case %s was decided by a policy that the run does not name" % row["case_id"],
                        "案件 %s 的策略不在该运行的策略之列" % row["case_id"])
    for row in decisions:
        if row["kind"] not in KINDS or row["lost"] not in ("0", "1"):
            check.fault("case %s: no decision has this kind" % row["case_id"], "案件 %s：没有这种决定" % row["case_id"])
    both = {r["case_id"] for r in decisions} & {r["case_id"] for r in stays}
    for case in sorted(both):
        check.fault("case %s was decided and stayed" % case, "案件 %s 既有决定又原地不动" % case)
    if proof is None:
        why = str(manifest["proof_missing"])
        check.note("the package has no proof: %s" % why, "该交付包没有证明：%s" % why)
        return False
    try:
        salt = bytes.fromhex(proof["salt"])
        roots = (proof["decisions_root"], proof["stays_root"], proof["root"])
        steps = [(step["side"], bytes.fromhex(step["digest"])) for step in proof["path"]]
        head = [str(int(proof[k])) for k in ("agency", "client")]
        counts = (int(proof["decisions"]), int(proof["stays"]))
        sound = (len(salt) == 32 and all(is_digest(r) for r in roots) and all(s in ("left", "right") and len(d) == 32 for s, d in steps)
                 and len(steps) >= 4 and set(proof) == {"agency", "client", "salt", "decisions", "decisions_root", "stays", "stays_root",
                                                       "path", "root"})
    except (KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        check.fault("the proof is not written as the format says", "证明不符合格式")
        return False
    for name, word, rows, header, count, wanted in (
            ("decisions.csv", "decision", decisions, DECISIONS, counts[0], roots[0]), ("stays.csv", "stay", stays, STAYS, counts[1], roots[1])):
        if len(rows) != count:
            check.fault("%s has %d rows, sealed were %d" % (name, len(rows), count), "%s 有 %d 行，封存时为 %d 行" % (name, len(rows), count))
        found = merkle([leaf(fields([word] + [row[c] for c in header])) for row in rows])
        if found.hex() != wanted:
            check.fault("%s is not what was sealed: a row was changed, dropped, added or moved" % name,
                        "%s 与封存时不符：有行被改动、删除、添加或移动" % name)
    digest = leaf(salt + fields(["client", head[0], str(manifest["run"]), str(manifest["slot"]), head[1], str(counts[0]), roots[0],
                                 str(counts[1]), roots[1]]))
    for side, beside in steps:
        digest = node(beside, digest) if side == "left" else node(digest, beside)
    if digest.hex() != roots[2]:
        check.fault("the client's part does not lead to the run's root", "该委托方部分推不出运行的根值")
    if root is not None and root.lower() != roots[2]:
        check.fault("the run's root is not the one you have from elsewhere", "运行的根值与您另外获得的不同")
    return True


def stand_once(package, decisions, stays):
    """The ledger: every case once, opening and flows make the closing, and what was decided stands in it."""
    check, manifest = package.check, package.manifest
    stock, flow = package.table("stock.csv", STOCK), package.table("flow.csv", FLOW)
    if manifest["stock_missing"] is not False:
        check.note("no stock was counted behind this run", "该运行之后未清点库存")
        if stock or flow:
            check.fault("there is a stock where the manifest says there is none", "清单称无库存，文件中却有")
        return []
    ascending(check, "stock.csv", stock)
    sums = {}
    for row in stock:
        where = "stock.csv, case %s" % row["case_id"]
        numbers = {k: row[k] for k in STOCK if k not in ("case_id", "number", "reference", "currency", "closed_as")}
        if not all(is_number(v) for v in numbers.values()):
            check.fault("%s: no whole number" % where, "%s：不是整数" % where)
            return stock
        n = {k: int(v) for k, v in numbers.items()}
        if not (n["opening"] in (0, 1) and n["closing"] in (0, 1) and min(n["entrusted"], n["reopened"], n["closed"]) >= 0):
            check.fault("%s: does not stand once in the ledger" % where, "%s：在账中不是恰好一次" % where)
        if n["opening"] + n["entrusted"] + n["reopened"] - n["closed"] != n["closing"]:
            check.fault("%s: opening and flows do not make the closing" % where, "%s：期初加流量不等于期末" % where)
        if (n["opening_amount"] + n["entrusted_amount"] + n["reopened_amount"] - n["closed_amount"] + n["revalued"] != n["closing_amount"]):
            check.fault("%s: amounts do not make the closing" % where, "%s：金额推不出期末" % where)
        if (n["closing"] == 0 and n["closing_amount"]) or (n["opening"] == 0 and n["opening_amount"]):
            check.fault("%s: an amount without a case" % where, "%s：无案件却有金额" % where)
        if (row["closed_as"] in CLOSED) != (n["closed"] > 0) or (n["closed"] == 0 and row["closed_as"]):
            check.fault("%s: how it was closed is not said as the format says" % where, "%s：结案方式不符合格式" % where)
        mine = sums.setdefault(row["currency"], {})
        for name in ("opening", "entrusted", "reopened", "closing"):
            mine[name] = tuple(map(sum, zip(mine.get(name, (0, 0)), (n[name], n[name + "_amount"]))))
        if n["closed"]:
            name = "closed_" + row["closed_as"]
            mine[name] = tuple(map(sum, zip(mine.get(name, (0, 0)), (n["closed"], n["closed_amount"]))))
        mine["revalued"] = tuple(map(sum, zip(mine.get("revalued", (0, 0)), (0, n["revalued"]))))
    names = ["opening", "entrusted", "reopened"] + ["closed_" + c for c in CLOSED] + ["revalued", "closing"]
    wanted = [{"currency": c, "line": n, "cases": str(sums[c].get(n, (0, 0))[0]), "amount": str(sums[c].get(n, (0, 0))[1])}
              for c in sorted(sums) for n in names]
    if flow != wanted:
        check.fault("flow.csv is not the sum of stock.csv", "flow.csv 不是 stock.csv 的合计")
    by_case = {row["case_id"]: row for row in stock}
    for row in decisions + stays:
        other = by_case.get(row["case_id"])
        if other is None:
            check.fault("case %s was decided and does not stand in the ledger" % row["case_id"], "案件 %s 有决定，却不在账中" % row["case_id"])
        elif other["number"] != row["number"] and manifest["proof"] is not None:
            check.fault("case %s has two numbers" % row["case_id"], "案件 %s 有两个编号" % row["case_id"])
        elif other["currency"] != row.get("currency", other["currency"]):
            check.fault("case %s has two currencies" % row["case_id"], "案件 %s 有两个币种" % row["case_id"])
    done = {row["case_id"] for row in decisions + stays}
    left = [r["case_id"] for r in stock if r["closing"] == "1" and r["opening"] == "1" and r["case_id"] not in done]
    if left:
        check.note("%d of your open cases have neither a decision nor a stay in this run (case %s)" % (len(left), left[0]),
                   "您有 %d 件在案案件在该运行中既无决定也无留任规则（如案件 %s）" % (len(left), left[0]))
    return stock


def drawn(package, decisions):
    """The sample is what the seed draws, and nothing else."""
    manifest, strata = package.manifest, {}
    for row in decisions:
        rank = sha(fields(["sample", str(manifest["seed"]), row["case_id"]])).hex()
        key = (row["policy"], row["route"], row["kind"])
        strata.setdefault(key, []).append((rank, row["case_id"]))
    wanted = []
    for key in sorted(strata, key=lambda k: [part.encode() for part in k]):
        for rank, case in sorted(strata[key])[:int(manifest["sample_each"])]:
            wanted.append(dict(zip(SAMPLE, key + (case, rank))))
    if package.table("sample.csv", SAMPLE) != wanted:
        package.check.fault("sample.csv is not what the seed draws", "sample.csv 与种子抽取的结果不符")


def chained(package, previous, stock):
    """The package before this one is the one that the manifest names, and its closing is this one's opening."""
    check, manifest = package.check, package.manifest
    named = manifest["previous"]
    if (named is None) != (manifest["sequence"] == 1):
        check.fault("only the first package has none before it", "只有第一个交付包没有前一个")
    if named is not None and (set(named) != {"sequence", "run", "digest"} or not is_digest(named["digest"])
                              or named["sequence"] != manifest["sequence"] - 1):
        check.fault("the package before is not named as the format says", "前一个交付包的写法不符合格式")
        return
    if previous is None:
        return
    other = Package(previous, check)
    if named is None or other.digest != named["digest"]:
        check.fault("this is not the package that came before", "这不是前一个交付包")
        return
    if (other.manifest["client"], other.manifest["agency"]) != (manifest["client"], manifest["agency"]):
        check.fault("the package before is another client's", "前一个交付包属于另一委托方")
    before = other.table("stock.csv", STOCK)
    if other.manifest["stock_missing"] or manifest["stock_missing"] or other.manifest["run"] == manifest["run"]:
        return
    closing = {(r["case_id"], r["closing_amount"]) for r in before if r["closing"] == "1"}
    opening = {(r["case_id"], r["opening_amount"]) for r in stock if r["opening"] == "1"}
    for case, _ in sorted(closing ^ opening, key=lambda c: int(c[0]))[:3]:
        check.fault("case %s: the package before closes otherwise than this one opens" % case, "案件 %s：上一包期末与本包期初不符" % case)


def own_list(package, path, stock):
    """The client's list against the stock, by digests of case numbers that only he and the agency can make."""
    check, manifest = package.check, package.manifest
    data = read(path)
    if manifest["statement"] != sha(data).hex():
        check.fault("the differences were not made with this statement file", "差异清单不是用这份对账文件生成的")
        return
    if manifest["proof"] is None:
        check.note("without a proof case numbers cannot be compared", "没有证明，无法比对案件编号")
        return
    salt = bytes.fromhex(manifest["proof"]["salt"])
    text = data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    if not rows or "case_no" not in rows[0] or "outstanding" not in rows[0] or "currency" not in rows[0]:
        check.note("the list is compared anew only with the columns case_no, outstanding, currency",
                   "仅当列名为 case_no、outstanding、currency 时才重新比对")
        return
    his = {}
    for row in rows:
        unit = row["currency"].strip().upper()
        try:
            minor = int(Decimal(row["outstanding"].replace(",", "").strip()).scaleb(DIGITS.get(unit, 2)))
        except InvalidOperation:
            raise Unreadable("%s: “%s” is no amount" % (path, row["outstanding"]))
        his[hmac.new(salt, row["case_no"].strip().encode(), hashlib.sha256).hexdigest()] = (unit, minor)
    found = {"we_hold": 0, "he_holds": 0, "amount": 0, "currency": 0}
    mine = {r["number"]: (r["currency"], int(r["closing_amount"])) for r in stock if r["closing"] == "1"}
    for number, (unit, amount) in mine.items():
        if number not in his:
            found["we_hold"] += 1
        elif his[number][0] != unit:
            found["currency"] += 1
        elif his[number][1] != amount:
            found["amount"] += 1
    found["he_holds"] = sum(1 for number in his if number not in mine)
    told = dict.fromkeys(found, 0)
    for row in package.table("differences.csv", DIFFERENCES):
        told[row["difference"]] = told.get(row["difference"], 0) + 1
    if told != found:
        check.fault("differences.csv says %s, your list gives %s" % (told, found), "differences.csv 为 %s，您的清单得出 %s" % (told, found))


def verify(arguments, check):
    package = Package(arguments.directory, check)
    manifest = package.manifest
    decisions, stays = package.table("decisions.csv", DECISIONS), package.table("stays.csv", STAYS)
    ascending(check, "decisions.csv", decisions)
    ascending(check, "stays.csv", stays)
    proved = prove(package, decisions, stays, arguments.root)
    stock = stand_once(package, decisions, stays)
    drawn(package, decisions)
    chained(package, arguments.previous, stock)
    for row in package.table("controls.csv", CONTROLS):
        if row["violations"] != "0":
            check.fault("the control “%s” found %s" % (row["control"], row["violations"]), "控制“%s”发现 %s 处" % (row["control"], row["violations"]))
    if (manifest["statement"] is not None and not manifest["stock_missing"]) != ("differences.csv" in manifest["files"]):
        check.fault("differences.csv and the manifest do not agree", "differences.csv 与清单不一致")
    if "differences.csv" in manifest["files"]:
        package.table("differences.csv", DIFFERENCES)
    if arguments.statement:
        own_list(package, arguments.statement, stock)
    used = {row["policy_digest"] for row in decisions + stays if row["policy_digest"]}
    agreed = {sha(read(path)).hex() for path in arguments.policy}
    if agreed and used - agreed:
        check.fault("cases were decided by a policy text that is not among those you agreed to", "有案件依据的策略文本不在您认可的文本之中")
    if arguments.digest is not None and arguments.digest.lower() != package.digest:
        check.fault("the package's digest is not the one you have from elsewhere", "交付包的摘要与您另外获得的不同")
    return package, decisions, stays, stock, proved


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory")
    for name in ("--root", "--digest", "--previous", "--statement"):
        parser.add_argument(name)
    parser.add_argument("--policy", action="append", default=[])
    parser.add_argument("--language", choices=["en", "zh"], default="en")
    arguments = parser.parse_args()
    zh = arguments.language == "zh"
    check = Check(zh)
    try:
        package, decisions, stays, stock, proved = verify(arguments, check)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        print(("不符合格式：%s" if zh else "not written as the format says: %s") % error, file=sys.stderr)
        return 2
    manifest = package.manifest
    for text in check.faults:
        print(("不符：" if zh else "FAULT ") + text)
    for text in check.notes:
        print(("说明：" if zh else "note  ") + text)
    print(("运行 %s（%s）：决定 %d，留任 %d，账内案件 %d" if zh else "run %s of %s: %d decisions, %d stays, %d cases in the ledger")
          % (manifest["run"], manifest["slot"], len(decisions), len(stays), len(stock)))
    print(("根值   " if zh else "root   ") + (manifest["proof"]["root"] if isinstance(manifest["proof"], dict) else "-"))
    print(("摘要   " if zh else "digest ") + package.digest)
    if check.faults:
        print("%d 处不符" % len(check.faults) if zh else "%d faults" % len(check.faults))
        return 1
    print(("全部相符" if zh else "all holds") if proved else ("未发现不符，但没有证明" if zh else "nothing is wrong, but nothing is proved"))
    return 0 if proved else 3


if __name__ == "__main__":
    sys.exit(main())
