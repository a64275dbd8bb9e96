"""The tool that makes mistakes makes those it says, where they are in use, and nothing else."""

import types
from pathlib import Path

from governance.voting import rules
from governance.voting.rules import counting

from .mutants import living, make, mutants_of

SOURCE = '''
LIMIT = 3


def may(age, is_member=True):
    """Who may."""
    if age >= LIMIT and is_member:
        return "yes"
    raise ValueError(_("You may not."), f"age {age}")


class Box:
    @property
    def room(self):
        return min(n + 1 for n in (1, 2) if n)
'''


def test_every_small_mistake_is_made_once_and_words_for_people_are_left_alone():
    found = {(one.line, one.function, one.before, one.after) for one in mutants_of(SOURCE)}
    assert found == {
        (7, "may", "if age >= LIMIT and is_member:", "if not (age >= LIMIT and is_member):"),
        (7, "may", "age >= LIMIT and is_member", "age >= LIMIT or is_member"),
        (7, "may", "age >= LIMIT", "age > LIMIT"),
        (8, "may", "return 'yes'", "return None"),
        (8, "may", "'yes'", "'yes_'"),
        (15, "Box.room", "return min((n + 1 for n in (1, 2) if n))", "return None"),
        (15, "Box.room", "min", "max"),
        (15, "Box.room", "n + 1", "n - 1"),
        (15, "Box.room", "for n in (1, 2) if n", "for n in (1, 2) if not n"),
        (15, "Box.room", "1", "2"),
        (15, "Box.room", "2", "3"),
    }


def test_a_mistake_is_made_where_the_function_is_in_use(monkeypatch):
    source = Path(counting.__file__).read_text()
    mutant = next(one for one in mutants_of(source, "may_certify") if one.before == "ballots != marks")
    monkeypatch.setattr(rules.may_certify, "__code__", rules.may_certify.__code__)  # put back afterwards
    assert rules.may_certify(state="closed", ballots=3, marks=3)

    make(mutant, counting)

    assert not rules.may_certify(state="closed", ballots=3, marks=3)
    assert rules.may_certify(state="closed", ballots=2, marks=3)


def test_functions_are_found_through_what_is_wrapped_around_them():
    assert "may_close" in living(counting)
    module = types.ModuleType("some")
    exec(SOURCE.replace("@property", "@classmethod"), module.__dict__)
    assert set(living(module)) == {"may", "Box.room"}
