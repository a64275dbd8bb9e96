"""What stands on a ballot where one chooses among options: ticks, points, an order or sums."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.record.sums import money, number

from .. import rules
from .ballots import BallotForm
from .fields import UnitsField


class OptionsForm(BallotForm):
    """A ballot on options, each voter's in an order of their own."""

    abstain = gettext_lazy("To abstain, leave everything empty: you count as present.")

    @property
    def currency(self) -> str:
        """The currency of costs and sums."""
        return self.paper.parameters.get("currency", settings.CURRENCY)

    @property
    def seats(self) -> int:
        """How many can win; nothing where that is not for the options to say."""
        return self.paper.seats if rules.METHODS[self.paper.method].seats else 0

    @property
    def samples(self) -> dict:
        """How a sum is written here, without cents and with some: for the script that adds up."""
        return {"whole": money(100_000, self.currency), "cents": money(100_025, self.currency)}

    def title(self, key: str) -> dict:
        """A line of the next step: what an option is called, in its language."""
        option = next(one for one in self.options if one.key == key)
        return {"title": option.title, "language": option.language}

    @property
    def rest(self) -> list[dict]:
        """What the answer leaves out."""
        return [self.title(key) for key in self.order if key not in self.answer]

    def rows_of(self, prefix: str) -> list[dict]:
        """Each option with its field."""
        return [{"option": one, "field": self[f"{prefix}-{one.key}"]} for one in self.options]


class PickForm(OptionsForm):
    """Tick all one can live with; of a pot, all that should be paid for."""

    kind = "picks"
    abstain = gettext_lazy("To abstain, tick none: you count as present.")
    NONE = gettext_lazy("Your ballot names something that does not stand on it.")

    choice = forms.MultipleChoiceField(
        label=gettext_lazy("Your choices"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NONE, "invalid_list": NONE},
    )

    def build(self):
        self.fields["choice"].choices = [(key, self.paper.options[key]) for key in self.order]

    @property
    def how(self):
        """What one does, in a sentence."""
        if self.money_in_all:
            return _("Tick every proposal that you want paid for. You may tick more than the money pays for.")
        return _("Tick every one that you could live with, as many as you like.")

    @property
    def rows(self) -> list[dict]:
        """The boxes to tick, each with its option."""
        return [{"tick": tick, "option": one} for tick, one in zip(self["choice"], self.options, strict=True)]

    @property
    def money_in_all(self) -> int:
        """What the pot holds, in cents; nothing where there is none."""
        return self.paper.parameters.get("sum", 0) if self.paper.method == rules.POT else 0

    def told(self):
        keys, costs = [key for key in self.order if key in self.answer], self.paper.costs
        return {
            "heading": ngettext("You ticked %(n)s of %(all)s", "You ticked %(n)s of %(all)s", len(keys))
            % {"n": len(keys), "all": len(self.order)},
            "lines": [self.title(key) | {"cost": costs.get(key)} for key in keys],
            "total": sum(costs.get(key, 0) for key in keys) if self.money_in_all else None,
            "of": self.money_in_all,
            "rest": self.rest,
        }


class ScoreForm(OptionsForm):
    """Give each option its points."""

    kind = "points"
    abstain = gettext_lazy("To abstain, give no points to any: you count as present.")

    def build(self):
        most = self.paper.most_points
        said = _("Points go from 0 to %(most)s.") % {"most": most}
        points = [(0, "0"), *((n, str(n)) for n in range(1, most + 1))]
        for key in self.order:
            self.fields[f"points-{key}"] = forms.TypedChoiceField(
                label=self.paper.options[key],
                choices=points,
                coerce=int,
                empty_value=0,
                required=False,
                widget=forms.Select(attrs={"class": "in"}),
                error_messages={"invalid_choice": said},
            )

    @property
    def how(self):
        """What one does, in a sentence."""
        return _("Give each from 0 to %(most)s points. The more points, the better you like it.") % {
            "most": self.paper.most_points
        }

    @property
    def rows(self) -> list[dict]:
        """The options, each with its points."""
        return self.rows_of("points")

    def filled(self, answer):
        return {f"points-{key}": points for key, points in answer.items()}

    def sent_answer(self):
        return {key: self.cleaned_data[f"points-{key}"] for key in self.order}

    blames = None

    def told(self):
        given = sorted(self.answer, key=lambda key: -self.answer[key])
        return {
            "lines": [self.title(key) | {"given": self.answer[key]} for key in given],
            "rest": self.rest,
        }


