#!/usr/bin/env python3
"""Check a vote and count it again, with nothing but this folder. Python 3.8 or newer, nothing to install.

    python3 verify.py [FOLDER] [--head FINGERPRINT]

FINGERPRINT is published on the page of the result, in the mail to the board and in its minutes. Take it from
there, not from whoever gave you the folder: with it, every changed letter is found. Without it this finds what does
not fit together, but not a folder that was forged as a whole.

What is shown: that these are the ballots that were counted, and that the result follows from them by the rules that
were published. What is not: that every ballot was sent by the person on the roll. For your own ballot, look up
your receipt code in ballots.jsonl.

The files: manifest.json (fingerprints), rules.json (what was asked, and by which rules), ballots.jsonl (a line for each
ballot, in the order of their fingerprints), tally.json (the published result), record.jsonl (what the public record
says of this vote, from opening to certification).
"""

import hashlib
import json
import os
import re
import sys
from array import array
from fractions import Fraction

NEEDED = ("rules.json", "ballots.jsonl", "tally.json", "record.jsonl", "verify.py")
CHOICES = ("yes", "no", "abstain")
LONGEST_LINE = 1000000


class Wrong(Exception):
    """Something does not fit."""


def insist(holds, message):
    if not holds:
        raise Wrong(message)


def canonical(facts):
    """The one way to write facts down: sorted keys, no spaces."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def once(pairs):
    """An object in which no key stands twice."""
    found = dict(pairs)
    insist(len(found) == len(pairs), "a key stands twice")
    return found


def facts_of(line, where):
    """What a line says. It has to be written in the one way there is."""
    try:
        facts = json.loads(line.decode("utf-8"), object_pairs_hook=once)
        is_canonical = canonical(facts).encode("utf-8") + b"\n" == line
    except (ValueError, RecursionError):
        raise Wrong(where + " cannot be read") from None
    insist(isinstance(facts, dict) and is_canonical, where + " is not written as it should be")
    return facts


def lines_of(path, name):
    """Each line of a file with what it says; one line at a time, so that any file fits into memory."""
    with open(path, "rb") as source:
        number = 0
        while True:
            line = source.readline(LONGEST_LINE)
            if not line:
                return
            number += 1
            yield number, line, facts_of(line, "%s, line %d" % (name, number))


def one_of(folder, name):
    """What a file of one line says."""
    found = list(lines_of(os.path.join(folder, name), name))
    insist(len(found) == 1, name + " has one line")
    return found[0][2]


def leaf_of(line):
    """The fingerprint of a ballot: its line, without the end of the line."""
    return hashlib.sha256(b"\x00" + line.rstrip(b"\n")).digest()


class Tree:
    """The root of a hash tree (RFC 6962) over leaves that come one at a time."""

    def __init__(self):
        self.parts = []  # (leaves, hash), from the largest to the smallest

    def add(self, leaf):
        size = 1
        while self.parts and self.parts[-1][0] == size:
            leaf = hashlib.sha256(b"\x01" + self.parts.pop()[1] + leaf).digest()
            size *= 2
        self.parts.append((size, leaf))

    def root(self):
        if not self.parts:
            return hashlib.sha256(b"").hexdigest()
        whole = self.parts[-1][1]
        for _size, part in reversed(self.parts[:-1]):
            whole = hashlib.sha256(b"\x01" + part + whole).digest()
        return whole.hex()


def check_files(folder, head):
    """Every file is the one the manifest names, and there is no other. The manifest itself has the head."""
    with open(os.path.join(folder, "manifest.json"), "rb") as source:
        raw = source.read(LONGEST_LINE)
    found = hashlib.sha256(raw).hexdigest()
    insist(head is None or found == head, "the fingerprint of manifest.json is %s, not the published one" % found)
    manifest = facts_of(raw, "manifest.json")
    insist(manifest.get("format") == "common-table-vote" and manifest.get("version") == 1, "this is another format")
    insist(set(NEEDED) <= set(manifest["files"]), "manifest.json does not name every file")
    # What a desktop or Python itself leaves in a folder is no part of the vote.
    lying = {name for name in os.listdir(folder) if name[0] != "." and name != "__pycache__"}
    insist(lying == set(manifest["files"]) | {"manifest.json"}, "there are other files than named")
    for name, said in manifest["files"].items():
        fingerprint = hashlib.sha256()
        with open(os.path.join(folder, name), "rb") as source:
            for part in iter(lambda: source.read(65536), b""):
                fingerprint.update(part)
        insist(fingerprint.hexdigest() == said, name + " was changed")
    return manifest, found


def check_ballots(folder, manifest, rules):
    """Ballots are in order, none twice, all valid, as many as the roll has marks. How many said what, by kind."""
    tree, before, numbers = Tree(), b"", {}
    receipts = array("Q")  # eight bytes of the fingerprint of each: enough to tell millions apart
    for number, line, ballot in lines_of(os.path.join(folder, "ballots.jsonl"), "ballots.jsonl"):
        where, leaf = "ballot %d" % number, leaf_of(line)
        insist(before < leaf, where + " is out of order or stands twice")
        before = leaf
        tree.add(leaf)
        insist(isinstance(ballot.get("receipt"), str) and ballot["receipt"], where + " has no receipt")
        receipts.append(int.from_bytes(hashlib.sha256(ballot["receipt"].encode("utf-8")).digest()[:8], "big"))
        insist(ballot.get("choice") in rules["options"], where + " chooses what was not asked")
        key = ballot.get("kind"), ballot["choice"]
        numbers[key] = numbers.get(key, 0) + 1
    ordered = sorted(receipts)
    insist(all(one != two for one, two in zip(ordered, ordered[1:])), "two ballots have the same receipt")
    insist(tree.root() == manifest["root"], "the ballots are not those of the root")
    eligible, voted = manifest["eligible"], manifest["voted"]
    insist(len(receipts) == sum(voted.values()), "there are %d ballots and other marks on the roll" % len(receipts))
    insist(set(voted) == set(eligible), "the roll has other kinds of seats")
    insist(all(0 <= voted[kind] <= eligible[kind] for kind in voted), "more people voted than could")
    kinds = {kind for kind, _choice in numbers}
    insist(len(kinds - {None}) == len(kinds) or kinds == {None}, "some ballots say their kind of seat and others don't")
    if None not in kinds:
        for kind in set(voted) | kinds:
            given = sum(n for (one, _choice), n in numbers.items() if one == kind)
            insist(given == voted.get(kind), "the roll has other marks for " + str(kind))
    return numbers


def line_of(share, have, of, clause):
    """One sum of the result. A share is >a/b (more than) or >=a/b (at least)."""
    match = re.match(r"(>=?)(\d{1,6}/[1-9]\d{0,5}|\d{1,6})$", share)
    insist(match, "%s is no share" % share)
    least = Fraction(match.group(2))
    if match.group(1) == ">":
        holds, needed = have > least * of, int(least * of) + 1
    else:
        holds, needed = of > 0 and have >= least * of, max(1, -int(-least * of // 1))
    return {"have": have, "of": of, "needed": needed, "holds": holds, "clause": clause}


def motion(rules, manifest, numbers):
    """A motion: both parts of the quorum, the majority of yes among yes and no, the floor of resident seats."""
    eligible, voted, balance = manifest["eligible"], manifest["voted"], rules["balance"]
    by_choice = {choice: sum(n for (_k, c), n in numbers.items() if c == choice) for choice in CHOICES}
    present, seats = sum(voted.values()), sum(eligible.values())
    sums = {
        "balance": {
            "have": balance["residents"],
            "of": balance["filled"],
            "needed": -(-balance["floor"] * balance["filled"] // 100),
            "holds": balance["filled"] > 0 and balance["residents"] * 100 >= balance["floor"] * balance["filled"],
            "clause": "seats.floor",
        },
        "quorum": line_of(rules["quorum"], present, seats, "vote.quorum"),
        "resident_quorum": line_of(rules["resident_quorum"], voted.get("resident", 0), present, "vote.resident_quorum"),
        "majority": line_of(rules["majority"], by_choice["yes"], by_choice["yes"] + by_choice["no"], "vote.majority"),
    }
    waived = {"balance"} if rules.get("seats_a_resident") else set()
    fallen = [one["clause"] for name, one in sums.items() if name not in waived and not one["holds"]]
    found = {"roll": seats, "present": present, "by_choice": by_choice, "passed": not fallen}
    found["level"] = rules.get("level", "decides")  # what the charter says the board's vote on this is
    found["reason"] = fallen[0] if fallen else "vote.majority"
    found.update(sums)
    if None not in {kind for kind, _choice in numbers}:
        found["by_kind"] = {k: {c: numbers.get((k, c), 0) for c in CHOICES} for k in sorted(eligible)}
    return found


def check_tally(folder, manifest, rules, numbers):
    """The published result follows from the ballots."""
    if rules["method"] != "motion":
        return None
    insist(sorted(rules["options"]) == sorted(CHOICES), "a motion asks for yes, no or abstain")
    said, found = one_of(folder, "tally.json"), motion(rules, manifest, numbers)
    for name in sorted(set(said) | set(found) - {"by_kind"}):
        insist(name in said and said[name] == found.get(name), "the result says otherwise of " + name)
    return found


def check_record(folder, manifest):
    """Each entry has its own fingerprint, and follows the one before where that one is here."""
    before, head, number = None, "", 0
    for number, _line, entry in lines_of(os.path.join(folder, "record.jsonl"), "record.jsonl"):
        insist(set(entry) == {"seq", "hash", "text"}, "entry %d has other parts" % number)
        text = facts_of((entry["text"] + "\n").encode("utf-8"), "entry %d" % number)
        head = hashlib.sha256(entry["text"].encode("utf-8")).hexdigest()
        insist(entry["hash"] == head and text["seq"] == entry["seq"], "entry %d was changed" % number)
        insist(before is None or before["seq"] < entry["seq"], "entry %d is out of order" % number)
        if before and before["seq"] + 1 == entry["seq"]:
            insist(text["prev"] == before["hash"], "entry %d does not follow the one before" % number)
        before = entry
    insist(head == manifest["record"], "the record ends elsewhere")
    return number


def verify(folder, head=None):
    """Check everything. The sentences to say; raises Wrong where something does not fit."""
    try:
        manifest, found = check_files(folder, head)
        rules = one_of(folder, "rules.json")
        numbers = check_ballots(folder, manifest, rules)
        tally = check_tally(folder, manifest, rules, numbers)
        entries = check_record(folder, manifest)
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as fault:
        raise Wrong("a file is missing or broken (%s: %s)" % (type(fault).__name__, fault)) from None
    said = ["%d ballots, in order, none twice; %d entries of the record." % (sum(numbers.values()), entries)]
    if tally is None:
        said.append("Ballots by %s are not counted here; count the file beside them." % rules["method"])
    else:
        said.append("Counted again: " + ", ".join("%s %d" % item for item in tally["by_choice"].items()) + ".")
        said.append("The motion %s." % ("passed" if tally["passed"] else "did not pass: " + tally["reason"]))
    said.append("Fingerprint: " + found)
    if head is None:
        said.append("Compare it with the published one: without that, a folder forged as a whole is not found.")
    return said


def main(asked):
    head = None
    if "--head" in asked:
        at = asked.index("--head")
        head, asked = (asked[at + 1 : at + 2] or [""])[0].strip().lower(), asked[:at] + asked[at + 2 :]
    folder = asked[0] if asked else os.path.dirname(os.path.abspath(__file__))
    try:
        print("\n".join(verify(folder, head)))
    except Wrong as wrong:
        print("DOES NOT HOLD: %s." % wrong)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
