"""The draw: a pure function of the published file and the secrets, here and on anybody's machine."""

import ast
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from governance.boards.lottery import redraw
from governance.boards.lottery.chances import fairest
from governance.boards.lottery.table import file_text, table_of

from . import pools

SECRETS = ["three blue herons over the mill", "a kettle, a ladder, a lark song"]
SCRIPT = Path(redraw.__file__)


@pytest.fixture(scope="module")
def published():
    """A pool, its table and its file."""
    pool = pools.skewed(60, 8, seed=5)
    found = fairest(pool)
    table = table_of(pool, found)
    commitments = [redraw.commitment(secret) for secret in SECRETS]
    return pool, table, file_text(pool, found, table, title="Eastbank – año 1", commitments=commitments)


@pytest.fixture
def file(published, tmp_path):
    """The file as somebody downloaded it."""
    path = tmp_path / "lottery.json"
    path.write_bytes(published[2].encode())
    return path


def script(*arguments):
    """Run the stand-alone script: no environment, no packages, not our folder."""
    return subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *map(str, arguments)], capture_output=True, env={}, cwd="/", check=False
    )


def test_the_script_draws_the_same_panel_with_nothing_but_the_file(published, file):
    drawn = redraw.draw(published[2], SECRETS)
    done = script(file, *reversed(SECRETS))
    assert done.returncode == 0, done.stderr
    said = done.stdout.decode().splitlines()
    assert f"File    {drawn.file_hash}" in said and f"Seed    {drawn.seed}" in said
    assert f"Number  {drawn.number}" in said
    assert said[said.index("Panel") + 1 :] == drawn.panel
    assert len(drawn.panel) == 8


def test_the_command_says_what_the_script_says(file):
    out = io.StringIO()
    call_command("redraw", str(file), *SECRETS, stdout=out)
    assert out.getvalue() == script(file, *SECRETS).stdout.decode()
    with pytest.raises(CommandError, match="Nobody committed to secret number 1"):
        call_command("redraw", str(file), "not what was committed to", SECRETS[0])


def test_somebody_with_a_token_finds_their_own_panels_and_nobody_elses(published, file):
    _pool, table, text = published
    facts, drawn = redraw.read(text), redraw.draw(text, SECRETS)
    someone = table.panels[drawn.number][0]
    assert len(redraw.panels_with(facts, someone)) == table.chances[someone]
    assert redraw.panels_with(facts, "a token nobody has") == []
    said = script(file, *SECRETS, "--token", someone).stdout.decode()
    assert f"stands in {table.chances[someone]} of 1000 panels" in said and "The token is in this panel." in said
    alone = script(file, "--token", someone).stdout.decode()
    assert "stands in" in alone and "Seed" not in alone


def test_seed_number_and_mark_are_what_the_words_above_them_say():
    """Worked out by hand with sha256sum, so that they never change."""
    assert redraw.commitment("  a kettle, a ladder, a lark song\n") == redraw.commitment(SECRETS[1])
    assert redraw.seed_of(SECRETS) == redraw.seed_of(SECRETS[::-1]) == redraw.sha256(f"{SECRETS[1]}\n{SECRETS[0]}")
    seed = redraw.seed_of(SECRETS)
    assert redraw.number_of(seed, "f") == int(redraw.sha256(seed + ":f"), 16) % 1000
    assert redraw.number_of(seed, "f") != redraw.number_of(seed, "g")
    assert redraw.sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("secret", ["", "too short", "x" * 15, "two lines\nof a secret that is long"])
def test_a_secret_that_could_be_guessed_or_misread_is_refused(secret):
    with pytest.raises(redraw.Malformed, match="one line of at least 16"):
        redraw.commitment(secret)


def test_a_secret_made_for_somebody_can_be_committed_to():
    assert redraw.commitment(redraw.new_secret()) != redraw.commitment(redraw.new_secret())


