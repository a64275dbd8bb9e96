"""Write docs/rules.md: the constitution in code, as sentences a citizen can read.

Read from the source itself: each rule's own sentence, then every reason for which it says no, with the
clause that decides. Nothing is written twice, so the page cannot disagree with the program.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PAGE = settings.BASE_DIR / "docs" / "rules.md"
HEAD = """# The rules

Every rule of the house, generated from the code that enforces it (`manage.py write_rules`).
Words in %(brackets)s are filled in with the numbers of the board's own charter; the name after a
reason is the key of the charter's clause that decides.
"""


class Command(BaseCommand):
    help = "Write docs/rules.md from the rules' own sentences. With --check, only say whether it is fresh."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check, **options):
        page = "\n".join([HEAD, *lines()])
        if check and (not PAGE.exists() or PAGE.read_text() != page):
            raise CommandError("docs/rules.md is not what the rules say. Run: manage.py write_rules")
        if not check:
            PAGE.write_text(page)


def lines() -> Iterator[str]:
    """The page, room by room from the ground floor up."""
    for app in reversed(list(apps.get_app_configs())):
        folder = Path(app.path)
        if not folder.is_relative_to(settings.BASE_DIR) or ".venv" in folder.parts:
            continue
        for path in sorted([*folder.glob("rules.py"), *folder.glob("rules/*.py")]):
            tree = ast.parse(path.read_text())
            rules = [node for node in tree.body if is_rule(node)]
            if rules:
                yield f"## {app.verbose_name}\n\n{one_line(ast.get_docstring(tree) or '')}\n"
            for rule in rules:
                yield from section(rule)


def is_rule(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")


def section(rule: ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """One rule: its sentence, and why it says no."""
    yield f"### {rule.name}\n\n{one_line(ast.get_docstring(rule) or '')}\n"
    reasons = list(dict.fromkeys(refusals(rule)))
    if reasons:
        yield "\n".join(["It says no with:", "", *reasons, ""])


def refusals(rule: ast.AST) -> Iterator[str]:
    """Each Verdict the rule can answer with that carries a sentence."""
    for call in ast.walk(rule):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Verdict":
            named = {keyword.arg: keyword.value for keyword in call.keywords}
            sentence = next(strings(call.args[0] if call.args else named.get("message")), "")
            clause = next(strings(named.get("clause")), "")
            if sentence:
                yield f"- “{sentence}”" + (f" ({clause})" if clause else "")


def strings(node: ast.AST | None) -> Iterator[str]:
    """The texts written inside an expression."""
    for part in ast.walk(node) if node else ():
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def one_line(text: str) -> str:
    return " ".join(text.split())
