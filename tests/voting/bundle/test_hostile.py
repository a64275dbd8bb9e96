"""Whatever lies in a folder, the verifier answers in a sentence, within bounds, and never with a traceback."""

import json
import resource
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
