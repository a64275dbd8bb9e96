"""The rules of the house that a machine can check. Each failure says what to do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

from community.record.verbs import VERBS

ROOT = Path(settings.BASE_DIR)
WINGS = ("config", "cms", "governance", "community")
ROOMS = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent.parent == ROOT]

# The shape of a room. A name that isn't here is a decision: add it where it belongs and say why.
SHAPE = {
    "__init__", "apps", "models", "rules", "actions", "verbs", "forms", "views", "urls", "api",
    "wagtail_hooks", "consumers", "tasks", "receivers",
    "duties",  # what somebody in a role still owes, and hands over before leaving
    "letters",  # what a mail says beyond its title
    "reading",  # what a page says about a thing, where that is more than its fields
}  # fmt: skip
EXTRA = {
    "record": {"chain", "checks", "clock", "guards", "locks", "periods", "sums", "verdict", "keyed"},
    "people": {"adapter", "cards", "doors", "leaving", "suppression", "words"},
    "rooms": {"discussion", "hub", "lines", "moderation", "reader", "routing"},
    "boards": {
        "charters",
        "duties",
        "letters",
        "lottery",
        "makeup",
        "people_file",
        "pools",
        "portraits",
        "table",
        "welcome",
        "wizard",
    },
    "voting": {"bundle", "closeness", "counting", "duties", "files", "receipts", "recount"},
}


def sources(pattern: str = "*.py") -> list[Path]:
    """Our own source files, migrations left out."""
    found = [path for wing in WINGS for path in sorted((ROOT / wing).rglob(pattern))]
    return [path for path in found if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))


def in_git() -> list[Path]:
    """Every file that is, or is about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout
    return [path for line in listed.splitlines() if (path := ROOT / line).is_file()]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    """Where a pattern occurs, as file:line."""
    wanted = re.compile(pattern)
    return [
        f"{named(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if wanted.search(line)
    ]


def assert_none(found: list[str], what: str = "") -> None:
    """Show all of what should not be there, not only the first."""
    assert not found, "\n".join([what, *found])


def public(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """What a module offers."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


def files_of(subject: str) -> list[Path]:
    """A room's rules.py or actions.py, or the files of the package it became."""
    return [p for p in sources() if p.stem == subject or p.parent.name == subject]


def test_the_floors_hold():
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_has_the_shape_of_every_room(room):
    allowed = SHAPE | EXTRA.get(room.name, set())
    packages = {"migrations", "management", "templatetags", "__pycache__"}

    odd = [
        path.name
        for path in room.iterdir()
        if (path.is_file() and path.suffix == ".py" and path.stem not in allowed)
        or (path.is_dir() and path.name not in packages | allowed)
    ]

    assert_none(odd)


def test_every_model_says_what_it_is():
    unsaid = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in WINGS
        and (not model.__doc__ or model.__doc__.startswith(f"{model.__name__}("))
    ]
    assert_none(unsaid)


@pytest.mark.parametrize("subject", ["rules", "actions"])
def test_every_rule_and_action_says_what_it_does_in_a_sentence(subject):
    unsaid = []
    for path in files_of(subject):
        for node in public(ast.parse(path.read_text())):
            if not (ast.get_docstring(node) or "").split("\n")[0].endswith((".", "?")):
                unsaid.append(f"{named(path)}: {node.name}")
    assert_none(unsaid)


# People take it home as one file that needs no other, and it counts every method with code of its own.
LONG = {"governance/voting/bundle/verify.py": 660}


def test_no_file_is_longer_than_a_reader_can_hold():
    paths = [*sources(), *(ROOT / "tests").rglob("*.py")]
    lengths = {named(p): len(p.read_text().splitlines()) for p in paths}
    assert_none([f"{name}: {n} lines" for name, n in lengths.items() if n > LONG.get(name, 350)])


def test_views_never_fetch_a_thing_past_the_question_who_may_see_it():
    doors = [p for p in sources() if p.stem in {"views", "api", "consumers"} or p.parent.name == "views"]
    bare = r"objects\.a?get\(|get_object_or_404\(\s*[A-Z]\w*(\.objects(\.all\(\))?)?\s*,\s*(pk|id)="
    assert_none(lines_with(bare, doors))


def test_every_verb_reads_as_a_thing_and_what_happened_to_it():
    odd = [key for key in VERBS if not re.fullmatch(r"[a-z_]+\.[a-z_]+", key)]
    unlabelled = [key for key, verb in VERBS.items() if not verb.label.strip() or verb.label.endswith(".")]
    assert_none(odd + unlabelled)


def test_every_verb_that_is_named_is_used():
    """A verb nobody enters is a promise nobody keeps. A room enters its own verbs."""
    idle = []
    for path in files_of("verbs"):
        text = "\n".join(p.read_text() for p in sources() if path.parent in p.parents and p != path)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and getattr(getattr(node.value, "func", 0), "id", "") == "Verb":
                name = node.targets[0].id
                if not re.search(rf"\b{name}\b", text):
                    idle.append(f"{named(path)}: {name}")
    assert_none(idle)


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a script written into the page", r"<script(?=[\s>])(?![^>]*\bsrc=)(?![^>]*type=.application/json)"),
        ("a style written into the page", r"<style|\sstyle="),
        ("an act written into an attribute", r"\son[a-z]+="),
        ("a link that runs a script", r"javascript:"),
        ("a request to somebody else", r"(src|href)=.(https?:)?//"),
    ],
)
def test_pages_hold_nothing_that_the_policy_would_block(what, pattern):
    pages = [p for p in templates() if p.suffix == ".html" and "mail" not in p.parts]
    makers = [p for p in sources() if p.stem in {"parts", "pictures"}]
    assert_none(lines_with(pattern, pages + makers), what)


def test_nothing_points_at_the_machine_it_was_made_on():
    texts = [p for p in in_git() if p.suffix not in {".woff2", ".png", ".jpg", ".mo", ".ico", ".webp"}]
    texts.remove(Path(__file__))
    assert_none(lines_with(r"(?<![\w.}])/(work|home|root|tmp)/\w", texts))


def test_nothing_is_left_for_later():
    marks = r"\b(TODO|FIX" + r"ME|XX" + r"X)\b"
    assert_none(lines_with(marks, sources() + templates()))


def test_migrations_have_names():
    unnamed = [named(p) for wing in WINGS for p in (ROOT / wing).rglob("migrations/*_auto_*.py")]
    assert_none(unnamed)


def test_the_page_of_rules_is_fresh():
    call_command("write_rules", check=True)


def test_every_variable_that_is_read_is_explained():
    read = re.findall(
        r"""(?:environ\.get\(|environ\[|envbool\(|envlist\()"([A-Z_]+)\"""",
        (ROOT / "config" / "settings.py").read_text(),
    )
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert explained == set(read)


def test_the_sprite_carries_every_icon_that_is_used_and_no_other():
    """Each page pays for it."""
    carried = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons/icons.svg").read_text()))
    files = [*(ROOT / "templates").rglob("*.html"), *(p for wing in WINGS for p in (ROOT / wing).rglob("*.py"))]
    text = "\n".join(path.read_text() for path in files)
    asked = set(re.findall(r"""\{% icon ["']([\w-]+)["']""", text))
    assert asked <= carried
    assert {name for name in carried if f'"{name}"' not in text and f"'{name}'" not in text} == set()
