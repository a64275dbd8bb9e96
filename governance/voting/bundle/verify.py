#!/usr/bin/env python3
"""Check a vote and count it again, with nothing but this folder. Python 3.8 or newer, nothing to install.

    python3 verify.py [FOLDER] [--head FINGERPRINT]

FINGERPRINT is published on the page of the result, in the mail to the board and in its minutes. Take it from there, not
from whoever gave you the folder: with it, every changed letter is found. Without it this finds what does not fit
together, but not a folder that was forged as a whole.

What is shown: that these are the ballots that were counted, and that the result follows from them by the rules that
were published. What is not: that every ballot was sent by the person on the roll. For your own ballot, look up your
receipt code in ballots.jsonl. The files: manifest.json (fingerprints), rules.json (what was asked, and by which rules),
ballots.jsonl (a line for each ballot, in the order of their fingerprints), tally.json (the published result),
record.jsonl (what the public record says of this vote: that it was asked for, and all from opening to certification).
"""

import sys

if __name__ == "__main__" and not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
    sys.path.pop(0)  # this folder: a file in it that is called like one of Python's own would speak in its place

import hashlib
import json
import os
import re
from array import array
from fractions import Fraction

NEEDED = {"rules.json", "ballots.jsonl", "tally.json", "record.jsonl", "verify.py"}
ANSWERS = {"motion": str, "gradients": str, "consent": dict, "score": dict, "division": dict, "approval": list,
           "pot": list, "irv": list, "stv": list, "ranking": list}  # fmt: skip
RANKED, ADVICE = ("irv", "stv", "ranking"), ("gradients", "ranking", "division")
FIXED = ("motion", "consent", "gradients")  # ask for answers that are always the same
LATER = ("balance", "by_charter", "majority_residents", "recusal")  # in rules.json, and not frozen at the opening
ANY = "any"  # stands for all kinds of seats in a secret vote, where the kind could tell who voted
LONGEST_LINE, LONGEST_FILE = 1000000, 16000000  # bytes; of a ballot or entry, and of a file that is one line
MOST_RUNS = 20000  # counts with larger shares, after which the last one stands
VOTE = 100000  # a vote is counted in hundred-thousandths


class Wrong(Exception):
    """Something does not fit."""


def insist(holds, message):
    if not holds:
        raise Wrong(message)


def sha256_of(text):
    """The fingerprint of a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(facts):
    """The one way to write facts down: sorted keys, no spaces."""
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def once(pairs):
    """An object in which no key stands twice."""
    insist(len(dict(pairs)) == len(pairs), "a key stands twice")
    return dict(pairs)


def facts_of(line, where):
    """What a line says. It has to be written in the one way there is."""
    try:
        facts = json.loads(line.decode("utf-8"), object_pairs_hook=once)
        is_canonical = canonical(facts).encode("utf-8") + b"\n" == line
    except (ValueError, RecursionError):
        raise Wrong(where + " cannot be read") from None
    insist(isinstance(facts, dict) and is_canonical, where + " is not written as it should be")
    return facts


def lines_of(folder, name, longest=LONGEST_LINE):
    """Each line of a file with what it says; one line at a time, so that any file fits into memory."""
    with open(os.path.join(folder, name), "rb") as source:
        for number, line in enumerate(iter(lambda: source.readline(longest), b""), 1):
            yield number, line, facts_of(line, "%s, line %d" % (name, number))


def one_of(folder, name):
    """What a file of one line says."""
    found = list(lines_of(folder, name, LONGEST_FILE))
    insist(len(found) == 1, name + " has one line")
    return found[0][2]


def fraction_of(text):
    """A number or a fraction above zero or at it, as text. Nothing longer than a sum of money can be."""
    insist(re.match(r"\d{1,40}([./]\d{1,40})?$", str(text)), "%s is no number" % str(text)[:60])
    return Fraction(str(text))


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
            leaf, size = hashlib.sha256(b"\x01" + self.parts.pop()[1] + leaf).digest(), size * 2
        self.parts.append((size, leaf))

    def root(self):
        whole = self.parts[-1][1] if self.parts else hashlib.sha256(b"").digest()
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
    insist(set(manifest["files"]) >= NEEDED, "manifest.json does not name every file")
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


def answer_of(choice, rules):
    """What a ballot says, in a form that can be counted; nothing where it isn't on the ballot paper."""
    method, asked, more = rules["method"], rules["keys"], rules["parameters"]
    if not isinstance(choice, ANSWERS[method]):
        return None
    if method == "consent":
        given = choice.get("answer"), choice.get("words")
        fits = len(choice) == 2 and given[0] in asked and (given[0] != "object" or given[1].strip())
        return (given[0], " ".join(given[1].split())) if fits else None
    if isinstance(choice, str):
        return choice if choice in asked else None
    if not (set(choice) <= set(asked) and len(set(choice)) == len(choice)):
        return None
    if isinstance(choice, list):
        return tuple(choice) if method in RANKED or choice == sorted(choice) else None
    if method == "score":
        least, most, total = dict.fromkeys(asked, 0), dict.fromkeys(asked, more.get("points", 10)), None
    else:
        least, most = ({key: more["bounds"][key][n] for key in asked} for n in (0, 1))
        total = more["pot"]
    given = {key: choice.get(key, 0) for key in asked}
    fits = all(type(n) is int and least[key] <= n <= most[key] for key, n in given.items())
    fits = fits and total in (None, sum(given.values()))
    return tuple(sorted(choice.items())) if fits or not choice else None


