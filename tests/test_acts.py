"""Every act enters the record in its own transaction: where the entry fails, nothing at all has happened.

The tests walk every `actions.py` of the house. An action without a case here fails them.
"""

import ast
import importlib.util
import inspect
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from community.record import actions as record
from community.record import chain
from community.record.models import Entry
from governance.voting import actions as voting
from tests import town
from tests.acts import CASES, OTHERS, WITHOUT_ENTRY

ROOT = Path(settings.BASE_DIR)


@pytest.fixture(scope="module")
def standing(django_db_setup, django_db_blocker):
    with town.standing(django_db_blocker) as built:
        yield built


@pytest.fixture
def the_town(standing):
    with town.taken_back():
        yield standing


class FailsAt:
    """Stands in for `record.enter` in every module that uses it, and fails at the given call."""

    def __init__(self, monkeypatch, number=None):
        self.number, self.calls = number, 0
        for name, module in list(sys.modules.items()):
            ours = name.startswith(("community.", "governance.", "cms.", "config.")) and module is not record
            if ours and getattr(module, "enter", None) is record.enter:
                monkeypatch.setattr(module, "enter", self)

    def __call__(self, *args, **kwargs):
        self.calls += 1
        if self.calls == self.number:
            raise ArithmeticError("the record cannot be written")
        return record.enter(*args, **kwargs)


@pytest.mark.parametrize("name", CASES)
def test_where_an_entry_fails_no_row_has_changed(name, the_town, monkeypatch):
    """Also where it is the third entry of the act, and others were made before it."""
    with town.taken_back():
        act = CASES[name](the_town)
        before, entries = town.rows(), Entry.objects.count()
        with monkeypatch.context() as patched:
            entering = FailsAt(patched)
            act()
        made = Entry.objects.count() - entries
        assert made == entering.calls >= 1, "an entry was made past the patched name, or none"
        assert town.changed(before)
        assert chain.verify() is None
    for number in range(1, made + 1):
        with town.taken_back():
            act = CASES[name](the_town)
            before = town.rows()
            with monkeypatch.context() as patched, town.watched() as written, pytest.raises(ArithmeticError):
                FailsAt(patched, number)
                act()
            assert town.changed(before, written) == []


@pytest.mark.parametrize("name", CASES)
def test_where_a_receiver_fails_no_row_has_changed(name, the_town):
    """A room above that cannot do its part takes the whole act back."""
    act = CASES[name](the_town)
    before = town.rows()

    def broken(**kwargs):
        raise ArithmeticError("somebody above cannot follow")

    record.entered.connect(broken)
    try:
        with town.watched() as written, pytest.raises(ArithmeticError):
            act()
    finally:
        record.entered.disconnect(broken)

    assert town.changed(before, written) == []


@pytest.mark.parametrize("name", WITHOUT_ENTRY)
def test_the_few_acts_without_an_entry_make_none(name, the_town):
    before, entries = town.rows(), Entry.objects.count()

    WITHOUT_ENTRY[name](the_town)

    assert Entry.objects.count() == entries
    assert town.changed(before)


def test_a_ballot_is_tied_to_no_moment(the_town):
    """No time beside it, no number that tells the order, and nothing else is written when it is cast."""
    before = town.rows()

    voting.cast(the_town.east.things.open, by=the_town.member, choice="yes")

    assert town.changed(before) == ["voting_ballot", "voting_rollentry"]
    columns = {f.name: f.get_internal_type() for f in the_town.east.things.open.ballots.model._meta.fields}
    assert "DateTimeField" not in columns.values()
    assert columns["id"] == "UUIDField"
    roll = {f.get_internal_type() for f in the_town.east.things.open.roll.model._meta.fields}
    assert "DateTimeField" not in roll


# --- No action is forgotten ------------------------------------------------------------------------


def actions() -> dict:
    """What every room's actions offer, by room and name."""
    found = {}
    for app in apps.get_app_configs():
        if Path(app.path).parent.parent != ROOT or importlib.util.find_spec(f"{app.name}.actions") is None:
            continue
        module = importlib.import_module(f"{app.name}.actions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            function = inspect.unwrap(function)
            if function.__module__.startswith(module.__name__) and not name.startswith("_"):
                found[f"{app.label}.{name}"] = function
    return found


def test_every_action_of_the_house_has_a_case():
    known = {*CASES, *WITHOUT_ENTRY, *OTHERS}
    forgotten = [name for name in actions() if name not in known and not name.endswith("_verdict")]

    assert forgotten == [], "give each a case above"


def test_no_case_is_about_an_action_that_is_gone():
    gone = [name for name in (*CASES, *WITHOUT_ENTRY, *OTHERS) if name not in actions() and ".Priority." not in name]

    assert gone == []


def test_entries_are_made_by_actions_and_by_publication_only():
    """A view, a command or a form that entered an act by itself would go around its rule."""
    makers = set()
    for wing in ("community", "governance", "cms", "config"):
        for path in (ROOT / wing).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("enter", "record.enter", "actions.enter"):
                    makers.add(str(path.relative_to(ROOT)))

    others = {maker for maker in makers if Path(maker).stem != "actions" and "actions" not in Path(maker).parts}
    assert others == {"governance/priorities/models/priorities.py"}


def test_every_case_runs_in_a_transaction_of_its_own():
    """Without one, what was written before a failure would stay."""
    bare = []
    for name in (*CASES, *WITHOUT_ENTRY):
        function = actions().get(name)
        if function is None or name in {
            "people.drop_draft",
            "voting.publish",
        }:  # one statement; files, then an act
            continue
        tree = ast.parse(Path(inspect.getsourcefile(function)).read_text())
        definition = next(n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == function.__name__)
        if not any(ast.unparse(decorator) == "transaction.atomic" for decorator in definition.decorator_list):
            bare.append(name)

    assert bare == []
