"""Sums, moments and verdicts said in words, in the reader's language. Text in, text out, no HTML."""

from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from community.record.sums import money, number
from community.record.verdict import Verdict
from governance.boards import charters

__all__ = ["clause", "day", "late", "moment", "money", "number", "sentence", "spoken", "until", "zone_name", "zone_of"]

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def zone_of(zone: str | tzinfo | None) -> tzinfo:
    """The zone asked for, or the site's."""
    return ZoneInfo(zone) if isinstance(zone, str) and zone else zone or timezone.get_current_timezone()


def zone_name(moment: datetime) -> str:
    """Its short name, such as EDT, or its distance from UTC where it has none."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name[:1] in "+-" else name


def day(value: date, at: datetime | None = None) -> str:
    """Thursday 14 May, with the year when it is not this one."""
    this_year = timezone.localtime(at or timezone.now()).year
    # Translators: formats of dates as in Django's `date` filter.
    form = pgettext("day", "l j F") if value.year == this_year else pgettext("day with year", "l j F Y")
    return date_format(value, form)


def moment(value: datetime, zone=None, at: datetime | None = None) -> str:
    """Thursday 14 May, 8:00 pm, in the site's zone or the one given."""
    local = timezone.localtime(value, zone_of(zone))
    # Translators: format of a time of day as in Django's `date` filter.
    hour = date_format(local, pgettext("hour", "g:i A")).lower().replace(" ", "\N{NO-BREAK SPACE}")
    # Translators: a day and an hour, as in "Thursday 14 May, 8:00 pm".
    return gettext("%(day)s, %(hour)s") % {"day": day(local, at), "hour": hour}


def _distance(then: datetime, at: datetime) -> tuple[int, str]:
    """How far apart: whole minutes, then whole hours, then days as on a calendar, then months."""
    seconds = abs((then - at).total_seconds())
    if seconds < HOUR:
        return int(seconds // MINUTE), "minute"
    if seconds < DAY:
        return int(seconds // HOUR), "hour"
    days = max(1, abs((timezone.localtime(then).date() - timezone.localtime(at).date()).days))
    return (days, "day") if days < 90 else (days // 30, "month")


def until(then: datetime, at: datetime | None = None) -> str:
    """How long from now: "in 3 days", or "3 days ago"."""
    at = at or timezone.now()
    n, unit = _distance(then, at)
    ahead = {
        "minute": ngettext("in %(n)s minute", "in %(n)s minutes", n),
        "hour": ngettext("in %(n)s hour", "in %(n)s hours", n),
        "day": ngettext("in %(n)s day", "in %(n)s days", n),
        "month": ngettext("in %(n)s month", "in %(n)s months", n),
    }
    behind = {
        "minute": ngettext("%(n)s minute ago", "%(n)s minutes ago", n),
        "hour": ngettext("%(n)s hour ago", "%(n)s hours ago", n),
        "day": ngettext("%(n)s day ago", "%(n)s days ago", n),
        "month": ngettext("%(n)s month ago", "%(n)s months ago", n),
    }
    if n == 0:
        return gettext("in less than a minute") if then >= at else gettext("just now")
    return (ahead if then >= at else behind)[unit] % {"n": number(n)}


def late(due: datetime, at: datetime | None = None) -> str:
    """How late something is: "3 days late". Nothing while it is still in time."""
    at = at or timezone.now()
    if at <= due:
        return ""
    n, unit = _distance(due, at)
    if unit == "minute":
        return ngettext("%(n)s minute late", "%(n)s minutes late", n) % {"n": number(n)}
    if unit == "hour":
        return ngettext("%(n)s hour late", "%(n)s hours late", n) % {"n": number(n)}
    n = (at - due).days
    return ngettext("%(n)s day late", "%(n)s days late", n) % {"n": number(n)}


def spoken(value) -> object:
    """A verdict's parameter as it is said: moments, days and numbers in the reader's language."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    return value


def sentence(verdict: Verdict) -> str:
    """The reason a rule gave, as a sentence in the reader's language. Nothing when it said yes."""
    if verdict:
        return ""
    words = verdict.message
    words = ngettext(words, verdict.plural, verdict.count) if verdict.plural else gettext(words)
    return words % ({"count": number(verdict.count)} | {k: spoken(v) for k, v in verdict.params.items()})


def clause(key: str) -> str:
    """What a clause of the charter says: its principle, or what its number is about."""
    said = charters.PRINCIPLES.get(key) or charters.IN_SHORT.get(key)
    return gettext(said) if said else key
