"""Who is in the pool of a lottery, and the pool as the draw sees it. The one place where portraits are read for it."""

from dataclasses import dataclass, field

from django.db.models import Q

from community.people.suppression import band, protect

from .lottery.pool import Applicant, Pool, Quota, pool_after
from .models import Application, Lottery, Term

State = Application.State


@dataclass(frozen=True)
class Made:
    """What the job worked out for a lottery: the file, and for each application its token and chance of 1,000."""

    text: str = field(repr=False)
    digest: str
    tokens: dict[int, str] = field(repr=False)
    chances: dict[str, int] = field(repr=False)
    smallest: int
    is_refined: bool


def sitting(call, at):
    """Applications of a call whose people have a place by it: drawn and not seated yet, or in their seat."""
    seated = Term.objects.at(at).filter(seat__board=call.seat.board).values("person")
    return call.applications.filter(Q(state=State.CARRIED) | Q(state=State.SEATED, person__in=seated))


def drawable(call, after, at):
    """Applications that can be drawn: sent, not taken back, of people without a seat here.

    Who asked to be put off stands out of the first draw and is in the next ones from the same pool.
    """
    seated = Term.objects.at(at).filter(seat__board=call.seat.board).values("person")
    pool = call.applications.exclude(person__in=seated)
    pool = pool.exclude(person__is_staff=True).exclude(person__is_active=False)
    if after is None:
        return pool.filter(state=State.WAITING, is_deferred=False)
    return pool.filter(state__in=[State.WAITING, State.NOT_CHOSEN])


def households(applications) -> int:
    """How many households these people live in, as far as they said."""
    return len({household or pk for household, pk in applications.values_list("household", "pk")})


def pool_of(lottery: Lottery, tokens: dict[int, str], at) -> Pool:
    """The pool as the draw sees it: tokens, what the quotas ask about, and who shares a home.

    tokens: by application, for everybody who can be drawn. Who sits already counts for the quotas.
    """
    call = lottery.call
    quotas = [Quota(**quota) for quota in lottery.quotas]
    staying = [] if lottery.after is None else list(sitting(call, at).select_related("portrait"))
    drawn_from = Application.objects.filter(pk__in=tokens).select_related("portrait")
    asked = {quota.category for quota in quotas}
    names = tokens | {one.pk: f"sitting-{one.pk}" for one in staying}
    people = [
        Applicant(
            names[one.pk],
            {category: one.portrait.answers.get(category, "") for category in asked},
            one.household,
        )
        for one in [*staying, *drawn_from]
    ]
    pool = Pool(people, quotas, lottery.seats)
    if not staying:
        return pool
    return pool_after(pool, stayed=[names[one.pk] for one in staying], left=[], seats=lottery.seats)


def told_of(lottery: Lottery, pool: Pool) -> Pool:
    """The pool as its published file tells of it.

    What is left of the quotas in a replacement would tell what those who sit, and whoever left, said of
    themselves. So the file of a replacement names no quotas: they are those of the first draw.
    """
    return pool if lottery.after is None else Pool(pool.applicants, [], pool.seats)


def bands(lottery: Lottery, k: int) -> list[tuple[int, int] | None]:
    """For each quota the share of the pool it counts, as a band in percent; nothing where it is about too few.

    Each is a table of its own, in it and not in it, because the answers of one question are shown in bands too.
    """
    pooled = lottery.tickets.values_list("application__portrait__answers", flat=True)
    answers, shown = list(pooled), []
    for quota in lottery.quotas:
        part = sum((one or {}).get(quota["category"]) == quota["value"] for one in answers)
        table = protect({("in",): part, ("out",): len(answers) - part}, k)
        is_shown = table is not None and table["in",] is not None
        shown.append(band(part, len(answers)) if is_shown else None)
    return shown
