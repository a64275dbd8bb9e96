"""A downloaded vote from anywhere: counted by command, and what is hostile is refused in a sentence."""

import io
import json
import os
import random
import stat
import zipfile

import pytest
from django.core.management import CommandError, call_command

from governance.voting.bundle import archive, writer

from .made import EXAMPLES, made, made_by

ROLLS = {"by_charter": "decides", "majority_clause": "vote.majority", "residents_too": False, "seats_a_resident": False}


def whole(**more):
    """A motion as the house publishes it: with all that its count is made of."""
    return made(said=ROLLS, **more)


@pytest.fixture
def packed(tmp_path):
    """A vote as it is downloaded, and its fingerprint."""
    head = writer.write(whole(), tmp_path / "vote-1")
    with (tmp_path / "vote-1.zip").open("wb") as out:
        archive.pack(tmp_path / "vote-1", out, "vote-1")
    return tmp_path / "vote-1.zip", head


def count(path, *switches) -> str:
    said = io.StringIO()
    call_command("count", str(path), *switches, stdout=said)
    return said.getvalue()


def refuses(path, said, *switches):
    with pytest.raises(CommandError) as refused:
        count(path, *switches)
    assert said in str(refused.value)


def test_a_download_is_counted_by_one_command_packed_or_not(packed):
    path, head = packed
    for one in (path, path.with_suffix("")):
        said = count(one, "--head", head)
        assert "The vote passed." in said and "The house's own methods count the same." in said
    told = json.loads(count(path, "--json"))
    assert (told["method"], told["winners"], told["result"]["by_choice"]["yes"]) == ("motion", [], 5)


@pytest.mark.parametrize("method", EXAMPLES)
def test_every_method_is_counted_by_the_same_command(tmp_path, method):
    answers = EXAMPLES[method]
    bundle = made_by(method, answers)
    folder = tmp_path / "v"
    facts = {**bundle.rules, **ROLLS}
    writer.write(made_by(method, answers, rules=facts), folder)
    told = json.loads(count(folder, "--json"))
    assert told["winners"] == json.loads((folder / "tally.json").read_text())["result"].get("winners", [])


def test_packing_twice_gives_the_same_bytes(tmp_path):
    writer.write(whole(), tmp_path / "v")
    once, twice = io.BytesIO(), io.BytesIO()
    for out in (once, twice):
        archive.pack(tmp_path / "v", out, "v")
        os.utime(tmp_path / "v" / "rules.json", (1, 1))
    assert once.getvalue() == twice.getvalue()


def test_another_fingerprint_and_a_changed_ballot_are_refused(packed, tmp_path):
    path, _head = packed
    refuses(path, "not the published one", "--head", "0" * 64)
    ballots = path.with_suffix("") / "ballots.jsonl"
    ballots.write_bytes(ballots.read_bytes().replace(b'"yes"', b'"no"', 1))
    refuses(path.with_suffix(""), "ballots.jsonl was changed")


def test_a_broken_line_is_named_with_its_number(packed, tmp_path):
    from .made import reseal

    folder = packed[0].with_suffix("")
    lines = (folder / "ballots.jsonl").read_bytes().splitlines(keepends=True)
    (folder / "ballots.jsonl").write_bytes(b"".join([*lines[:2], b"{no json\n", *lines[3:]]))
    reseal(folder)
    refuses(folder, "ballots.jsonl, line 3 cannot be read")