@pytest.mark.parametrize(
    "secrets", [[], SECRETS[:1], [*SECRETS, SECRETS[0]], [SECRETS[0], "somebody else's secret"], ["", *SECRETS]]
)
def test_all_secrets_and_no_others_must_be_revealed(published, secrets):
    with pytest.raises(redraw.Malformed):
        redraw.draw(published[2], secrets)


def test_a_public_source_needs_its_words_and_no_secrets(published):
    facts = json.loads(published[2])
    facts["seed"] = {"source": "The state lottery of 1 March"}
    text = json.dumps(facts)
    assert redraw.draw(text, ["4 8 15 16 23 42"]).seed == redraw.sha256("4 8 15 16 23 42")
    with pytest.raises(redraw.Malformed, match="one public source: The state lottery"):
        redraw.draw(text, ["4 8", "15"])


BROKEN = {
    "not JSON": lambda facts: "{",
    "too deep": lambda facts: "[" * 200_000,
    "a list": lambda facts: "[]",
    "another format": lambda facts: json.dumps(facts | {"format": "x"}),
    "no panels": lambda facts: json.dumps(facts | {"panels": None}),
    "too few panels": lambda facts: json.dumps(facts | {"panels": facts["panels"][1:]}),
    "seats are true": lambda facts: json.dumps(facts | {"seats": True}),
    "seats are none": lambda facts: json.dumps(facts | {"seats": 0, "panels": [[]] * 1000}),
    "an empty seat": lambda facts: json.dumps(facts | {"panels": [facts["panels"][0][1:], *facts["panels"][1:]]}),
    "a panel twice": lambda facts: json.dumps(facts | {"panels": [facts["panels"][1], *facts["panels"][1:]]}),
    "a panel of numbers": lambda facts: json.dumps(facts | {"panels": [[1] * 8, *facts["panels"][1:]]}),
    "a panel of names": lambda facts: json.dumps(facts | {"panels": [["Ada"] * 8, *facts["panels"][1:]]}),
    "a quota of words": lambda facts: json.dumps(facts | {"quotas": ["age"]}),
    "a quota not met": lambda facts: json.dumps(facts | {"quotas": [facts["quotas"][0] | {"found": [0, 99]}]}),
    "a quota without values": lambda facts: json.dumps(facts | {"quotas": [{"category": "age", "found": [1, 2]}]}),
    "a pool too small": lambda facts: json.dumps(facts | {"pool": 3}),
    "no seed rule": lambda facts: json.dumps(facts | {"seed": {}}),
    "one commitment": lambda facts: json.dumps(facts | {"seed": {"commitments": ["0" * 64]}}),
    "a commitment of numbers": lambda facts: json.dumps(facts | {"seed": {"commitments": [1, 2]}}),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_that_is_not_right_gets_one_sentence(published, fault):
    with pytest.raises(redraw.Malformed, match=r"^[A-Z].*\.$"):
        redraw.draw(BROKEN[fault](json.loads(published[2])), SECRETS)


def test_the_script_leaves_with_1_and_a_sentence_never_a_traceback(tmp_path, monkeypatch):
    wrong = tmp_path / "wrong.json"
    wrong.write_bytes(b"\xff\xfe\x00")
    for arguments in ([wrong, *SECRETS], [tmp_path, "x"], [tmp_path / "missing", "x"], ["a\udc00b", "x"], []):
        done = script(*arguments) if "a\udc00b" not in arguments else script("\ud7ff", "x")
        assert done.returncode == 1, arguments
        assert done.stderr and b"Traceback" not in done.stderr
    monkeypatch.setattr(redraw, "LARGEST", 100)
    wrong.write_bytes(b" " * 101)
    with pytest.raises(redraw.Malformed, match="too large"):
        redraw.text_of(wrong)


def test_the_script_asks_for_nothing_newer_than_python_3_8():
    source = SCRIPT.read_text()
    tree = ast.parse(source, feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"hashlib", "json", "os", "re", "sys"}
    assert not re.search(r"strict=|removeprefix|match .*:$", source, re.MULTILINE)
