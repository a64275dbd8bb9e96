"""What a count says: who won, by which arithmetic, which ties were broken how, what is left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fractions import Fraction

from community.record.verdict import _

from .ballots import refused

LONGEST = 4000  # digits: more than a person reads, and what Python writes without being told


def exact(value: Fraction) -> str:
    """A fraction as text that loses nothing; in base sixteen where base ten would fill pages."""
    top, bottom = value.numerator, value.denominator
    if max(top.bit_length(), bottom.bit_length()) > LONGEST * 3:
        return f"{top:#x}/{bottom:#x}"
    return str(value)


def about(value: Fraction, places: int = 2) -> str:
    """A fraction for the eye, rounded half up. Nothing is decided by it."""
    scale = 10**places
    whole = (2 * value.numerator * scale + value.denominator) // (2 * value.denominator)
    units, rest = divmod(whole, scale)
    return f"{units}.{rest:0{places}d}"


def money(amount: int | Fraction, unit: int) -> str:
    """A sum as the file writes it: whole where it is whole."""
    value = Fraction(amount) / unit
    return str(value.numerator) if value.denominator == 1 else about(value)


def order_of(ids: Iterable[str], published: Iterable[str] | None) -> tuple[str, ...]:
    """The order that breaks ties. It names every option once; without one, the ids as text decide."""
    ids = list(ids)
    if published is None:
        return tuple(sorted(ids))
    order = tuple(published)
    if sorted(order) != sorted(ids):
        raise refused(_("The order for ties has to name every option once."))
    return order


@dataclass(frozen=True)
class Tie:
    """Options that stood exactly equal, and the one that the published order put first."""

    round: int
    among: tuple[str, ...]
    first: str


@dataclass(frozen=True)
class Result:
    """The record of one count.

    rule, version, parameters: which method, which text of it, with which switches.
    order: the published order of ties. ties: where it was needed.
    rounds: what was decided one after another; losers: what each other option fell short by.
    sum, left: the pot and what remains of it, in minor units; none where no money is shared.
    input: SHA-256 of everything that decided.
    """

    rule: str
    version: str
    parameters: Mapping[str, str | int | bool]
    order: tuple[str, ...]
    winners: tuple[str, ...]
    rounds: tuple[object, ...]
    losers: tuple[object, ...] = ()
    ties: tuple[Tie, ...] = ()
    people: int = 0
    sum: int | None = None
    left: int | None = None
    unit: int = 1
    input: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict:
        """For a machine: plain texts and numbers; a fraction both exact and rounded."""
        return {name: plain(getattr(self, name)) for name in (f.name for f in fields(self)) if name != "names"}

    def lines(self) -> list[str]:
        """For a person at a terminal."""
        said = " ".join(f"{name}={value}" for name, value in self.parameters.items() if value not in ("", None))
        lines = [f"{self.rule} {self.version}  {said}".rstrip(), f"Ballots: {self.people}. Input: {self.input}"]
        if self.sum is not None:
            lines.append(f"Pot: {money(self.sum, self.unit)}")
        lines += ["", f"Winners: {len(self.winners)}"]
        lines += [line for number, step in enumerate(self.rounds, 1) for line in step.lines(number, self)]
        if self.losers:
            lines += ["", "Not chosen:", *(loser.line(self) for loser in self.losers)]
        if self.left is not None:
            lines += ["", f"Spent: {money(self.sum - self.left, self.unit)}. Left: {money(self.left, self.unit)}."]
        if self.ties:
            lines += ["", "Ties, broken by the published order:"]
            lines += [f"  round {t.round}: {t.first} first among {', '.join(t.among)}" for t in self.ties]
        return lines

    def named(self, option: str) -> str:
        """An option with the title people know it by."""
        name = self.names.get(option, "")
        return f"{option} {name[:60]}".rstrip()


def plain(value: object) -> object:
    """A value as JSON can say it."""
    if isinstance(value, Fraction):
        return {"exact": exact(value), "about": about(value, 6)}
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
