"""Bundles for tests: votes by every method, counted by the house's own rules."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from community.record.models import canonical, digest_of
from governance.boards.rules import Balance
from governance.voting import rules as voting
from governance.voting.bundle import recount, verify, writer
from governance.voting.bundle.verify import Tree
from governance.voting.bundle.writer import Bundle, Roll
from governance.voting.counting import approval, consent, division, equal_shares, gradients, greedy, irv, ranking, stv
from governance.voting.counting import score as scores
from governance.voting.counting.ballots import Ballots, Pot, Project, Scores
from governance.voting.counting.rankings import Rankings
from tests.voting import sums

SHARES = {"quorum": ">1/2", "resident_quorum": ">1/2", "majority": ">1/2"}
BALANCE = Balance(residents=6, filled=9, total=9, floor=51)
ROLL = {"resident": 6, "partner": 3}
SENT = [("resident", "yes")] * 4 + [("resident", "no"), ("partner", "yes"), ("partner", "abstain")]
KEYS = ("a", "b", "c", "d")
COSTS = dict(zip(KEYS, (50, 30, 40, 20), strict=True))
BOUNDS = {"a": [2, 20], "b": [0, 12], "c": [1, 20], "d": [0, 20]}
FIXED = {"consent": consent.ANSWERS, "gradients": gradients.STEPS}
POT = {"sum": 90, "rule": "equal-shares", "utility": "cost", "completion": "increment-greedy"}
PARAMETERS = {
    "consent": {}, "gradients": {}, "approval": {"seats": 2}, "score": {"seats": 2, "points": 5}, "irv": {},
    "stv": {"seats": 2}, "ranking": {}, "pot": POT, "division": {"pot": 20, "bounds": BOUNDS},
}  # fmt: skip


def record_of(parts) -> list[dict]:
    """What the record says of a vote: its opening, its close and its certification."""
    frozen = {name: value for name, value in parts["rules"].items() if name not in verify.LATER}
    tree = Tree()
    for ballot in parts["ballots"]:
        tree.add(verify.leaf_of(writer.line_of(ballot)))
    told = {
        "opened": {"rules": digest_of(canonical(frozen)), "roll": sum(parts["roll"].eligible.values())},
        "closed": {"root": tree.root(), "ballots": len(parts["ballots"])},
        "certified": {"tally": digest_of(canonical(parts["tally"]))},
    }
    entries, before = [], "0" * 64
    for seq, (name, facts) in enumerate(told.items(), 41):
        text = canonical({"seq": seq, "prev": before, "verb": f"vote.{name}", "by": "Zoë", "facts": facts})
        before = digest_of(text)
        entries.append({"seq": seq, "hash": before, "text": text})
    return entries


def tally_of(sent, eligible, shares=SHARES, balance=BALANCE, **more):
    """A motion counted by the house: pairs of (seat kind, choice)."""
    return sums.count(sent, roll=eligible, balance=balance, **shares, **more).as_facts()


def sealed(sent, eligible, facts, counted, *, is_secret=False, **more) -> Bundle:
    """A bundle of these answers, each with the kind of seat it came from."""
    ballots = [
        {"choice": choice, "receipt": f"r{n:04d}"} | ({} if is_secret else {"kind": kind, "name": f"Person {n}"})
        for n, (kind, choice) in enumerate(sent)
    ]
    voted = {kind: sum(one == kind for one, _choice in sent) for kind in eligible}
    parts = {
        "rules": facts, "ballots": writer.in_order(ballots), "tally": json.loads(json.dumps(counted)),
        "roll": Roll(eligible, voted), "software": "common-table 0.1.0",
    }  # fmt: skip
    parts |= more
    return Bundle(**{"record": record_of(parts)} | parts)


def made(sent=SENT, *, eligible=None, is_secret=False, shares=SHARES, balance=BALANCE, said=None, **more) -> Bundle:
    """A motion, counted by the house's own rule. said: what else the rules say."""
    eligible = eligible or ROLL
    tally = tally_of(sent, eligible, shares, balance)
    if is_secret:
        del tally["by_kind"]
    facts = {"method": "motion", "options": list(voting.CHOICES), **shares, "balance": vars(balance), **(said or {})}
    return sealed(sent, eligible, facts, tally, is_secret=is_secret, **more)


def result_of(method: str, answers, parameters: dict, order):
    """What the house's own count says of these answers."""
    seats, keys = parameters.get("seats", 1), KEYS
    if method == "pot":
        return pot_result(answers, parameters, order)
    counts: dict[str, Callable] = {
        "consent": lambda: consent.count([consent.Stance(**one) for one in answers], **parameters),
        "gradients": lambda: gradients.count(answers),
        "approval": lambda: approval.count(Ballots.gather(keys, answers), seats=seats, order=order),
        "score": lambda: scores.count(Scores.gather(keys, answers), seats=seats, order=order),
        "irv": lambda: irv.count(Rankings.gather(keys, answers), order=order),
        "stv": lambda: stv.count(Rankings.gather(keys, answers), seats=seats, order=order),
        "ranking": lambda: ranking.count(Rankings.gather(keys, answers), order=order),
        "division": lambda: division.count(question(parameters), answers, order=order),
    }
    return counts[method]()


def question(parameters: dict) -> division.Question:
    """The pot to divide, in the house's terms."""
    shares = tuple(division.Share(key, *parameters["bounds"][key]) for key in KEYS)
    return division.Question(parameters["pot"], shares)


