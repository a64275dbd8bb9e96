"""Whatever lies in a folder, the verifier answers in a sentence, within bounds, and never with a traceback."""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.voting.bundle import verify, writer
from governance.voting.bundle.verify import Wrong

from .made import EXAMPLES, made, made_by, reseal

values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.text(max_size=8), st.floats(allow_nan=False)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=8,
)


def paths(value, at=()):
    """Every place in a value that something else could be put in."""
    yield at
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*at, key))


def with_other(value, path, other):
    """The same, with something else in one place."""
    if not path:
        return other
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = with_other(copy[path[0]], path[1:], other)
    return copy


def check(folder: Path) -> None:
    """The verifier either finds everything in order or says in a sentence what is not."""
    try:
        assert verify.verify(folder)
    except Wrong as wrong:
        assert str(wrong)


@pytest.mark.parametrize("method", ["motion", *EXAMPLES])
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_anything_in_the_place_of_anything_gets_an_answer(method, data):
    """One value of one file is replaced, and the folder sealed again as a forger would."""
    with TemporaryDirectory() as place:
        folder = Path(place, "vote")
        writer.write(made() if method == "motion" else made_by(method, EXAMPLES[method]), folder)
        name = data.draw(
            st.sampled_from(["rules.json", "tally.json", "ballots.jsonl", "record.jsonl", "manifest.json"])
        )
        lines = (folder / name).read_text().splitlines()
        number = data.draw(st.integers(0, len(lines) - 1))
        facts = json.loads(lines[number])
        changed = with_other(facts, data.draw(st.sampled_from(list(paths(facts)))), data.draw(values))
        lines[number] = verify.canonical(changed)
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", errors="surrogatepass")
        if name != "manifest.json":
            reseal(folder)
        check(folder)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["rules.json", "tally.json", "ballots.jsonl", "record.jsonl"]), st.binary(max_size=200))
def test_any_bytes_in_the_place_of_a_file_get_an_answer(name, content):
    with TemporaryDirectory() as place:
        folder = Path(place, "vote")
        writer.write(made(), folder)
        (folder / name).write_bytes(content)
        reseal(folder)
        check(folder)


@pytest.mark.parametrize("content", [
    b"[" * 900_000, b'{"a":' * 150_000, b"9" * 900_000, b'"' + b"a" * 990_000 + b'"\n', b"\x00" * 3_000_000,
    b'{"choice":"yes","receipt":"' + b"r" * 999_000 + b'"}\n',
], ids=["lists", "objects", "digits", "text", "zeros", "receipt"])  # fmt: skip
def test_a_line_that_was_made_to_hurt_is_refused_at_once(tmp_path, content):
    writer.write(made(), tmp_path / "x")
    (tmp_path / "x" / "ballots.jsonl").write_bytes(content)
    reseal(tmp_path / "x")
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(Wrong):
        verify.verify(tmp_path / "x")
    assert time.process_time() - start < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_file_that_is_called_like_one_of_pythons_own_does_not_speak_in_its_place(tmp_path):
    """Python looks into the folder of a program first: there `fractions.py` could say that all is well."""
    folder = tmp_path / "vote"
    head = writer.write(made(), folder)
    ballots = (folder / "ballots.jsonl").read_bytes()
    (folder / "ballots.jsonl").write_bytes(ballots.replace(b"yes", b"no"))
    for name in ("fractions", "hashlib", "json", "os", "re", "array"):
        (folder / f"{name}.py").write_text("print('All is well.')\nraise SystemExit(0)\n")

    done = subprocess.run([sys.executable, "verify.py", "--head", head], cwd=folder, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (1, "DOES NOT HOLD: there are other files than named.\n"), done.stderr


def test_rules_and_results_may_be_long_where_there_are_many_options(tmp_path):
    """A ranking of 200 options writes nine megabytes of pairs into one line."""
    folder = tmp_path / "vote"
    head = writer.write(made(said={"note": "x" * 9_000_000}), folder)

    assert verify.verify(str(folder), head)


def test_a_ballot_may_not_be_longer_than_fits_into_memory_many_times(tmp_path):
    folder = tmp_path / "vote"
    writer.write(made(), folder)
    (folder / "ballots.jsonl").write_bytes(b'{"choice":"yes","receipt":"' + b"x" * 2_000_000 + b'"}\n')
    reseal(folder)

    with pytest.raises(Wrong, match="cannot be read"):
        verify.verify(str(folder))
