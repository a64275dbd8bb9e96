"""A civic lottery act by act: who may prepare, commit, reveal, stop and repeat it."""

from datetime import datetime, timedelta

from community.record.verdict import YES, Verdict, _, all_of, ngettext_

from .calls import may_keep_board, may_set_quotas

# What a lottery may become. What is drawn, failed or cancelled stays so.
MOVES = {
    "drafted": ("computing", "cancelled"),
    "computing": ("published", "failed", "cancelled"),
    "published": ("drawn", "failed"),
}
RUNNING = tuple(MOVES)

REVEAL_DAYS = 14  # days in which what was committed to is revealed, or a public source is entered
QUIET = timedelta(minutes=2)  # a job that has said nothing for so long is taken for dead
MOST_TRIES = 3  # times that the chances are worked out anew when the job dies
SEAT_KINDS = ("resident", "partner", "public")
NOT_DRAFTED = _("The chances are being worked out already, so nothing is added or changed any more.")
HOUSEHOLDS = ngettext_(
    "There is %(count)s household in the pool. Seats to fill: %(seats)s. One person of a household can be drawn.",
    "There are %(count)s households in the pool. Seats to fill: %(seats)s. One person of a household can be drawn.",
)


def may_move(old: str, new: str) -> bool:
    """Whether a lottery may go from one state to another."""
    return new in MOVES.get(old, ())


def reveal_by(*, published: datetime, speaks: datetime | None) -> datetime:
    """Until when one waits for the secrets, or for a public source from the moment it speaks."""
    return max(published, speaks or published) + timedelta(days=REVEAL_DAYS)


def may_prepare(
    *, is_clerk: bool, way: str, closes: datetime, at: datetime, is_running: bool, is_drawn: bool, seats: int,
    places: int, households: int, quotas, called_quotas, has_collided: bool, why: str,
) -> Verdict:  # fmt: skip
    """The clerk prepares a lottery when the call has closed, by the call's quotas, one at a time.

    Only when those cannot all be met may the clerk set others, with a public reason.
    """
    if way != "lottery":
        return Verdict(_("This call is not filled by lot."), clause="lottery.file")
    if at < closes:
        return Verdict(_("The call is still open. A lottery is prepared when it has closed."), clause="call.open")
    if is_running:
        return Verdict(_("A lottery for this call is on its way already."), clause="lottery.file")
    if is_drawn:
        return Verdict(
            _("The seats of this call are drawn. Whoever leaves is replaced from the same pool."), clause="lottery.file"
        )
    return all_of(
        may_keep_board(is_clerk=is_clerk),
        _may_change_quotas(quotas=quotas, called=called_quotas, has_collided=has_collided, why=why, places=places),
        _has_pool(seats=seats, households=households),
    )


def may_replace(
    *, is_clerk: bool, is_drawn: bool, is_running: bool, gone: int, ends: datetime | None, at: datetime,
    seats: int, places: int, households: int, quotas, called_quotas, has_collided: bool, why: str,
) -> Verdict:  # fmt: skip
    """Whoever was drawn and says no or leaves is replaced from the same pool, by the same rules, while it lives."""
    if not is_drawn or ends is None:
        return Verdict(_("Nothing is drawn yet, so nobody is replaced."), clause="lottery.file")
    if is_running:
        return Verdict(_("A lottery for this call is on its way already."), clause="lottery.file")
    if not gone:
        return Verdict(_("Nobody who was drawn has said no or left."), clause="seat.vacant")
    if at >= ends:
        return Verdict(
            _("This pool is too old: the terms that were drawn from it are over."),
            clause="term.months",
            remedy=_("Open a new call for the seat."),
        )
    return all_of(
        may_keep_board(is_clerk=is_clerk),
        _may_change_quotas(quotas=quotas, called=called_quotas, has_collided=has_collided, why=why, places=places),
        _has_pool(seats=seats, households=households),
    )


def _may_change_quotas(*, quotas, called, has_collided, why, places) -> Verdict:
    if list(quotas) == list(called):
        return YES
    if not has_collided:
        return Verdict(
            _("The quotas of the call hold. They can be changed only when they cannot all be met."),
            clause="call.quotas",
        )
    if not why.strip():
        return Verdict(_("Say in public why the quotas are changed."), clause="call.quotas")
    return may_set_quotas(quotas=quotas, places=places)


def _has_pool(*, seats: int, households: int) -> Verdict:
    if seats < 1:
        return Verdict(_("No seat is empty, so there is nothing to draw for."), clause="seat.vacant")
    if households < seats:
        remedy = _("Open another call, so that more people can apply.")
        return Verdict(HOUSEHOLDS[0], plural=HOUSEHOLDS[1], count=households, params={"seats": seats},
                       clause="lottery.file", remedy=remedy)  # fmt: skip
    return YES


def stands_for(*, seat_kind: str, roles, is_staff: bool) -> str:
    """As what somebody commits to a lottery: by their seat, else by their role, else for the fund; or nothing."""
    return seat_kind or next(iter(sorted(roles)), "") or ("staff" if is_staff else "")


def is_enough(kinds) -> bool:
    """Whether those who committed are two people of different kinds, and one of them holds a seat.

    Nobody who works for the fund holds a seat, so staff alone are never enough.
    """
    return len(kinds) >= 2 and len(set(kinds)) >= 2 and bool(set(kinds) & set(SEAT_KINDS))