def pot_of(answers, parameters: dict) -> Pot:
    """The pot with its ballots, in the house's terms."""
    projects = [Project(key, COSTS[key]) for key in KEYS]
    return Pot.gather(parameters["sum"], projects, answers, unit=parameters.get("unit", 1))


def pot_result(answers, parameters: dict, order):
    """A pot by the rule its parameters name."""
    pot = pot_of(answers, parameters)
    switches = {name: value for name, value in parameters.items() if name not in ("sum", "rule", "unit")}
    if parameters["rule"] == "greedy":
        return greedy.count(pot, order=order, **switches)
    if "increment" in switches:
        switches["increment"] = Fraction(switches["increment"])
    return equal_shares.count(pot, order=order, **switches)


def made_by(
    method: str, answers, *, parameters=None, order=None, eligible=None, kinds=None, free=None, is_secret=False, **more
) -> Bundle:
    """A vote by any other method, counted by the house's own rules.

    kinds: of whose seat each answer is; without it every third is a partner's. free: who may vote, where somebody
    stepped back.
    """
    answers = list(answers)
    parameters = PARAMETERS[method] if parameters is None else parameters
    kinds = kinds or ["partner" if n % 3 == 2 else "resident" for n in range(len(answers))]
    sent = list(zip(kinds, answers, strict=True))
    eligible = eligible or {"resident": len(answers) - len(answers) // 3 + 1, "partner": len(answers) // 3}
    options = [{"key": key, "title": key.upper(), "hash": "0" * 64, "cost": COSTS[key]} for key in KEYS]
    facts = {"method": method, "parameters": parameters, "options": list(FIXED.get(method, options)), **SHARES}
    facts |= {"balance": vars(BALANCE), "order": list(order or ([] if method in FIXED else KEYS))}
    setting = voting.Setting(eligible, Counter(kinds), SHARES["quorum"], SHARES["resident_quorum"], BALANCE, free=free)
    paper, result = recount.paper_of(facts), result_of(method, answers, parameters, order)
    beside = {"compared": voting.compared(paper, answers), "alike": voting.all_alike(answers)}
    tally = voting.conclude(setting, method, result, **beside).as_facts()
    if free:
        facts["recusal"] = {"away": free.away, "seats": free.seats, "floor": free.floor, "counts": False}
    return sealed(sent, eligible, facts, tally, is_secret=is_secret, **more)


def divided(amounts) -> dict:
    """A ballot that keeps to the bounds and gives out the pot, from any whole numbers for one option after another."""
    given = {key: BOUNDS[key][0] for key in KEYS}
    left = PARAMETERS["division"]["pot"] - sum(given.values())
    for key, wanted in [*zip(KEYS, amounts, strict=False), *((key, left) for key in KEYS)]:
        more = min(wanted, left, BOUNDS[key][1] - given[key])
        given[key] += more
        left -= more
    return {key: amount for key, amount in given.items() if amount}


words = st.sampled_from(["", "It is late.", "Noise at night.", "Who pays?"])
named = st.sets(st.sampled_from(KEYS)).map(sorted)
ranks = st.permutations(KEYS).flatmap(lambda order: st.integers(0, 4).map(lambda n: list(order[:n])))
ANSWERS = {
    "consent": st.builds(dict, answer=st.sampled_from(consent.ANSWERS), words=words).map(
        lambda one: one | {"words": one["words"] or "Harm."} if one["answer"] == "object" else one
    ),
    "gradients": st.sampled_from(gradients.STEPS),
    "approval": named,
    "pot": named,
    "score": st.dictionaries(st.sampled_from(KEYS), st.integers(1, 5)),
    "irv": ranks,
    "stv": ranks,
    "ranking": ranks,
    "division": st.one_of(st.just({}), st.lists(st.integers(0, 20), max_size=4).map(divided)),
}
EXAMPLES = {
    "consent": [{"answer": "consent", "words": ""}] * 4 + [{"answer": "object", "words": "Noise."}],
    "gradients": ["endorse", "endorse", "block", "abstain"],
    "approval": [["a", "b"], ["a"], ["b"], ["c"], []],
    "pot": [["a", "b"], ["a"], ["b", "d"], ["c"], []],
    "score": [{"a": 5, "b": 1}, {"b": 3}, {"c": 5}, {}],
    "irv": [["a", "b"], ["b", "a"], ["b"], ["c", "a"], []],
    "stv": [["a", "b"], ["a", "c"], ["a", "b", "d"], ["c", "a"], ["d"], []],
    "ranking": [["a", "b"], ["b", "a"], ["b"], ["c", "a"], []],
    "division": [divided([7, 1]), divided([2, 13, 4]), divided([9]), {}],
}


def reseal(folder: Path, **changes) -> None:
    """What a forger does: write the manifest anew over changed files."""
    manifest = json.loads((folder / "manifest.json").read_text())
    tree = Tree()
    for line in (folder / "ballots.jsonl").read_bytes().splitlines(keepends=True):
        tree.add(verify.leaf_of(line))
    files = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in manifest["files"]}
    manifest |= {"files": files, "root": tree.root()} | changes
    (folder / "manifest.json").write_bytes(writer.line_of(manifest))


def lines(folder: Path) -> list[bytes]:
    """The ballots of a bundle as they are written."""
    return (folder / "ballots.jsonl").read_bytes().splitlines(keepends=True)


def put(folder: Path, ballots: list[bytes]) -> None:
    """Write other ballots in their place, in the order there is to be."""
    (folder / "ballots.jsonl").write_bytes(b"".join(sorted(ballots, key=verify.leaf_of)))