class RankForm(OptionsForm):
    """Put options in order by buttons: up, down, off and add. Each works as a form of its own."""

    kind = "rank"
    MOVES = ("up", "down", "off", "add")
    abstain = gettext_lazy("To abstain, put none in your order: you count as present.")
    blames = None

    choice = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def build(self):
        self.fields["choice"].choices = [(key, self.paper.options[key]) for key in self.order]
        self.fields["choice"].error_messages |= dict.fromkeys(("invalid_choice", "invalid_list"), PickForm.NONE)

    @property
    def how(self):
        """What one does, in a sentence."""
        return _("Put them in order. Your first choice goes at the top. Rank as many as you like.")

    @property
    def ranked(self) -> list[str]:
        """The keys in order, as far as they stand on the ballot."""
        sent = self.data.getlist("choice") if self.is_bound else self.initial.get("choice", [])
        return list(dict.fromkeys(key for key in sent if key in self.paper.options))

    def rows(self, keys) -> list[dict]:
        """Options with their buttons: all four each, those that do nothing where it stands hidden."""
        ranked = self.ranked
        return [self.row(one, ranked) for key in keys for one in self.options if one.key == key]

    def row(self, option, ranked) -> dict:
        """One option: its place, and which button has the focus after the last one pressed."""
        place = ranked.index(option.key) + 1 if option.key in ranked else 0
        shown = {"up": place > 1, "down": 0 < place < len(ranked), "off": place, "add": not place}
        row = {"option": option, "place": place, "of": len(ranked)} | {f"can_{name}": on for name, on in shown.items()}
        if option.key == self.moved:
            wanted = [self.button, *("down", "up", "add")]  # never off: whoever presses again takes nothing away
            row["focus"] = next((name for name in wanted if shown[name]), "off")
        return row

    @property
    def inside(self) -> list[dict]:
        """What stands in the order."""
        return self.rows(self.ranked)

    @property
    def outside(self) -> list[dict]:
        """What does not."""
        return self.rows(key for key in self.order if key not in self.ranked)

    moved = button = said = ""  # after a button: the option, the button and the move in words

    def after_move(self) -> "RankForm | None":
        """The ballot after one of its buttons was pressed; nothing where none was."""
        how = next((how for how in self.MOVES if how in self.data), None)
        keys, key = self.ranked, self.data.get(how or "", "")
        if how is None or key not in self.paper.options:
            return None
        place = keys.index(key) if key in keys else len(keys)
        if key in keys:
            keys.remove(key)
        if how != "off":
            place = min(max(0, place + {"up": -1, "down": 1, "add": 0}[how]), len(keys))
            keys.insert(place, key)
        form = RankForm(paper=self.paper, options=self.options, answer=keys)
        said = _("%(option)s is now number %(n)s.") if how != "off" else _("%(option)s is not in your order any more.")
        form.moved, form.button, form.said = key, how, said % {"option": self.paper.options[key], "n": place + 1}
        return form

    def told(self):
        return {
            "lines": [self.title(key) for key in self.answer],
            "is_ranked": True,
            "rest": self.rest,
        }


class DivisionForm(OptionsForm):
    """Divide a pot: a sum for each, together all there is."""

    kind = "amounts"
    blames = None

    def build(self):
        bounds = self.paper.parameters["bounds"]
        for key in self.order:
            floor, ceiling = bounds[key]
            self.fields[f"amount-{key}"] = UnitsField(
                label=self.paper.options[key],
                help_text=_("Between %(floor)s and %(ceiling)s")
                % {"floor": self.said(floor), "ceiling": self.said(ceiling)},
                required=False,
            )

    @property
    def pot(self) -> int:
        """What there is to divide, in whole units."""
        return self.paper.parameters["pot"]

    @property
    def money_in_all(self) -> int:
        """The same in cents."""
        return self.pot * 100

    @property
    def how(self):
        """What one does, in a sentence."""
        return _("Divide %(pot)s among them, all of it, in whole numbers.") % {"pot": self.said(self.pot)}

    def said(self, units: int) -> str:
        """Whole units as money."""
        return money(units * 100, self.currency)

    @property
    def rows(self) -> list[dict]:
        """The options, each with its sum."""
        return self.rows_of("amount")

    def filled(self, answer):
        return {f"amount-{key}": number(answer.get(key, 0)) for key in self.paper.options} if answer else {}

    def sent_answer(self):
        return {key: self.cleaned_data.get(f"amount-{key}") or 0 for key in self.order}

    def clean(self):
        if not self.errors and any(self.sent_answer().values()):
            self.check()
        return super().clean() if not self.errors else self.cleaned_data

    def check(self):
        """Say at its field which sum is too small or too large, and how far all of them are from the pot."""
        sent = self.sent_answer()
        for key, (floor, ceiling) in self.paper.parameters["bounds"].items():
            if sent[key] < floor:
                self.add_error(f"amount-{key}", _("Give it at least %(floor)s.") % {"floor": self.said(floor)})
            if sent[key] > ceiling:
                self.add_error(f"amount-{key}", _("Give it at most %(ceiling)s.") % {"ceiling": self.said(ceiling)})
        left = self.pot - sum(sent.values())
        if left and not self.errors:
            says = _("%(left)s is left. Give all of it away.") if left > 0 else _("This is %(left)s too much.")
            self.add_error(f"amount-{self.order[0]}", says % {"left": self.said(abs(left))})

    def told(self):
        given = sorted(self.answer, key=lambda key: -self.answer[key])
        return {
            "lines": [self.title(key) | {"cost": self.answer[key] * 100} for key in given],
            "total": self.pot * 100 if given else None,
            "rest": self.rest,
        }
