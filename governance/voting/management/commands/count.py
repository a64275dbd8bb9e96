"""Count a published election again: who wins, by which arithmetic. Or one of our own votes, and compare."""

import csv
import importlib.util
import json
import stat
from importlib import import_module
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.record.verdict import Refused
from governance.voting.bundle.archive import unpacked
from governance.voting.bundle.recount import recount
from governance.voting.bundle.verify import Wrong
from governance.voting.counting import RULES, formats
from governance.voting.counting.formats import Malformed
from governance.voting.counting.rankings import Contest
from governance.voting.counting.rule import BY_FILE, BY_ID


def known_formats() -> list[str]:
    """The formats that some rule counts and that can be read here."""
    wanted = sorted({name for rule in RULES.values() for name in rule.formats})
    return [name for name in wanted if importlib.util.find_spec(f"{formats.__name__}.{name}")]


def switch(name: str) -> str:
    """A switch as it is typed."""
    return f"--{name.replace('_', '-')}"


class Command(BaseCommand):
    help = "Count the ballots of a file again and print the winners and the arithmetic."
    requires_system_checks = []  # nothing of the house is used: no database, no pages

    def add_arguments(self, parser):
        readable = ", ".join("." + name for name in known_formats())
        parser.add_argument("file", type=Path, help=f"one of: {readable}; or a vote of ours, as a .zip or a folder")
        parser.add_argument("--rule", choices=sorted(RULES), help=self.abouts())
        parser.add_argument("--head", help="the published fingerprint of a vote of ours")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--ties",
            help="what breaks ties: id, file (usual for greedy), or every id in order, with commas, as a line of .csv",
        )
        seen = {}
        for rule in RULES.values():
            for option in rule.options:
                seen.setdefault(option.name, []).append((rule.name, option))
        for name, uses in seen.items():
            said = "; ".join(f"{rule}: {self.said(option)}" for rule, option in uses)
            kind = {"action": "store_true", "default": None} if uses[0][1].flag else {}
            parser.add_argument(switch(name), dest=f"of_rule_{name}", help=said, **kind)

    def abouts(self) -> str:
        """What each rule does."""
        return "; ".join(f"{rule.name}: {rule.about}" for rule in RULES.values())

    def said(self, option) -> str:
        """An option's help with its choices."""
        return option.help + (f" ({' | '.join(option.choices)})" if option.choices else "")

    def handle(self, *, file, rule, json: bool, ties, head, **options):
        if self.is_folder(file) or file.suffix.lower() == ".zip":
            typed = {"rule": rule, "ties": ties} | self.given(options)
            if name := next((name for name, text in typed.items() if text is not None), None):
                raise CommandError(
                    f"{switch(name)} goes with a file of ballots; a vote of ours says how it is counted."
                )
            return self.a_vote_of_ours(file, head, json)
        if head is not None:
            raise CommandError("--head goes with a vote of ours, a .zip or a folder; this file has no fingerprint.")
        if not rule:
            raise CommandError("Say by which --rule the file is counted.")
        rule = RULES[rule]
        chosen = self.chosen(rule, self.given(options))
        try:
            election = self.read(file, rule)
            order = self.order(ties or rule.ties, election)
            result = rule.count(election, order=order, **chosen)
        except Malformed as wrong:
            raise CommandError(f"{file.name}, line {wrong.line}: {wrong}") from None
        except Refused as wrong:
            raise CommandError(f"{file.name}: {wrong}") from None
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from None
        for note in (*getattr(election, "notes", ()), *rule.notes(election)):
            self.stderr.write(f"{file.name}: {note}")
        self.say(self.as_json(result.as_dict()) if json else "\n".join(result.lines()))

    def is_folder(self, file: Path) -> bool:
        """Whether it is a folder. What is no plain file either is never opened: a pipe or a device has no end."""
        try:
            kind = file.stat().st_mode
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from None
        if not (stat.S_ISDIR(kind) or stat.S_ISREG(kind)):
            raise CommandError(f"{file} is not a plain file.")
        return stat.S_ISDIR(kind)

    def a_vote_of_ours(self, file: Path, head, json: bool):
        """Check a downloaded vote, count it again by the house's own methods, and say whether the result holds."""
        try:
            with unpacked(file) as folder:
                found = recount(folder, head and head.strip().lower())
        except (Wrong, Refused) as wrong:
            raise CommandError(f"{file.name} does not hold: {wrong}") from None
        except OSError as wrong:
            raise CommandError(f"{file} cannot be read: {wrong.strerror}.") from None
        if json:
            self.say(self.as_json({"method": found.method, "winners": found.winners, "result": found.found}))
            return
        self.say("\n".join(found.said))
        if found.found is not None:
            self.stdout.write("The house's own methods count the same.")

    def given(self, options) -> dict[str, str]:
        """The switches of rules that were typed."""
        names = {key: key.removeprefix("of_rule_") for key in options}
        return {name: options[key] for key, name in names.items() if name != key and options[key] is not None}

    def chosen(self, rule, given: dict[str, str]) -> dict:
        """The switches that were given, as values; one that is another rule's, or would do nothing, is refused."""
        known, found = {option.name: option for option in rule.options}, {}
        for name, text in given.items():
            if name not in known:
                raise CommandError(f"{switch(name)} is not a switch of {rule.name}.")
            option = known[name]
            if option.choices and text not in option.choices:
                raise CommandError(f"{switch(name)} is one of: {', '.join(option.choices)}.")
            if option.goes_with:
                other, choices = option.goes_with
                if given.get(other, known[other].usual) not in choices:
                    raise CommandError(f"{switch(name)} goes with {switch(other)} {' or '.join(choices)}.")
            try:
                found[name] = text if option.flag else option.read(text)
            except ValueError:
                raise CommandError(f"{switch(name)} does not understand {text[:40]}.") from None
        return found

    def read(self, file: Path, rule):
        """The election in a file, by the end of its name."""
        ending = file.suffix.lower().removeprefix(".")
        if ending not in known_formats() or ending not in rule.formats:
            readable = " or ".join(f".{name}" for name in rule.formats)
            raise CommandError(f"{rule.name} counts {readable} files, and {file.name} is none.")
        with file.open("rb") as source:
            return import_module(f"{formats.__name__}.{ending}").read(source)

    def order(self, ties: str, election) -> list[str] | None:
        """The order for ties: the ids as text, the order in the file, or the one that was given."""
        if ties == BY_ID:
            return None
        if ties == BY_FILE:
            return list(election.ids)
        try:
            names = [name.strip() for name in next(csv.reader([ties], skipinitialspace=True))]
        except csv.Error:
            raise CommandError(
                '--ties are names with commas between them, and "quoted" where one has a comma.'
            ) from None
        everybody = election.rankings.ids if isinstance(election, Contest) else election.ids
        gone = set(everybody) - set(election.ids)  # who withdrew may stand in a published order, and breaks no tie
        return [name for name in names if name not in gone]

    def as_json(self, result: dict) -> str:
        """One object, the same bytes every time, in letters that the terminal has."""
        text = json.dumps(result, ensure_ascii=False, indent=1)
        return text if self.escaped(text) == text else json.dumps(result, indent=1)

    def escaped(self, text: str) -> str:
        """The text, with escapes for letters that cannot be printed here."""
        letters = getattr(self.stdout, "encoding", None) or "utf-8"
        return text.encode(letters, "backslashreplace").decode(letters)

    def say(self, text: str) -> None:
        """Print for people."""
        self.stdout.write(self.escaped(text))