def check_ballots(folder, manifest, rules):
    """Ballots are in order, none twice, all valid, as many as the roll has marks. How many said what, by kind."""
    tree, before, sent = Tree(), b"", {}
    receipts = array("Q")  # eight bytes of the fingerprint of each: enough to tell millions apart
    for number, line, ballot in lines_of(folder, "ballots.jsonl"):
        where, leaf = "ballot %d" % number, leaf_of(line)
        insist(before < leaf, where + " is out of order or stands twice")
        before = leaf
        tree.add(leaf)
        insist(isinstance(ballot.get("receipt"), str) and ballot["receipt"], where + " has no receipt")
        receipts.append(int.from_bytes(hashlib.sha256(ballot["receipt"].encode("utf-8")).digest()[:8], "big"))
        key = ballot.get("kind"), answer_of(ballot.get("choice"), rules)
        insist(key[1] is not None, where + " chooses what was not asked")
        sent[key] = sent.get(key, 0) + 1
    ordered, eligible, voted = sorted(receipts), manifest["eligible"], manifest["voted"]
    insist(all(one != two for one, two in zip(ordered, ordered[1:])), "two ballots have the same receipt")
    insist(set(voted) in (set(eligible), {ANY}), "the roll has other kinds of seats")
    could = dict(eligible, **{ANY: sum(eligible.values())})
    insist(all(0 <= voted[kind] <= could[kind] for kind in voted), "more people voted than could")
    if not manifest["listed"]:
        insist(not receipts and re.match("[0-9a-f]{64}$", manifest["root"]), "ballots are listed after all")
        return None
    insist(tree.root() == manifest["root"], "the ballots are not those of the root")
    insist(len(receipts) == sum(voted.values()), "there are %d ballots and other marks on the roll" % len(receipts))
    kinds = {kind for kind, _answer in sent}
    insist(None not in kinds or len(kinds) == 1, "some ballots say their kind of seat and others don't")
    for kind in kinds - {None} and set(voted) | kinds:
        given = sum(n for (one, _answer), n in sent.items() if one == kind)
        insist(given == voted.get(kind), "the roll has other marks for " + str(kind))
    return sent


# --- the sums that every vote has ---


def sum_of(have, of, needed, holds, clause):
    return {"have": have, "of": of, "needed": needed, "holds": holds, "clause": clause}


