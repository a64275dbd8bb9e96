"""Consent: not "who wants this?" but "who sees harm in it?"

Sources: Gerard Endenburg, "Sociocracy: The Organization of Decision-Making" (1998): a proposal is adopted when
nobody has a paramount, reasoned objection. Standing aside: C. T. Butler and Amy Rothstein, "On Conflict and
Consensus" (1987): who stands aside neither agrees nor stops the others.

Variant: an objection names the harm, or it is not one and is refused. The proposal holds when at least one
person consents (with a concern or without) and no more people object than `objections_allowed`, usually none.
Who stands aside counts as having answered. Whether enough people answered is the vote's quorum, not counted here.

Ties: there are none. Rounding: none. Shapes: one stance per person. Units: people.
The words of objections and concerns are kept sorted, so that they do not show in which order people answered.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from community.record.verdict import _

from .ballots import _digest, refused

VERSION = "1"
CONSENT, CONCERN, OBJECT, ASIDE = "consent", "concern", "object", "aside"
ANSWERS = (CONSENT, CONCERN, OBJECT, ASIDE)


@dataclass(frozen=True)
class Stance:
    """One person's answer, and the words they gave with it: the concern, or the harm an objection names."""

    answer: str
    words: str = ""


@dataclass(frozen=True)
class ConsentResult:
    """Who answered what, and whether the proposal holds.

    reason: "objections", "nobody" (no one consents) or empty. input: SHA-256 of all answers.
    """

    rule: str
    version: str
    parameters: Mapping[str, int]
    people: int
    by_answer: Mapping[str, int]
    objections: tuple[str, ...]
    concerns: tuple[str, ...]
    passed: bool
    reason: str
    input: str

    def as_dict(self) -> dict:
        """For a machine."""
        return asdict(self)

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        lines = [f"{self.rule} {self.version}", f"Ballots: {self.people}. Input: {self.input}", ""]
        lines += [f"  {answer}: {number}" for answer, number in self.by_answer.items()]
        lines += [f"  objection: {words}" for words in self.objections]
        lines += [f"  concern: {words}" for words in self.concerns]
        return [*lines, "", "Holds." if self.passed else f"Does not hold: {self.reason}."]


def count(stances: Iterable[Stance], *, objections_allowed: int = 0) -> ConsentResult:
    """Count consent."""
    if objections_allowed < 0:
        raise refused(_("A number of people is not below zero."))
    given = sorted((stance.answer, " ".join(stance.words.split())) for stance in stances)
    for answer, words in given:
        if answer not in ANSWERS:
            raise refused(_("%(option)s is not one of the options."), option=answer)
        if answer == OBJECT and not words:
            raise refused(_("An objection says which harm it sees."))
    numbers = Counter(answer for answer, _words in given)
    if numbers[OBJECT] > objections_allowed:
        reason = "objections"
    else:
        reason = "" if numbers[CONSENT] + numbers[CONCERN] else "nobody"
    return ConsentResult(
        rule="consent",
        version=VERSION,
        parameters={"objections_allowed": objections_allowed},
        people=len(given),
        by_answer={answer: numbers[answer] for answer in ANSWERS},
        objections=tuple(words for answer, words in given if answer == OBJECT),
        concerns=tuple(words for answer, words in given if answer == CONCERN and words),
        passed=not reason,
        reason=reason,
        input=_digest(json.dumps(one, ensure_ascii=False) for one in given),
    )
