"""Who may open a call for a seat, how its seats are filled, and who the board votes on."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, all_of, ngettext_


def may_keep_board(*, is_clerk: bool) -> Verdict:
    """The board's clerk opens calls, seats people and sets the times of votes."""
    if is_clerk:
        return YES
    return Verdict(_("Only this board’s clerk can do this."), clause="clerk.role")


CALL_DAYS = ngettext_(
    "A call stays open for at least %(count)s day, so that everybody can see it.",
    "A call stays open for at least %(count)s days, so that everybody can see it.",
)
EMPTY_SEATS = ngettext_(
    "Only %(count)s seat of this kind is empty. A call cannot fill more.",
    "Only %(count)s seats of this kind are empty. A call cannot fill more.",
)

NOT_YET = ("election",)  # ways a charter may name before the house can do them


def ways_offered(allowed: list) -> list:
    """The ways of filling a seat that a clerk can choose now: what the charter allows, elections not yet."""
    return [way for way in allowed if way not in NOT_YET]


def may_open_call(
    *,
    is_clerk: bool,
    seat_is_vacant: bool,
    has_open_call: bool,
    opens: datetime,
    closes: datetime,
    least_days: int,
    kind: str = "resident",
    way: str = "motion",
    allowed: tuple = ("motion",),
    places: int = 1,
    vacant: int = 1,
    quotas: tuple = (),
) -> Verdict:
    """The clerk opens a call for a vacant seat, one at a time, for at least as long as the charter says.

    How the seat is filled is one of the ways the charter names for its kind. Only a lottery has quotas.
    """
    if not seat_is_vacant:
        return Verdict(_("This seat is taken. A call is opened for a vacant seat."), clause="seat.vacant")
    if has_open_call:
        return Verdict(_("A call for this seat is open already."), clause="call.open")
    if closes < opens + timedelta(days=least_days):
        return Verdict(CALL_DAYS[0], plural=CALL_DAYS[1], count=least_days, clause="call.days")
    if way not in ways_offered(allowed):
        return Verdict(_("The charter does not fill a seat of this kind in this way."), clause=f"choose.{kind}")
    if not 1 <= places <= vacant:
        return Verdict(EMPTY_SEATS[0], plural=EMPTY_SEATS[1], count=vacant, clause="seat.vacant")
    if quotas and way != "lottery":
        return Verdict(_("Only a civic lottery has quotas."), clause=f"choose.{kind}")
    return all_of(may_set_quotas(quotas=quotas, places=places), may_keep_board(is_clerk=is_clerk))


def may_set_quotas(*, quotas, places: int) -> Verdict:
    """Quotas are whole numbers that can be met: no more people asked for than there are places.

    Each says at least and at most how many of the people drawn share a value. None shuts anybody out.
    """
    asked: dict = {}
    for quota in quotas:
        least, most = quota["least"], quota["most"]
        if least > places:
            says = _("A quota asks for %(least)s people. Seats to fill: %(places)s.")
            return _unmet(says, least=least, places=places)
        if least > most:
            return _unmet(_("A quota asks for at least %(least)s and at most %(most)s people."), least=least, most=most)
        if most < 1 or least < 0:
            return _unmet(_("A quota of nobody would shut people out. Let at least 1 person in."))
        asked[quota["category"]] = asked.get(quota["category"], 0) + least
    for total in asked.values():
        if total > places:
            return _unmet(
                _("The quotas of one question ask for %(total)s people in all. Seats to fill: %(places)s."),
                total=total,
                places=places,
            )
    return YES


def _unmet(message, **params) -> Verdict:
    return Verdict(message, clause="call.quotas", params=params, remedy=_("Change the numbers, or take a quota out."))


def may_put_application(*, is_waiting: bool, way: str = "motion", kind: str = "resident") -> Verdict:
    """An application is put to the vote while it waits for the board, where a vote fills the seat."""
    if way != "motion":
        return Verdict(
            _("No vote of the board fills this seat. The call says how it is filled."), clause=f"choose.{kind}"
        )
    if is_waiting:
        return YES
    return Verdict(_("This application has been decided already."), clause="seat.motion")