def line_of(share, have, of, clause):
    """One sum of the result. A share is >a/b (more than) or >=a/b (at least)."""
    match = re.match(r"(>=?)(\d{1,6}/[1-9]\d{0,5}|\d{1,6})$", share)
    insist(match, "%s is no share" % share)
    least = Fraction(match.group(2))
    if match.group(1) == ">":
        return sum_of(have, of, int(least * of) + 1, have > least * of, clause)
    return sum_of(have, of, max(1, -int(-least * of // 1)), of > 0 and have >= least * of, clause)


def floor_of(residents, filled, floor, clause):
    """The floor of resident seats: at least so many per cent of the filled ones."""
    holds = filled > 0 and residents * 100 >= floor * filled
    return sum_of(residents, filled, -(-floor * filled // 100), holds, clause)


def sums_of(rules, manifest, said=None):
    """Who holds the table, who could vote without a conflict, both parts of the quorum. said: the second one."""
    eligible, voted, balance = manifest["eligible"], manifest["voted"], rules["balance"]
    voters, present, away = sum(eligible.values()), sum(voted.values()), rules.get("recusal") or {"away": 0}
    sums = {"balance": floor_of(balance["residents"], balance["filled"], balance["floor"], "seats.floor")}
    seats = voters
    if away["away"]:
        enough = line_of(rules["quorum"], voters, away["seats"], "recusal.enough")
        sums["enough"] = dict(enough, holds=voters >= enough["needed"])
        sums["free_floor"] = floor_of(eligible.get("resident", 0), voters, away["floor"], "recusal.enough")
        seats = max(voters, away["seats"]) if away["counts"] else voters
    sums["quorum"] = line_of(rules["quorum"], present, seats, "vote.quorum")
    share, clause, could = rules["resident_quorum"], "vote.resident_quorum", eligible.get("resident", 0)
    if ANY not in voted:
        sums["resident_quorum"] = line_of(share, voted.get("resident", 0), present, clause)
        return sums
    # How many residents voted is not told, only whether they were enough: the least or the most there can be agrees.
    can_be = (line_of(share, n, present, clause) for n in (max(0, present - voters + could), min(present, could)))
    fits = [dict(line, have=None) for line in can_be if line["holds"] == (said or {}).get("holds")]
    insist(fits, "the second part of the quorum cannot have come out so")
    sums["resident_quorum"] = fits[0]
    return sums


def concluded(rules, manifest, sums, clause, came_out):
    """Whether the vote passed: every sum that is asked holds, and something came out of it."""
    balance, away = rules["balance"], (rules.get("recusal") or {}).get("away", 0)
    is_minority = bool(balance.get("promised_on")) and not sums["balance"]["holds"]
    spared = ("balance", "free_floor") if rules.get("seats_a_resident") or is_minority else ()
    fallen = [one["clause"] for name, one in sums.items() if name not in spared and not one["holds"]]
    level = "asked" if rules["method"] in ADVICE else rules.get("by_charter", rules.get("level", "decides"))
    if level == "decides" and is_minority and not rules.get("seats_a_resident"):
        level = "recommends"  # residents do not hold their floor yet: the board may recommend, not decide
    found = dict(sums, level=level, passed=not fallen and came_out, reason=fallen[0] if fallen else clause)
    found.update(roll=sum(manifest["eligible"].values()), present=sum(manifest["voted"].values()))
    return dict(found, away=away) if away else found


def majority_of(majority, yes, no, everybody, clause):
    """How many said yes: of the yes and no ballots or, where the charter says so, of all who may vote."""
    share = majority.split(" of all")[0]
    return line_of(share, yes, yes + no if share == majority else everybody, clause)


def motion(rules, manifest, by_choice, by_kind, said=None):
    """A motion: beside the sums of every vote, the majority of yes among yes and no; of residents alone where asked."""
    sums, clause = sums_of(rules, manifest, said), rules.get("majority_clause", "vote.majority")
    yes, no = by_choice["yes"], by_choice["no"]
    sums["majority"] = majority_of(rules["majority"], yes, no, sum(manifest["eligible"].values()), clause)
    if rules.get("majority_residents"):
        insist(by_kind is not None, "a majority of residents is asked, and ballots do not say their kind of seat")
        yes, no = (by_kind.get("resident", {}).get(choice, 0) for choice in ("yes", "no"))
        may_vote, clause_too = manifest["eligible"].get("resident", 0), "vote.residents_too"
        sums["resident_majority"] = majority_of(rules["majority_residents"], yes, no, may_vote, clause_too)
    found = concluded(rules, manifest, sums, clause, True)
    found["by_choice"] = by_choice
    return found if by_kind is None else dict(found, by_kind=by_kind)


# --- each method, counted by code of its own. sent: what was answered -> how many people. said: what was published ---


def consent(rules, sent, _said):
    """It holds when somebody consents and no more object than may. Words are sorted, so no order of answering shows."""
    by_answer = {one: sum(n for (answer, _words), n in sent.items() if answer == one) for one in rules["keys"]}
    words = {one: sorted(w for (a, w), n in sent.items() if a == one and w for _ in range(n)) for one in rules["keys"]}
    passed = by_answer["object"] <= rules["parameters"].get("objections_allowed", 0)
    passed = passed and by_answer["consent"] + by_answer["concern"] > 0
    return {"by_answer": by_answer, "passed": passed, "objections": words["object"], "concerns": words["concern"]}


def gradients(rules, sent, _said):
    """How many stand on each step, and where the middle of them stands."""
    by_step = {step: sent.get(step, 0) for step in rules["keys"]}
    stand = [step for step in rules["keys"] for _ in range(by_step[step])]
    middle = {stand[(len(stand) - 1) // 2], stand[len(stand) // 2]} if stand else set()
    return {"by_step": by_step, "middle": sorted(middle, key=rules["keys"].index)}


def support_of(rules, sent):
    """How many people, or points, each option has."""
    support = dict.fromkeys(rules["keys"], 0)
    for answer, people in sent.items():
        for one in answer:
            key, points = one if rules["method"] == "score" else (one, 1)
            support[key] += points * people
    return support


def most_wanted(rules, sent, _said):
    """Approval and score: the seats go to what has the most. What has nothing never wins."""
    support, order = support_of(rules, sent), rules["order"]
    turns = sorted(order, key=lambda key: -support[key])  # equal ones stay in the published order
    winners = [key for key in turns if support[key]][: rules["parameters"].get("seats", 1)]
    return {"winners": winners, "rounds": [
        {"option": key, "support": support[key], "has_won": key in winners} for key in turns
    ]}  # fmt: skip


def transferred(keys, order, papers, seats, is_runoff):
    """Ranked papers, stage by stage: who is elected, who is excluded, and what everybody has at the end of each.

    The single transferable vote of Scotland (SSI 2007/42, rules 45 to 52); as a runoff, more than half of the papers
    that still count elect, one at a time. Ties: the latest stage at which they differed, then the published order.
    """
    quota = (sum(papers.values()) // (seats + 1) + 1) * VOTE
    hold = {key: [(VOTE, paper, people) for paper, people in papers.items() if paper[0] == key] for key in keys}
    standing, winners, excluded, owing, stages = list(keys), [], [], [], []

    def pick(among, best):
        for totals in reversed(stages):
            wanted = best(totals[key] for key in among)
            among = [key for key in among if totals[key] == wanted]
        return best(among, key=lambda key: -order.index(key))

    def elect(among):
        while among:
            key = pick(among, max)
            for some in (among, standing):
                some.remove(key)
            winners.append(key)
            if stages[-1][key] > quota:
                owing.append(key)

    while True:
        totals = {key: sum(value * people for value, _paper, people in hold[key]) for key in keys}
        stages.append(totals)
        if is_runoff:
            everything = sum(totals.values())
            elect([key for key in standing if 2 * totals[key] > everything or len(standing) == 1])
        else:
            elect([key for key in standing if totals[key] >= quota])
            elect(list(standing) if len(standing) <= seats - len(winners) else [])
        if len(winners) >= seats or not standing:
            return winners, excluded, stages
        giver, surplus = (pick(owing, max), True) if owing else (pick(standing, min), False)
        (owing if surplus else standing).remove(giver)
        excluded += [] if surplus else [giver]
        passed_on, hold[giver] = hold[giver], [(quota, (giver,), 1)] if surplus else []
        for value, paper, people in passed_on:
            worth = (totals[giver] - quota) * value // totals[giver] if surplus else value
            heir = next((key for key in paper if key in standing), None)
            if heir is not None:
                hold[heir].append((worth, paper, people))


def ranked(rules, sent, _said):
    """IRV and STV."""
    papers, method = {paper: people for paper, people in sent.items() if paper}, rules["method"]
    seats = 1 if method == "irv" else rules["parameters"].get("seats", 1)
    if not papers:
        return {"winners": [], "excluded": [], "rounds": []}
    winners, excluded, stages = transferred(rules["keys"], rules["order"], papers, seats, method == "irv")
    rounds = [{"totals": {k: "%d.%05d" % divmod(votes, VOTE) for k, votes in stage.items()}} for stage in stages]
    return {"winners": winners, "excluded": excluded, "rounds": rounds}


def ranking(rules, sent, _said):
    """All options in one order: a runoff for each place, among those who have none yet. Who nobody ranks comes last."""
    left, winners, papers = list(rules["order"]), [], sent
    while True:
        now = {}
        for paper, people in papers.items():
            paper = tuple(key for key in paper if key in left)
            now[paper] = now.get(paper, 0) + people
        papers = {paper: people for paper, people in now.items() if paper}
        if not papers:
            return {"winners": winners + left if winners else []}
        winners += transferred(left, rules["order"], papers, 1, True)[0]
        left.remove(winners[-1])


def greedy(rules, sent, _said):
    """A pot: the most wanted first, while it fits; what no longer fits is passed over, or ends it (no-skip)."""
    support, costs, left, rounds = support_of(rules, sent), rules["costs"], rules["parameters"]["sum"], []
    variant = rules["parameters"].get("variant", "skip")
    least = rules["parameters"].get("threshold", 0) if variant == "threshold" else 0
    for key in sorted(rules["order"], key=lambda key: -support[key]):
        if support[key] and support[key] >= least:
            is_paid = costs[key] <= left
            rounds.append(
                {"project": key, "support": support[key], "cost": costs[key], "left": left, "is_paid": is_paid}
            )
            left -= costs[key] if is_paid else 0
            if variant == "no-skip" and not is_paid:
                break
    return {"winners": [one["project"] for one in rounds if one["is_paid"]], "rounds": rounds, "left": left}


def equal_shares(rules, sent, said):
    """A pot: the Method of Equal Shares in fractions. Switches the rules do not name are those of the result."""
    named, costs, support = rules["parameters"], rules["costs"], support_of(rules, sent)
    pot, unit = named["sum"], named.get("unit", 1)
    insist(unit >= 1, "a unit of money is at least one")
    utility, completion, start, stop, least = (named.get(name, said["parameters"][name]) for name in (
        "utility", "completion", "start", "exhaustive_stop", "min_vote_share"))  # fmt: skip
    ballots = [(people, answer) for answer, people in sent.items() if answer]
    backers = {key: [n for n, (_people, answer) in enumerate(ballots) if key in answer] for key in rules["keys"]}
    voters = sum(people for people, _answer in ballots)
    asked = [key for key in rules["order"] if support[key] and support[key] * 100 >= fraction_of(least) * voters]
    worth = {key: costs[key] if utility == "cost" else 1 for key in asked}

    def price(key, purses):
        """What each supporter pays, where who has less gives all they have; none where it is not enough."""
        owed, people = Fraction(costs[key]), support[key]
        for purse, same in sorted((purses[n], ballots[n][0]) for n in backers[key]):
            if purse * people >= owed:
                return owed / people
            owed, people = owed - purse * same, people - same
        return None

    def run(share):
        """Buy what costs its supporters least for what it is worth, until no group can pay for anything."""
        purses, bought = [share] * len(ballots), []
        while sum(costs[key] for key in bought) <= pot:
            prices = {key: found for key in asked if key not in bought and (found := price(key, purses)) is not None}
            if not prices:
                break
            bought.append(min(prices, key=lambda key: prices[key] / worth[key]))  # the first of equal ones
            for n in backers[bought[-1]]:
                purses[n] -= min(purses[n], prices[bought[-1]])
        return bought, pot - sum(costs[key] for key in bought)

    share = Fraction(pot // (voters or 1) // unit * unit) if start == "whole" else Fraction(pot, voters or 1)
    step, steps, runs = fraction_of(named.get("increment") or max(1, int(share) // 1000)), 0, 0
    insist(step > 0, "a step is more than nothing")
    bought, left = run(share)
    each = {key: Fraction(costs[key], support[key]) for key in asked}  # the least that its supporters can pay
    while completion.startswith("increment") and (others := [key for key in asked if key not in bought]):
        if (stop and all(costs[key] > left for key in others)) or (runs := runs + 1) > MOST_RUNS:
            break
        now = share + steps * step
        if all(sum(each[key] for key in answer if key in bought) <= now for _people, answer in ballots):
            # Nobody was short, so nothing changes before whole shares pay for another: on to the step before that.
            steps += max(0, -((now - min(each[key] for key in others)) // step) - 1)
        more, rest = run(share + (steps + 1) * step)
        if rest < 0:
            break
        bought, left, steps = more, rest, steps + 1
    for key in sorted(asked, key=lambda key: -worth[key] / each[key]) if completion.endswith("greedy") else ():
        if key not in bought and costs[key] <= left:
            bought, left = [*bought, key], left - costs[key]
    return {"winners": bought, "left": left, "parameters": {"utility": utility, "completion": completion,
            "increments_made": steps, **({"ended_at_bound": MOST_RUNS} if runs > MOST_RUNS else {})}}  # fmt: skip


def division(rules, sent, said):
    """A pot divided: the average, and the median with the phantoms 0, t, 2t ...; t is as published, and it fits."""
    pot, bounds, keys = rules["parameters"]["pot"], rules["parameters"]["bounds"], rules["keys"]
    ballots = [dict(answer) for answer, people in sent.items() if answer for _ in range(people)]
    if not ballots:
        return {"average": None, "median": None}
    columns = {key: sorted((one.get(key, 0) for one in ballots), reverse=True) for key in keys}
    step, free = fraction_of(said["median"]["step"]), pot - sum(bounds[key][0] for key in keys)
    phantoms = [min(n * step, free) for n in range(len(ballots) + 1)]
    medians = {key: bounds[key][0] + sorted(phantoms + [given - bounds[key][0] for given in columns[key]])[len(ballots)]
               for key in keys}  # fmt: skip
    insist(sum(medians.values()) == pot, "the medians with these phantoms do not come to the pot")

    def whole(amounts):
        """Whole units by largest remainder; equal ones in the published order."""
        units = {key: int(amount) for key, amount in amounts.items()}
        for key in sorted(rules["order"], key=lambda key: units[key] - amounts[key])[: pot - sum(units.values())]:
            units[key] += 1
        return {"exact": {key: str(amount) for key, amount in amounts.items()}, "whole": units}

    means = {key: Fraction(sum(column), len(ballots)) for key, column in columns.items()}
    return {"given": columns, "average": whole(means), "median": whole(medians)}


METHODS = {"consent": consent, "gradients": gradients, "approval": most_wanted, "score": most_wanted, "irv": ranked,
           "stv": ranked, "ranking": ranking, "greedy": greedy, "equal-shares": equal_shares,
           "division": division}  # fmt: skip


# --- the result, the record, and all of it together ---


def agrees(said, found):
    """Whether what was published says all that was found here. It may say more."""
    if isinstance(found, dict):
        return isinstance(said, dict) and all(key in said and agrees(said[key], found[key]) for key in found)
    if isinstance(found, list):
        return isinstance(said, list) and len(said) == len(found) and all(map(agrees, said, found))
    return said == found


def read_rules(folder):
    """What was asked, by which rules; with the options by their keys, and every key once in the order of ties."""
    rules = one_of(folder, "rules.json")
    insist(rules["method"] in ANSWERS, "%s is no method that is known here" % rules["method"])
    options = [one if isinstance(one, dict) else {"key": one} for one in rules["options"]]
    rules["keys"] = [one["key"] for one in options]
    rules["costs"] = {one["key"]: one.get("cost", 0) for one in options}
    rules["order"], rules["parameters"] = rules.get("order") or sorted(rules["keys"]), rules.get("parameters") or {}
    insist(len(rules["costs"]) == len(options), "an option stands twice")
    insist(sorted(rules["order"]) == sorted(rules["keys"]), "the order of ties does not name every option once")
    if "head" in rules and rules["method"] not in FIXED:
        made = sorted(rules["keys"], key=lambda key: sha256_of("%s:%s:%s" % (rules["seed"], rules["head"], key)))
        insist(rules["order"] == made, "the order of ties is not the one that its seed gives")
    return rules


def check_tally(folder, manifest, rules, sent):
    """The published result follows from the ballots; where they are not listed, its sums follow from one another."""
    said, method, people = one_of(folder, "tally.json"), rules["method"], sum(manifest["voted"].values())
    insist(said.pop("table", rules["balance"]) == rules["balance"], "the result was counted for another table")
    if method == "motion":
        insist(sorted(rules["keys"]) == ["abstain", "no", "yes"], "a motion asks for yes, no or abstain")
        by_choice, by_kind = said["by_choice"], None
        if sent is not None:
            by_choice = {one: sum(n for (_kind, answer), n in sent.items() if answer == one) for one in rules["keys"]}
            if None not in {kind for kind, _answer in sent}:
                by_kind = {k: {c: sent.get((k, c), 0) for c in rules["keys"]} for k in manifest["eligible"]}
        insist(sum(by_choice.values()) == people, "the answers are not as many as the marks on the roll")
        found = motion(rules, manifest, by_choice, by_kind, said.get("resident_quorum"))
    else:
        result = said["result"]
        insist(result["people"] == people, "the answers are not as many as the marks on the roll")
        if sent is not None:
            answers = {}
            for (_kind, answer), n in sent.items():
                answers[answer] = answers.get(answer, 0) + n
            rule = rules["parameters"].get("rule", "equal-shares") if method == "pot" else method
            counted = METHODS[rule](rules, answers, result)
            # What members gave amount by amount is left out where ballots are not listed, and read here by two people.
            for name in sorted(set(counted) - ({"given"} - set(result))):
                insist(agrees(result.get(name), counted[name]), "the result says otherwise of " + name)
            insist(said.get("alike", False) == (len(answers) == 1), "whether all answered the same is told wrongly")
        came_out = method in ADVICE or bool(result["passed"] if method == "consent" else result["winners"])
        sums = sums_of(rules, manifest, said.get("resident_quorum"))
        found = concluded(rules, manifest, sums, "vote.method", came_out)
    for name in sorted(set(said) | set(found) - {"by_kind"}):
        if name not in ("method", "result", "alike", "compared"):  # what a simple count says decides nothing
            insist(name in said and said[name] == found.get(name), "the result says otherwise of " + name)
    insist(said.get("method", method) == method, "the result is that of another method")
    return said


def told_at(verb, folder, manifest, rules):
    """What an entry of the record has to say, by the files here: nothing was changed since it was entered."""
    if verb == "vote.moved":
        return {"seed": sha256_of(rules["seed"])} if "head" in rules else {}
    if verb == "vote.closed":
        return {"root": manifest["root"], "ballots": sum(manifest["voted"].values())}
    name = {"vote.opened": "rules", "vote.certified": "tally"}.get(verb)
    facts = one_of(folder, name + ".json") if name else {}
    kept = {key: facts[key] for key in facts if name != "rules" or key not in LATER}
    return {name: sha256_of(canonical(kept))} if name else {}


def check_record(folder, manifest, rules):
    """Each entry has its own fingerprint, follows the one before where that one is here, and fits the other files.

    How many there are; and whether the seed of the order of ties was bound to before the vote opened.
    """
    before, head, number, verbs, people = None, "", 0, set(), 0
    for number, _line, entry in lines_of(folder, "record.jsonl"):
        insist(set(entry) == {"seq", "hash", "text"}, "entry %d has other parts" % number)
        text = facts_of((entry["text"] + "\n").encode("utf-8"), "entry %d" % number)
        head = sha256_of(entry["text"])
        insist(entry["hash"] == head and text["seq"] == entry["seq"], "entry %d was changed" % number)
        insist(before is None or before["seq"] < entry["seq"], "entry %d is out of order" % number)
        if before and before["seq"] + 1 == entry["seq"]:
            insist(text["prev"] == before["hash"], "entry %d does not follow the one before" % number)
        for name, fact in told_at(text["verb"], folder, manifest, rules).items():
            insist(text["facts"].get(name) == fact, "the record says otherwise of %s (entry %d)" % (name, entry["seq"]))
        if text["verb"] == "vote.opened" and "head" in rules:
            insist(text["prev"] == rules["head"], "the order of ties hangs on another entry than the one before")
        verbs.add(text["verb"])
        people += {"vote.opened": text["facts"].get("roll", 0), "alternate.called": 1}.get(text["verb"], 0)
        before = entry
    insist(verbs >= {"vote.opened", "vote.closed", "vote.certified"}, "the record lacks a step of this vote")
    insist(sum(manifest["eligible"].values()) <= people, "more people could vote than the record says")
    insist(head == manifest["record"], "the record ends elsewhere")
    return number, "head" in rules and "vote.moved" in verbs


def verify(folder, head=None):
    """Check everything. The sentences to say; raises Wrong where something does not fit."""
    try:
        manifest, found = check_files(folder, head)
        rules = read_rules(folder)
        sent = check_ballots(folder, manifest, rules)
        tally = check_tally(folder, manifest, rules, sent)
        entries, is_bound = check_record(folder, manifest, rules)
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        ArithmeticError,
        RecursionError,
        OSError,
    ) as fault:
        raise Wrong("a file is missing or broken (%s: %s)" % (type(fault).__name__, fault)) from None
    voted, method = sum(manifest["voted"].values()), rules["method"]
    said = ["%d people voted; %d entries of the record." % (voted, entries)]
    if sent is None:
        said.append("Their ballots are not listed: so few voted in secret that a list could tell who chose what.")
        said.append("The published sums fit together. That they are those of the ballots cannot be shown here.")
    else:
        said.append("Their ballots are in order, none twice, and counted again they give the published result.")
    result = tally.get("result", {})
    told = tally["by_choice"] if method == "motion" else result.get("by_answer", result.get("by_step"))
    said += ["By %s: %s." % (method, ", ".join("%s %d" % one for one in told.items()))] if told else []
    if not is_bound and method not in FIXED:
        said.append("Nobody was bound to the order of ties before the vote opened.")
    if "winners" in tally.get("result", ()):
        said.append("By %s: %s." % (method, ", ".join(tally["result"]["winners"]) or "nothing won"))
    came_out = "was counted and decides nothing" if method in ADVICE else "passed"
    said.append("The vote %s." % (came_out if tally["passed"] else "did not pass: " + tally["reason"]))
    said.append("Fingerprint: " + found)
    if head is None:
        said.append("Compare it with the published one: without that, a folder forged as a whole is not found.")
    return said


def main(asked):
    if "--help" in asked or "-h" in asked:
        return print(__doc__)
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
