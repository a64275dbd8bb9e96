"""The shape of a rule of counting, so that a page or a command can ask for any of them by name."""

from collections.abc import Callable
from dataclasses import dataclass

BY_ID, BY_FILE = "id", "file"


@dataclass(frozen=True)
class Option:
    """One switch of a rule. What was chosen is stored with every result.

    read: turns what a person typed into a value, and raises ValueError where it cannot.
    flag: a switch that is on or off.
    usual: what holds where nothing is chosen, as the rule's own text has it.
    goes_with: another switch, and its choices with which alone this one changes anything.
    """

    name: str
    help: str
    choices: tuple[str, ...] = ()
    read: Callable[[str], object] = str
    flag: bool = False
    usual: str = ""
    goes_with: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Rule:
    """One way of counting.

    formats: the files it counts, by the end of their names.
    count: takes an election as the reader of that format gives it and the options by name, and returns
    something with `winners`, `as_dict()` for a machine and `lines()` for a person.
    ties: what breaks ties in a file that says nothing of it: the ids as text, or the order in the file.
    notes: what people should know of this rule and an election: what of it isn't counted.
    """

    name: str
    formats: tuple[str, ...]
    count: Callable[..., object]
    options: tuple[Option, ...] = ()
    about: str = ""
    ties: str = BY_ID
    notes: Callable[[object], tuple[str, ...]] = lambda election: ()