def may_commit(
    *, state: str, stands_for: str, is_in_pool: bool, has_committed: bool, has_withheld: bool, has_source: bool,
    is_digest: bool = True, is_taken: bool = False,
) -> Verdict:  # fmt: skip
    """Who holds a seat or a role here, or works for the fund, may commit to a secret before the chances are known.

    Once a person, with a secret of their own. Nobody in the pool commits, and nobody who kept a secret back.
    """
    if state != "drafted":
        return Verdict(NOT_DRAFTED, clause="lottery.seed")
    if has_source:
        return Verdict(_("This lottery is drawn by a public source, so nobody commits to it."), clause="lottery.seed")
    if not stands_for:
        return Verdict(_("Members of the board, people with a role and staff commit here."), clause="lottery.seed")
    if is_in_pool:
        return Verdict(_("You are in the pool yourself, so others commit."), clause="lottery.seed")
    if has_committed:
        return Verdict(_("You have committed already. It cannot be changed."), clause="lottery.seed")
    if has_withheld:
        return Verdict(
            _("You did not reveal your secret in an earlier lottery of this call, so others commit."),
            clause="lottery.seed",
        )
    if not is_digest:
        return Verdict(_("A SHA-256 has 64 figures and letters from a to f."), clause="lottery.seed")
    if is_taken:
        return Verdict(
            _("Somebody has committed to this secret already. Use words of your own."), clause="lottery.seed"
        )
    return YES


def may_name_source(
    *, is_clerk: bool, state: str, has_source: bool, commitments: int, speaks: datetime | None, at: datetime, words: str
) -> Verdict:
    """Instead of commitments, the clerk may name one public source that speaks at a later time."""
    if state != "drafted":
        return Verdict(NOT_DRAFTED, clause="lottery.seed")
    if has_source:
        return Verdict(_("A public source is named already. It cannot be changed."), clause="lottery.seed")
    if commitments:
        return Verdict(_("People have committed to this lottery, so they give its number."), clause="lottery.seed")
    if not words.strip():
        return Verdict(_("Say which public source, and how its words are written."), clause="lottery.seed")
    if speaks is None or speaks <= at:
        return Verdict(_("Name a source that speaks later. What is known already could be chosen."),
                       clause="lottery.seed")  # fmt: skip
    return may_keep_board(is_clerk=is_clerk)


def may_compute(*, is_clerk: bool, state: str, kinds, speaks: datetime | None, at: datetime) -> Verdict:
    """The chances are worked out when it is settled, in public, where the number drawn will come from."""
    if state != "drafted":
        return Verdict(NOT_DRAFTED, clause="lottery.file")
    if speaks is not None and speaks <= at:
        return Verdict(
            _("The public source has spoken already. Cancel this lottery and name a later one."), clause="lottery.seed"
        )
    if speaks is None and not is_enough(kinds):
        return Verdict(
            _("Two people of different kinds must commit first, and one of them must hold a seat."),
            clause="lottery.seed",
            remedy=_("Ask a member of the board to commit, or name a public source."),
        )
    return may_keep_board(is_clerk=is_clerk)


def may_cancel(*, is_clerk: bool, state: str, why: str) -> Verdict:
    """The clerk may stop a lottery with a public reason, until its chances are published."""
    if not may_move(state, "cancelled"):
        return Verdict(_("This lottery can no longer be stopped. What is published is drawn."), clause="lottery.file")
    if not why.strip():
        return Verdict(_("Give the reason, in public."), clause="lottery.file")
    return may_keep_board(is_clerk=is_clerk)


def may_reveal(*, state: str, has_committed: bool, has_revealed: bool, is_right: bool) -> Verdict:
    """Who committed reveals the secret after the chances are published: once, and it must be the same."""
    if not has_committed:
        return Verdict(_("You have not committed to this lottery."), clause="lottery.seed")
    if has_revealed:
        return Verdict(_("You have revealed your secret already. Once is enough."), clause="lottery.seed")
    if state in ("drafted", "computing"):
        return Verdict(
            _("Keep your secret to yourself. It is revealed when the chances are published."), clause="lottery.seed"
        )
    if state != "published":
        return Verdict(_("This lottery is over."), clause="lottery.file")
    if not is_right:
        return Verdict(
            _("These are not the words you committed to. Look at each letter and space."), clause="lottery.seed"
        )
    return YES


def may_enter_source(
    *, is_clerk: bool, state: str, has_source: bool, speaks: datetime | None, at: datetime, words: str
) -> Verdict:
    """When the public source has spoken, the clerk enters what it said, once."""
    if not has_source or speaks is None:
        return Verdict(_("This lottery is drawn by what people committed to."), clause="lottery.seed")
    if state == "drawn":
        return Verdict(_("What the source said is entered already. Once is enough."), clause="lottery.seed")
    if state != "published":
        return Verdict(_("The chances are not published, or this lottery is over."), clause="lottery.file")
    if at < speaks:
        return Verdict(_("The public source has not spoken yet."), clause="lottery.seed")
    if not words.strip():
        return Verdict(_("Write what the source said."), clause="lottery.seed")
    return may_keep_board(is_clerk=is_clerk)


def may_give_up(*, is_clerk: bool, state: str, reveal_by: datetime | None, at: datetime, why: str) -> Verdict:
    """When the time is over and a secret is still missing, the clerk says so in public, and it starts again."""
    if state != "published" or reveal_by is None:
        return Verdict(_("Nothing is waited for in this lottery."), clause="lottery.seed")
    if at < reveal_by:
        return Verdict(_("There is still time to reveal. Remind those who are missing."), clause="lottery.seed")
    if not why.strip():
        return Verdict(_("Give the reason, in public."), clause="lottery.seed")
    return may_keep_board(is_clerk=is_clerk)
