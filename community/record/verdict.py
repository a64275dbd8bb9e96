"""A verdict is a rule's answer: yes, or no with the sentence and the clause that says so.

Rules never format the sentence. They name it, with its parameters; pages translate it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def _(message: str) -> str:
    """Mark a sentence for translation without translating it: rules import no Django."""
    return message


def ngettext_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a sentence with a plural form for translation."""
    return singular, plural


# xgettext knows these names (see `make messages`).
ngettext_noop = ngettext_


@dataclass(frozen=True)
class Verdict:
    """Yes when `message` is empty. Otherwise the reason, its clause and what one can do instead.

    message: the sentence, with %(name)s for each parameter.
    plural, count: the plural form and the number that chooses it, where the sentence has one.
    clause: stable key of the charter's clause, for example "vote.roll".
    remedy: what the person can do now, a sentence without parameters.
    """

    message: str = ""
    clause: str = ""
    params: Mapping[str, object] = field(default_factory=dict)
    plural: str = ""
    count: int = 0
    remedy: str = ""

    def __bool__(self) -> bool:
        return not self.message


YES = Verdict()


class Refused(Exception):
    """An act was not allowed. Carries the verdict; the middleware shows it as a 409 page."""

    def __init__(self, verdict: Verdict):
        self.verdict = verdict
        sentence = verdict.plural if verdict.plural and verdict.count != 1 else verdict.message
        super().__init__(sentence % ({"count": verdict.count} | dict(verdict.params)))


def insist(verdict: Verdict) -> None:
    """Go on when the verdict is yes; raise Refused with its reason when it is no."""
    if not verdict:
        raise Refused(verdict)


def all_of(*verdicts: Verdict) -> Verdict:
    """The first no among the verdicts, or yes."""
    return next((v for v in verdicts if not v), YES)
