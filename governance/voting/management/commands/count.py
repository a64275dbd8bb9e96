"""Count a published election again: who wins, by which arithmetic. Or one of our own votes, and compare."""

import importlib.util
import json
from importlib import import_module
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from community.record.verdict import Refused
from governance.voting.bundle.archive import unpacked
from governance.voting.bundle.recount import recount
from governance.voting.bundle.verify import Wrong
from governance.voting.counting import RULES, formats
from governance.voting.counting.formats import Malformed
from governance.voting.counting.rule import BY_FILE, BY_ID


def known_formats() -> list[str]:
    """The formats that some rule counts and that can be read here."""
    wanted = sorted({name for rule in RULES.values() for name in rule.formats})
    return [name for name in wanted if importlib.util.find_spec(f"{formats.__name__}.{name}")]


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
            "--ties", help="what breaks ties: id, file (usual for greedy), or every id in order, with commas"
        )
        seen = {}
        for rule in RULES.values():
            for option in rule.options:
                seen.setdefault(option.name, []).append((rule.name, option))
        for name, uses in seen.items():
            said = "; ".join(f"{rule}: {self.said(option)}" for rule, option in uses)
            kind = {"action": "store_true", "default": None} if uses[0][1].flag else {}
            parser.add_argument(f"--{name.replace('_', '-')}", dest=f"of_rule_{name}", help=said, **kind)

    def abouts(self) -> str:
        """What each rule does."""
        return "; ".join(f"{rule.name}: {rule.about}" for rule in RULES.values())

    def said(self, option) -> str:
        """An option's help with its choices."""
        return option.help + (f" ({' | '.join(option.choices)})" if option.choices else "")

    def handle(self, *, file, rule, json: bool, ties, head, **options):
        if file.is_dir() or file.suffix.lower() == ".zip":
            return self.a_vote_of_ours(file, head, json)
        if not rule:
            raise CommandError("Say by which --rule the file is counted.")
        rule = RULES[rule]
        chosen = self.chosen(rule, options)
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
        for note in getattr(election, "notes", ()):
            self.stderr.write(f"{file.name}: {note}")
        self.stdout.write(self.as_json(result.as_dict()) if json else "\n".join(result.lines()))

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
            self.stdout.write(self.as_json({"method": found.method, "winners": found.winners, "result": found.found}))
            return
        self.stdout.write("\n".join(found.said))
        if found.found is not None:
            self.stdout.write("The house's own methods count the same.")

    def chosen(self, rule, options) -> dict:
        """The options that were given, as values; an option of another rule is refused."""
        known, found = {option.name: option for option in rule.options}, {}
        for key, text in options.items():
            name = key.removeprefix("of_rule_")
            if name == key or text is None:
                continue
            switch = f"--{name.replace('_', '-')}"
            if name not in known:
                raise CommandError(f"{switch} is not a switch of {rule.name}.")
            option = known[name]
            if option.choices and text not in option.choices:
                raise CommandError(f"{switch} is one of: {', '.join(option.choices)}.")
            try:
                found[name] = text if option.flag else option.read(text)
            except ValueError:
                raise CommandError(f"{switch} does not understand {text[:40]}.") from None
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
        return [name.strip() for name in ties.split(",")]

    def as_json(self, result: dict) -> str:
        """One object, the same bytes every time."""
        return json.dumps(result, ensure_ascii=False, indent=1)
