#!/usr/bin/env python3
"""Repeat a civic lottery at home, from the published file and the secrets that were revealed.

    python3 redraw.py FILE SECRET SECRET ...      the draw; for a public source, its published words
    python3 redraw.py FILE --token TOKEN          the panels that one applicant stands in

Needs nothing but Python 3.8 or newer. The same file and secrets give the same panel on every machine:

    seed    = SHA-256 of the secrets, sorted, one to a line
    number  = SHA-256 of "seed:hash of the file", as a whole number, modulo the number of panels
    mark    = the first 16 digits of SHA-256 of "lottery:number of the panel:token"

A panel is a list of marks. An applicant has another mark in each panel, so that nobody else can follow them
from panel to panel; whoever knows a token can work out its marks. All hashes are lower-case hexadecimal and
all text is UTF-8.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections import namedtuple

FORMAT = "common-table-lottery-1"
PANELS = 1000
SHORTEST = 16  # characters of a secret: fewer could be guessed from the commitment
LARGEST = 32_000_000  # bytes of a file
FIELDS = {
    "format": str, "lottery": str, "title": str, "seats": int, "pool": int, "stages": int, "all_stages": bool,
    "smallest": dict, "quotas": list, "seed": dict, "panels": list,
}  # fmt: skip

Draw = namedtuple("Draw", "file_hash seed number panel")


class Malformed(ValueError):
    """The file is not a lottery, or the secrets are not the ones it was made with."""


def sha256(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def new_secret() -> str:
    """A secret for somebody who has none, or a token: 32 hexadecimal digits that nobody can guess."""
    return os.urandom(16).hex()


def commitment(secret: str) -> str:
    """What somebody publishes beforehand: the hash of the secret that they will reveal.

    Raises Malformed for a secret that is too short or has more than one line.
    """
    secret = secret.strip()
    if len(secret) < SHORTEST or len(secret.splitlines()) > 1:
        raise Malformed(f"A secret is one line of at least {SHORTEST} characters.")
    return sha256(secret)


def seed_of(secrets: list[str]) -> str:
    """One seed from what several people had committed to: sorted, so that order gives nobody a choice."""
    return sha256("\n".join(sorted(secret.strip() for secret in secrets)))


def number_of(seed: str, file_hash: str, panels: int = PANELS) -> int:
    """The number of the panel that a seed draws from one file, counted from 0. Another file, another number."""
    return int(sha256(seed + ":" + file_hash), 16) % panels


def mark(lottery: str, number: int, token: str) -> str:
    """The mark of an applicant in one panel: 16 hexadecimal digits that only the token leads to."""
    return sha256(f"{lottery}:{number}:{token}")[:16]


def read(text: str) -> dict:
    """The published file as a dictionary, checked. Raises Malformed with a sentence."""
    try:
        facts = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("This is not a lottery file: it is not JSON.") from None
    if not isinstance(facts, dict) or facts.get("format") != FORMAT:
        raise Malformed(f"This is not a lottery file of the format {FORMAT}.")
    for name, kind in FIELDS.items():
        if type(facts.get(name)) is not kind:
            raise Malformed(f"The file has no valid “{name}”.")
    _check_quotas(facts)
    _check_panels(facts)
    _check_seed_rule(facts["seed"])
    return facts


def _check_quotas(facts: dict) -> None:
    for quota in facts["quotas"]:
        words = [quota.get(name) for name in ("category", "value")] if isinstance(quota, dict) else [None]
        found = quota.get("found") if isinstance(quota, dict) else None
        if not all(isinstance(word, str) for word in words) or not isinstance(found, list) or len(found) != 2:
            raise Malformed("A quota of the file is not whole.")
        numbers = [quota.get("least"), *found, quota.get("most")]
        if not all(type(number) is int for number in numbers) or numbers != sorted(numbers) or numbers[0] < 0:
            raise Malformed(f"The panels do not meet the quota {words[0]}: {words[1]}.")


def _check_panels(facts: dict) -> None:
    seen = set()
    if len(facts["panels"]) != PANELS:
        raise Malformed(f"The file has {len(facts['panels'])} panels, not {PANELS}.")
    for number, panel in enumerate(facts["panels"]):
        if not isinstance(panel, list) or len(panel) != facts["seats"] or not panel:
            raise Malformed(f"Panel {number} does not have {facts['seats']} people.")
        for one in panel:
            if not isinstance(one, str) or not re.fullmatch("[0-9a-f]{16}", one):
                raise Malformed(f"Panel {number} holds something that is not a mark.")
            if one in seen:
                raise Malformed(f"Panel {number} holds a mark that was there before.")
            seen.add(one)
    if facts["pool"] < facts["seats"]:
        raise Malformed("The file has more seats than applicants.")


def _check_seed_rule(rule: dict) -> None:
    committed, source = rule.get("commitments"), rule.get("source")
    if isinstance(source, str) and source.strip() and committed is None:
        return
    if source is not None or not isinstance(committed, list) or len(committed) < 2:
        raise Malformed("The file names neither a public source nor two commitments.")
    if not all(isinstance(one, str) and re.fullmatch("[0-9a-f]{64}", one) for one in committed):
        raise Malformed("A commitment in the file is not a SHA-256.")
    if len(set(committed)) < len(committed):
        raise Malformed("Two commitments in the file are the same.")


def check_secrets(rule: dict, secrets: list[str]) -> None:
    """All that was committed to, and nothing else, must be revealed. Raises Malformed."""
    if "source" in rule:
        if len(secrets) != 1 or not secrets[0].strip():
            raise Malformed(f"This lottery draws by one public source: {rule['source']}")
        return
    revealed = {commitment(secret): number for number, secret in enumerate(secrets, 1)}
    for number in (number for hashed, number in revealed.items() if hashed not in rule["commitments"]):
        raise Malformed(f"Nobody committed to secret number {number}.")
    missing = len(rule["commitments"]) - len(revealed)
    if missing or len(secrets) != len(revealed):
        raise Malformed(f"All {len(rule['commitments'])} secrets are needed, each once; {missing} missing.")


def draw(text: str, secrets: list[str]) -> Draw:
    """The file's hash, the seed, the panel's number (from 0) and the marks in it. Raises Malformed."""
    facts = read(text)
    check_secrets(facts["seed"], secrets)
    file_hash, seed = sha256(text), seed_of(secrets)
    number = number_of(seed, file_hash, len(facts["panels"]))
    return Draw(file_hash, seed, number, facts["panels"][number])


def panels_with(facts: dict, token: str) -> list[int]:
    """The numbers of the panels that an applicant stands in: their chance, in thousandths, is how many."""
    token = token.strip()
    return [n for n, panel in enumerate(facts["panels"]) if mark(facts["lottery"], n, token) in panel]


def text_of(path: str) -> str:
    """The text of a file, as it is. Raises Malformed."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError):
        raise Malformed("The file cannot be read.") from None
    if len(content) > LARGEST:
        raise Malformed("The file is too large for a lottery.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise Malformed("This is not a lottery file: it is not text.") from None


def report(path: str, secrets: list[str], token: str | None = None) -> str:
    """What the file and the secrets say, in lines. Raises Malformed."""
    text = text_of(path)
    facts = read(text)
    lines = ["File    " + sha256(text), f"Panels  {len(facts['panels'])}, each with {facts['seats']} people"]
    if token:
        mine = panels_with(facts, token)
        lines.append(f"Token   stands in {len(mine)} of {len(facts['panels'])} panels")
    if secrets or not token:
        try:
            drawn = draw(text, secrets)
        except UnicodeEncodeError:
            raise Malformed("A secret is not text.") from None
        lines += ["Seed    " + drawn.seed, f"Number  {drawn.number}", "Panel", *drawn.panel]
        if token:
            lines.append(f"The token is {'' if drawn.number in mine else 'not '}in this panel.")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> None:
    """Print the draw, or one sentence and leave with 1."""
    token = None
    if "--token" in arguments[:-1]:
        place = arguments.index("--token")
        token = arguments[place + 1]
        arguments = arguments[:place] + arguments[place + 2 :]
    if not arguments or arguments[0].startswith("-"):
        sys.exit(__doc__)
    try:
        sys.stdout.write(report(arguments[0], arguments[1:], token))
    except Malformed as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    main(sys.argv[1:])
