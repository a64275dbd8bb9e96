"""Which small mistakes in a file would no test notice? Each is made in turn, in memory, and the tests are run.

    python -m tests.tools.mutants governance/voting/rules/counting.py --tests tests/voting/test_count.py
    python -m tests.tools.mutants FILE --tests FOLDER … --least 90 --only "Ties."

A mistake that some test notices is killed; one that makes the tests run five times as long is, too. What survives is
listed with its line. Only what stands inside functions is changed: their code is swapped where it is in use, so
everybody who imported them runs the mistake, and no file is ever written. Sentences for people are left alone.
"""

import argparse
import ast
import copy
import importlib
import os
import re
import signal
import sys
import time
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult,
    ast.Mod: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
KEY = re.compile(r"[a-z_]+([.-][a-z_]+)*")  # a clause, a kind, a name of something; not a sentence
LONGEST = 5  # times as long as without a mistake


@dataclass(frozen=True)
class Mutant:
    """One mistake: where, in which function, what stood there and what stands there now."""

    line: int
    function: str
    before: str
    after: str
    tree: ast.Module

    def __str__(self):
        return f"line {self.line}, {self.function}: {self.before}  →  {self.after}"


# --- mistakes ---


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the place of a node."""
    new = copy.deepcopy(node)
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in SWAPS:
            setattr(
                new, *(("ops", [SWAPS[type(op)]()]) if isinstance(node, ast.Compare) else ("op", SWAPS[type(op)]()))
            )
            yield new
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield new.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if KEY.fullmatch(value):
            yield ast.Constant(f"{value}_")
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Return(value=value) if value is not None and not (
            isinstance(value, ast.Constant) and value.value is None
        ):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.If(test=test) | ast.IfExp(test=test) if not isinstance(test, ast.Compare):
            new.test = ast.UnaryOp(ast.Not(), new.test)
            yield new
        case ast.comprehension(ifs=[_, *_]):
            new.ifs = [ast.UnaryOp(ast.Not(), new.ifs[0]), *new.ifs[1:]]
            yield new


def inside(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Every node in a function's body, with where it hangs. Not its signature, and no text for people."""
    waiting: list[ast.AST] = [function]
    while waiting:
        parent = waiting.pop()
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns", "args", "decorator_list") and not isinstance(parent, ast.Call):
                continue
            for place, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                is_said = isinstance(node, ast.JoinedStr) or (
                    isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("_", "ngettext_")
                )
                # zip(…, strict=True) is a net under what cannot happen: without it nothing changes.
                is_a_net = isinstance(node, ast.keyword) and node.arg == "strict"
                if isinstance(node, ast.AST) and not is_said and not is_a_net:
                    waiting.append(node)
                    yield parent, name, place, node


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a file and of its classes, by their names."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{one.name}", one) for one in node.body if isinstance(one, ast.FunctionDef))


def mutants_of(source: str, only: str = "") -> Iterator[Mutant]:
    """Every mistake that can be made in a file. only: in functions whose name begins so."""
    tree = ast.parse(source)
    for name, function in functions(tree):
        if not name.startswith(only):
            continue
        for parent, field, place, node in list(inside(function)):
            for new in changes(node):
                held = getattr(parent, field)
                put = copy.copy(held) if place is not None else new
                if place is not None:
                    put[place] = new
                setattr(parent, field, put)
                line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
                yield Mutant(line, name, short(node), short(new), ast.fix_missing_locations(copy.deepcopy(tree)))
                setattr(parent, field, held)


def short(node: ast.AST) -> str:
    """A node as code, in one line: of what holds others only its head."""
    lines = ast.unparse(node).splitlines() or ["–"]
    return lines[0].strip()[:100]


# --- living code ---


def living(module: types.ModuleType) -> dict[str, types.FunctionType]:
    """The functions of a module as they are in use, whatever is wrapped around them."""
    found = {}

    def take(thing):
        for attribute in ("fget", "func", "__func__"):  # properties, cached ones, class methods
            thing = getattr(thing, attribute, thing) if not isinstance(thing, types.FunctionType) else thing
        while hasattr(thing, "__wrapped__"):
            thing = thing.__wrapped__
        if isinstance(thing, types.FunctionType) and thing.__module__ == module.__name__:
            found[thing.__qualname__] = thing

    for thing in list(vars(module).values()):
        take(thing)
        if isinstance(thing, type) and thing.__module__ == module.__name__:
            for one in list(vars(thing).values()):
                take(one)
    return found


def codes(code: types.CodeType) -> Iterator[types.CodeType]:
    """A code object and all that it holds."""
    yield code
    for one in code.co_consts:
        if isinstance(one, types.CodeType):
            yield from codes(one)


def make(mutant: Mutant, module: types.ModuleType) -> None:
    """Let the function in use make the mistake."""
    compiled = compile(mutant.tree, module.__file__, "exec")
    new = next(code for code in codes(compiled) if code.co_qualname == mutant.function)
    living(module)[mutant.function].__code__ = new


# --- runs ---


def notices(tests: list[str], prepare: Callable[[], None], limit: float | None = None) -> bool:
    """Whether the tests fail, in a process of its own. One that takes too long is ended, and has failed."""
    process = os.fork()
    if not process:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        os.setsid()
        status = 1
        try:
            import pytest
            from django.conf import settings

            Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # the tests before took their folder away
            prepare()
            status = pytest.main([*tests, "-q", "-x", "--no-header"])
        finally:
            os._exit(int(status))
    started = time.monotonic()
    try:
        while True:
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                return status != 0
            if limit and time.monotonic() - started > limit:
                raise TimeoutError
            time.sleep(0.02)
    except BaseException as stopped:  # too long, or somebody stops us: nothing may go on alone
        os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if isinstance(stopped, TimeoutError):
            return True
        raise


def loaded(path: Path) -> types.ModuleType:
    """The module of a file, in a Django that is set up as for tests."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from hypothesis import settings

    django.setup()
    # The same examples for everybody, and none kept: a mistake must not be found by what another one left behind.
    settings.register_profile("mutants", derandomize=True, database=None)
    settings.load_profile("mutants")
    return importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def main(asked: list[str]) -> int:
    """Make every mistake, and say which were not noticed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--tests", nargs="+", required=True)
    parser.add_argument("--only", default="", help="only functions whose name begins so")
    parser.add_argument("--least", type=int, default=90, help="per cent that have to be killed")
    chosen = parser.parse_args(asked)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    path = chosen.file.resolve()
    module, started = loaded(path), time.monotonic()
    if notices(chosen.tests, lambda: None):
        sys.exit("The tests fail without any mistake.")
    limit = LONGEST * (time.monotonic() - started) + 10
    made = survived = 0
    for mutant in mutants_of(path.read_text(), chosen.only):
        made += 1
        if not notices(chosen.tests, lambda mutant=mutant: make(mutant, module), limit):
            survived += 1
            print(f"  survived: {mutant}", flush=True)
    per_cent = 100 * (made - survived) // max(made, 1)
    print(f"{chosen.file}: {made - survived} of {made} killed, {per_cent} %")
    return int(per_cent < chosen.least)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