def zipped(path, files, **about):
    """A zip file with these names and contents; about: what every entry says of itself."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files:
            one = zipfile.ZipInfo(name)
            one.compress_type = zipfile.ZIP_DEFLATED
            for key, value in about.items():
                setattr(one, key, value)
            out.writestr(one, content)
    return path


HOSTILE = {
    "a way out": ([("../evil.txt", "x")], {}, "is not a plain file"),
    "a way out in the middle": ([("vote-1/../../evil", "x")], {}, "is not a plain file"),
    "an address from the root": ([("/etc/evil", "x")], {}, "is not a plain file"),
    "a folder in a folder": ([("a/b/evil", "x")], {}, "is not a plain file"),
    "a name with a backslash": ([("a\\..\\evil", "x")], {}, "is not a plain file"),
    "a hidden name": ([(".evil", "x")], {}, "is not a plain file"),
    "a link": ([("rules.json", "/etc/passwd")], {"external_attr": (stat.S_IFLNK | 0o777) << 16}, "is not a plain file"),
    "a pipe": ([("rules.json", "")], {"external_attr": (stat.S_IFIFO | 0o666) << 16}, "is not a plain file"),
    "too many files": ([(f"f{n}", "") for n in range(41)], {}, "more than 40 files"),
    "the same file twice": ([("a/rules.json", "{}"), ("b/rules.json", "{}")], {}, "is in it twice"),
    "a zip in a zip": ([("inner.zip", b"PK\x03\x04" + b"x" * 99)], {}, "packed file inside a packed file"),
    "a gzip in a zip": ([("inner.gz", b"\x1f\x8b" + b"x" * 99)], {}, "packed file inside a packed file"),
    "nothing at all": ([], {}, "is missing or broken"),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("files", "about", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_refused_and_nothing_is_written_outside(tmp_path, files, about, said):
    before = set(tmp_path.parent.rglob("evil*"))
    refuses(zipped(tmp_path / "x.zip", files, **about), said)
    assert set(tmp_path.parent.rglob("evil*")) == before


def test_a_bomb_is_refused_while_it_is_unpacked_whatever_it_says_of_its_size(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000_000)
    path = zipped(tmp_path / "bomb.zip", [("ballots.jsonl", b"0" * 5_000_000)])
    assert path.stat().st_size < 10_000
    refuses(path, "Unpacked, the file is too large")
    lying = path.read_bytes().replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(lying)
    with pytest.raises(CommandError):
        count(path)
    big = tmp_path / "big"
    writer.write(whole(), big)
    (big / "more").write_bytes(b"0" * 1_000_001)
    refuses(big, "The file is too large")


def test_torn_and_other_files_are_refused_in_a_sentence(packed, tmp_path):
    path, _head = packed
    content = path.read_bytes()
    for name, bad in {
        "torn": content[:-30],
        "no zip": b"hello",
        "empty": b"",
        "middle": content[:60] + content[90:],
    }.items():
        path.write_bytes(bad)
        with pytest.raises(CommandError) as refused:
            count(path)
        assert "Traceback" not in str(refused.value) and "does not hold" in str(refused.value), name
    refuses(tmp_path / "nowhere.zip", "cannot be read")


def test_a_zip_with_any_bytes_changed_counts_the_same_or_is_refused(packed):
    path, head = packed
    content, chance = path.read_bytes(), random.Random(4)
    for _time in range(200):
        changed = bytearray(content)
        for _again in range(chance.choice((1, 2, 8))):
            at = chance.choice((chance.randrange(len(changed)), len(changed) - 1 - chance.randrange(500)))
            changed[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
        path.write_bytes(changed)
        try:
            assert "count the same" in count(path, "--head", head)
        except CommandError as refused:
            assert "does not hold" in str(refused)


def test_a_locked_zip_is_refused(packed):
    path, _head = packed
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    refuses(path, "is not a plain file")


def test_a_folder_with_links_is_refused(packed, tmp_path):
    folder = packed[0].with_suffix("")
    (tmp_path / "elsewhere").write_text("{}")
    (folder / "tally.json").unlink()
    (folder / "tally.json").symlink_to(tmp_path / "elsewhere")
    refuses(folder, "tally.json is not a plain file")


def test_another_file_still_needs_its_rule(tmp_path):
    (tmp_path / "x.pb").write_text("META\n")
    refuses(tmp_path / "x.pb", "Say by which --rule")
