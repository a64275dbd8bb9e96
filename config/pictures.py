"""What is drawn on the server: shapes, bars and the table. Positions in per cent, colours by class."""

from collections import Counter
from collections.abc import Iterable

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext_lazy

_HALF = (
    '<path d="M8 1.5a6.5 6.5 0 1 1 0 13z"/>'
    '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2"/>'
)
_TICK = '<path d="M6.2 13.2 1 8l2-2 3.2 3.1L13 2.4l2 2z"/>'
# The shape carries the meaning; the colour only repeats it.
SHAPES = {
    "open": '<circle cx="8" cy="8" r="6"/>',
    "soon": _HALF,
    "part": _HALF,
    "live": '<circle cx="8" cy="8" r="3.5"/>'
    '<circle cx="8" cy="8" r="6.8" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "draft": '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="none" stroke="currentColor" stroke-width="2"/>',
    "info": '<path d="M8 .5 15.5 8 8 15.5.5 8z"/>',
    "done": '<rect x="2" y="2" width="12" height="12" rx="1"/>',
    "kept": '<rect x="1" y="6" width="14" height="4" rx="1"/>',
    "passed": _TICK,
    "changed": _TICK,
    "no": '<path d="m3 1 5 5 5-5 2 2-5 5 5 5-2 2-5-5-5 5-2-2 5-5-5-5z"/>',
    "wait": '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2.5"/>',
    "late": '<path d="M8 1 15.5 14.5H.5z"/>',
}


def shape(kind: str):
    """The small drawing of a state."""
    drawn = mark_safe(SHAPES[kind])
    return format_html('<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', drawn)


def bar(total: int, pieces: Iterable, mark=None, label: str = "", height: int = 22, cuts: int = 0):
    """A bar in pieces (value, fill), each its share of the total, with a mark for what was needed."""
    total, x, drawn = max(total, 1), 0.0, []
    for value, fill in pieces:
        if value:
            width = float(100 * value / total)  # votes come with decimals, too
            drawn.append((f"fill-{fill}", f"{x:.2f}%", f"{width:.2f}%", height))
            x += width
    rect = '<rect class="{}" x="{}" width="{}" height="{}"/>'
    line = '<line class="{}" x1="{}" x2="{}" y1="{}" y2="{}"/>'
    lines = [("gap", at, at, 0, height) for at in (f"{100 * i / total:.2f}%" for i in range(1, cuts))]
    if mark is not None:
        at = f"{min(100, 100 * mark / total):.2f}%"
        lines += [("mark-halo", at, at, -2, height + 2), ("mark", at, at, -5, height + 5)]
    return format_html(
        '<svg class="bar" width="100%" height="{}"{} focusable="false">{}{}</svg>',
        height,
        flatatt({"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}),
        format_html_join("", rect, drawn),
        format_html_join("", line, lines),
    )


def runner(total: int, pieces: Iterable[dict], label: str, height: int = 64):
    """All the money as one long cloth, cut into pieces: dicts of value, fill and, to write on them, short and long.

    The long word stands only on a piece with room for it, on a wide screen; else the short one does.
    """
    total, x, drawn, cuts = max(total, 1), 0.0, [], []
    text = '<text class="fill-{}-t {}" x="{}" y="{}" dominant-baseline="middle" text-anchor="middle">{}</text>'
    for one in pieces:
        width, words = 100 * one["value"] / total, []
        middle, fill = f"{x + width / 2:.3f}%", one["fill"]
        if has_long := len(one.get("long", "")) < width * LETTERS_IN_A_PERCENT:
            words.append((fill, "runner__long", middle, height // 2 + 1, one.get("long", "")))
        if one.get("short") and width > LEAST_FOR_A_LETTER:
            look = "runner__short" if has_long else ""
            words.append((fill, look, middle, height // 2 + 1, one["short"]))
        rect = format_html(
            '<rect class="fill-{}" x="{}" width="{}" height="{}"/>', fill, f"{x:.3f}%", f"{width:.3f}%", height
        )
        drawn.append((rect, format_html_join("", text, words)))
        if x:
            cuts.append((f"{x:.3f}%", f"{x:.3f}%", height))
        x += width
    return format_html(
        '<svg class="runner" width="100%" height="{}" role="img" aria-label="{}" focusable="false">{}{}</svg>',
        height,
        label,
        format_html_join("", "{}{}", drawn),
        format_html_join("", '<line class="gap" x1="{}" x2="{}" y1="0" y2="{}"/>', cuts),
    )


# How much room letters take on the widest page, and the thinnest piece that holds one letter on a phone.
LETTERS_IN_A_PERCENT, LEAST_FOR_A_LETTER = 1.1, 5


# --- The table from above: round chairs for residents, square ones for organizations ----------------
KINDS = {
    "resident": ("", gettext_lazy("resident")),
    "partner": ("org", gettext_lazy("partner organization")),
    "public": ("org", gettext_lazy("public sector")),
    "staff": ("staff", gettext_lazy("fund staff, no vote")),
}
STATES = {
    "open": gettext_lazy("empty seat"),
    "away": gettext_lazy("away"),
    "talk": gettext_lazy("speaking"),
}
KEY = {
    "": ngettext_lazy("%(n)s resident", "%(n)s residents", "n"),
    "org": ngettext_lazy("%(n)s organization", "%(n)s organizations", "n"),
    "staff": ngettext_lazy("%(n)s from the fund, no vote", "%(n)s from the fund, no vote", "n"),
    "open": ngettext_lazy("%(n)s empty seat", "%(n)s empty seats", "n"),
}


def chair(person: dict) -> dict:
    """One chair: its letters, its look and, for those who don't see it, its words."""
    look, kind = KINDS[person["kind"]]
    state = person.get("state", "")
    said = [person.get("name", ""), str(kind), str(STATES.get(state, ""))]
    if person.get("me"):
        said.append(gettext("your seat"))
    return {
        "letters": "+" if state == "open" else person.get("initials", ""),
        "classes": " ".join(f"seat--{c}" for c in (look, state, "me" if person.get("me") else "") if c),
        "counted_as": "open" if state == "open" else look,
        "text": ", ".join(word for word in said if word),
    }


def table(people: Iterable[dict]) -> dict:
    """The chairs in two rows, and how many there are of each look."""
    chairs = [chair(person) for person in people]
    half = (len(chairs) + 1) // 2
    counts = Counter(c["counted_as"] for c in chairs)
    key = [{"look": look, "text": text % {"n": counts[look]}} for look, text in KEY.items() if counts[look]]
    return {"first": chairs[:half], "second": chairs[half:], "key": key}
