"""Every number, choice and level a rule needs is a clause here; none is a constant in code.

Majorities are written as sums: ">1/2" is more than half, ">=2/3" at least two thirds. Sums of money are
in the smallest coin, days in calendar days, a promise is a date such as "2027-06-30" or nothing.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

from community.record.verdict import ngettext_

CLAUSES = {
    "seats.resident": 8,  # seats of residents
    "seats.partner": 2,  # seats of partner organizations
    "seats.public": 1,  # seats of the public sector
    "seats.floor": 51,  # residents hold at least this percentage of the filled seats
    "seats.promise_on": "",  # the day by which residents reach the floor, where they don't hold it yet
    "term.months": 24,  # how long a seat is held
    "term.limit": 2,  # terms in a row that one person may hold
    "term.years": 5,  # years in a row that one person may hold a seat
    "term.break": 12,  # months without a seat after which the count of terms starts again
    "vacancy.days": 60,  # days in which an empty seat is to be filled
    "choose.resident": ["lottery", "election", "nomination", "motion"],  # ways to fill a resident seat
    "choose.partner": ["nomination", "motion", "appointment"],
    "choose.public": ["appointment", "motion"],
    "call.days": 21,  # how long a call for a seat stays open
    "right.priorities": "decides",  # what the board's vote on each kind of thing is: decides, recommends, asked
    "right.proposals": "decides",
    "right.seats": "decides",
    "right.charter": "decides",
    "right.motions": "decides",
    "vote.movers": 2,  # members who must ask for a vote; then nobody can refuse it
    "vote.notice_days": 7,  # days between the call for a vote and its opening
    "vote.days": 3,  # days a vote stays open at least
    "vote.delay_days": 14,  # how much later than the notice the clerk may open a vote
    "vote.max_days": 30,  # the longest a vote may stay open
    "vote.quorum": ">1/2",  # of filled seats that must have sent a ballot
    "vote.resident_quorum": ">1/2",  # of those present that must be residents
    "vote.majority": ">1/2",  # of the yes and no ballots that must say yes; ">1/2 of all" is of all who may vote
    "vote.majority.charter": ">=2/3",  # the same, to loosen the charter
    "vote.majority.removal": ">=2/3",  # the same, to take a seat from a member
    "vote.residents_too": 0,  # whether the residents' ballots alone need the same majority
    "vote.question_days": 7,  # days in which a result can be questioned
    "recusal.counts": 0,  # whether a member who steps back from an item counts for the quorum
    "recusal.author": 3,  # how close a member is at least to a proposal of their own, from 0 to 3
    "recusal.years": 3,  # years for which a tie that brought money counts after it ended
    "charter.notice_days": 14,  # days between the call for a vote that loosens the charter and its opening
    "plan.floor": 0,  # what every priority of a plan gets at least, in percent of its money
    "plan.ceiling": 100,  # what it gets at most
    "plan.count": "average",  # how the members' divisions become one: average or median
    "suggestion.members": 3,  # members who put a suggestion on the board's table
    "answer.days": 15,  # days the fund has to answer a decision
    "pay.hour": 4800,  # what a member is paid for an hour
    "pay.prep": 1,  # whether the time to prepare is paid
    "pay.day_cap": 20000,  # what a member is paid for one day at most
    "pay.ways": ["card", "transfer", "donate", "none"],  # ways to be paid, of which each member chooses one
    "k_min.ballots": 10,  # fewer ballots of one group than this are not counted by group
    "k_min.people": 11,  # figures about fewer people than this are not shown
}

# What each clause says, for the charter's page. %(value)s is what is in force. A clause that is
# a yes or a no has a sentence for each.
SENTENCES = {
    "seats.resident": ngettext_(
        "The table has %(value)s seat for residents.", "The table has %(value)s seats for residents."
    ),
    "seats.partner": ngettext_(
        "It has %(value)s seat for partner organizations.", "It has %(value)s seats for partner organizations."
    ),
    "seats.public": ngettext_(
        "It has %(value)s seat for the public sector.", "It has %(value)s seats for the public sector."
    ),
    "seats.floor": _(
        "Residents hold at least %(value)s%% of the filled seats."
        " Below that the board may talk and give seats to residents, but decide nothing else."
    ),
    "seats.promise_on": _(
        "The fund promises: by %(value)s residents hold that share."
        " Until then they are a minority voice: the board may recommend, but decide nothing."
    ),
    "term.months": ngettext_("A seat is held for %(value)s month.", "A seat is held for %(value)s months."),
    "term.limit": ngettext_(
        "Nobody holds a seat for more than %(value)s term in a row.",
        "Nobody holds a seat for more than %(value)s terms in a row.",
    ),
    "term.years": ngettext_(
        "Nobody holds a seat for more than %(value)s year in a row.",
        "Nobody holds a seat for more than %(value)s years in a row.",
    ),
    "term.break": ngettext_(
        "Terms are in a row when less than %(value)s month lies between them.",
        "Terms are in a row when less than %(value)s months lie between them.",
    ),
    "vacancy.days": ngettext_(
        "An empty seat is filled within %(value)s day.", "An empty seat is filled within %(value)s days."
    ),
    "choose.resident": _("A resident seat is filled by %(value)s."),
    "choose.partner": _("A seat of a partner organization is filled by %(value)s."),
    "choose.public": _("A seat of the public sector is filled by %(value)s."),
    "call.days": ngettext_(
        "A call for a seat stays open for at least %(value)s day.",
        "A call for a seat stays open for at least %(value)s days.",
    ),
    "right.priorities": _("What the money is for: %(value)s."),
    "right.proposals": _("Which proposals get the money: %(value)s."),
    "right.seats": _("Who gets a seat: %(value)s."),
    "right.charter": _("What this charter says: %(value)s."),
    "right.motions": _("Other motions of a member: %(value)s."),
    "vote.movers": ngettext_(
        "%(value)s member who asks for a vote gets it. Nobody can refuse.",
        "%(value)s members who ask for a vote get it. Nobody can refuse.",
    ),
    "vote.notice_days": ngettext_(
        "A vote opens %(value)s day or more after it was called.",
        "A vote opens %(value)s days or more after it was called.",
    ),
    "vote.days": ngettext_(
        "A vote stays open for %(value)s day, or longer when the clerk sets it so.",
        "A vote stays open for %(value)s days, or longer when the clerk sets it so.",
    ),
    "vote.delay_days": ngettext_(
        "The clerk may open a vote up to %(value)s day later than the notice.",
        "The clerk may open a vote up to %(value)s days later than the notice.",
    ),
    "vote.max_days": ngettext_(
        "No vote stays open for more than %(value)s day.", "No vote stays open for more than %(value)s days."
    ),
    "vote.quorum": _("Quorum, first part: %(value)s of the people on the roll sent a ballot."),
    "vote.resident_quorum": _("Quorum, second part: %(value)s of those present are residents."),
    "vote.majority": _("A motion passes when %(value)s say yes."),
    "vote.majority.charter": _("A change that loosens this charter passes when %(value)s say yes."),
    "vote.majority.removal": _("A member is removed when %(value)s say yes."),
    "vote.residents_too": {
        0: _("One majority of everybody is enough; residents’ ballots are not counted apart."),
        1: _(
            "The residents, counted alone, need the same majority. Only yes or no can tell it; other votes recommend."
        ),
    },
    "vote.question_days": ngettext_(
        "A result can be questioned for %(value)s day after it was counted. The clerk answers in public, as fast.",
        "A result can be questioned for %(value)s days after it was counted."
        " The clerk answers in public, within as many days.",
    ),
    "recusal.counts": {
        0: _("A member who steps back from an item does not count for its quorum."),
        1: _("A member who steps back from an item still counts for its quorum."),
    },
    "recusal.author": {
        0: _("A member votes on a proposal of their own like everybody else."),
        1: _("A member who wrote a proposal votes on it, and everybody is told that it is theirs."),
        2: _("A member who wrote a proposal talks about it, and does not vote on it."),
        3: _("A member who wrote a proposal leaves it to the others: they do not vote on it or put it forward."),
    },
    "recusal.years": ngettext_(
        "Work for an organization counts as a tie to it for %(value)s year after it ended.",
        "Work for an organization counts as a tie to it for %(value)s years after it ended.",
    ),
    "charter.notice_days": ngettext_(
        "A vote that loosens this charter opens %(value)s day or more after it was called.",
        "A vote that loosens this charter opens %(value)s days or more after it was called.",
    ),
    "suggestion.members": ngettext_(
        "%(value)s member puts a suggestion on the board’s table.",
        "%(value)s members put a suggestion on the board’s table.",
    ),
    "plan.floor": _("In a plan, each priority gets at least %(value)s%% of the money."),
    "plan.ceiling": _("In a plan, each priority gets at most %(value)s%% of the money."),
    "plan.count": _("What members give each priority becomes one sum by %(value)s."),
    "answer.days": ngettext_(
        "The fund answers a decision within %(value)s day.", "The fund answers a decision within %(value)s days."
    ),
    "pay.hour": _("A member is paid %(value)s an hour."),
    "pay.prep": {
        0: _("The time to prepare for a meeting is not paid."),
        1: _("The time to prepare for a meeting is paid too."),
    },
    "pay.day_cap": _("A member is paid at most %(value)s for one day."),
    "pay.ways": _("Each member chooses how to be paid: %(value)s."),
    "k_min.ballots": _("Ballots are counted by group only where a group sent %(value)s or more."),
    "k_min.people": _("Figures about people are shown only for groups of %(value)s or more."),
}

# What a clause says while it is empty.
UNSAID = {"seats.promise_on": _("They hold it from the beginning: no later day is promised.")}

# Clauses that are sums of money, in the site's currency.
MONEY = {"pay.hour", "pay.day_cap"}

# What a clause can choose from, as it is said in a list.
CHOICES = {
    "lottery": pgettext_lazy("way to a seat", "civic lottery"),
    "election": pgettext_lazy("way to a seat", "election by the people on the roll"),
    "nomination": pgettext_lazy("way to a seat", "nomination by a community organization"),
    "motion": pgettext_lazy("way to a seat", "a motion of the board"),
    "appointment": pgettext_lazy("way to a seat", "appointment with public reasons"),
    "card": pgettext_lazy("way to be paid", "with a cash card"),
    "transfer": pgettext_lazy("way to be paid", "by transfer to an account"),
    "donate": pgettext_lazy("way to be paid", "as a gift to a group they name"),
    "none": pgettext_lazy("way to be paid", "not at all"),
    "decides": pgettext_lazy("decision right", "the board decides"),
    "recommends": pgettext_lazy("decision right", "the board recommends"),
    "asked": pgettext_lazy("decision right", "the board is only asked"),
    "average": pgettext_lazy("way to count", "the plain average"),
    "median": pgettext_lazy("way to count", "the median that nobody can bend by exaggerating"),
}

# Clauses without a number: who may do what.
PRINCIPLES = {
    "vote.roll": _("Only the people on the roll vote. The roll is fixed when the vote opens."),
    "vote.once": _(
        "One person, one ballot. In an open vote it can be changed until the close; in a secret vote it is final."
    ),
    "vote.method": _("A question is asked in the way that fits it. How it is counted is fixed when the vote opens."),
    "vote.paper": _("A ballot says what can be said on it, and nothing else."),
    "vote.receipt": _("Each ballot has a receipt code, shown before it is sent. It tells whether it is recorded."),
    "vote.secret": _("Whether a vote is open or secret is said when it is asked for, and never changed."),
    "vote.extension": _(
        "An open vote ends later only when two people want it, one of them on the roll. It never ends earlier."
    ),
    "vote.open": _("Ballots are taken while the vote is open, and at no other time."),
    "vote.times": _("The clerk sets the times of a vote. Nobody can close it early."),
    "vote.member": _("People who hold a seat on the board ask for votes."),
    "seat.motion": _(
        "A seat is filled by a motion of the board, or with a public reason while the board is being founded."
    ),
    "seat.vacant": _("One seat, one person. One person, one seat on a board."),
    "seat.removal": _(
        "Only a vote of the board takes a seat from a member. A clerk enters no more than an end that came about."
    ),
    "term.stagger": _(
        "Of the seats of each kind, the first term of every second one is half as long, so that never all end at once."
    ),
    "call.open": _("Applications are taken while the call is open."),
    "call.quotas": _("The quotas of a draw are whole numbers, they can be met, and they shut nobody out."),
    "lottery.seed": _(
        "The number of a draw comes from secrets of at least two people of different kinds, one with a seat,"
        " or from a public source named beforehand."
    ),
    "lottery.file": _("A lottery is drawn from its published file. What is published is never changed."),
    "clerk.role": _("The clerk opens calls, seats people and sets times."),
    "role.handover": _("Nobody leaves a role while something is open: each thing is handed over, with a note."),
    "seat.welcome": _(
        "A new member meets somebody, has an orientation, and says what they need before the first vote."
    ),
    "card.once": _("A card lets somebody without e-mail sign in, once. A new card makes the one before it worthless."),
    "priority.lens": _("A priority names its board, who is burdened, who benefits and what history lies behind it."),
    "priority.adopted": _(
        "Money is given only to a priority that the board has adopted, in the very words it adopted."
    ),
    "priority.window": _("Proposals are taken between a priority’s opening and closing dates."),
    "proposal.sum": _("A proposal asks for no more than the priority’s sum."),
    "cycle.named": _("The fund names its cycles: each with a first and a last day, one after the other."),
    "purse.said": _(
        "The fund says in public how much money each board has for a cycle, who decided that, and why. What a board has"
        " planned with is raised, never lowered."
    ),
    "plan.made": _(
        "For a cycle a board ranks its priorities, and each member divides the money among them. That makes a plan,"
        " which counts when the board adopts it, its residents with a majority of their own."
    ),
    "plan.residents": _("A plan binds the money of a cycle, so residents, counted alone, need the same majority."),
    "plan.kept": _("Where a plan is in force, no priority gives more than it has in the plan."),
    "pot.asked": _(
        "A member can put all proposals to a priority to one vote. What the money is, and which proposals stand on the"
        " ballot, follows from the plan. How it is counted is chosen before, with both counts side by side."
    ),
    "answer.role": _("The fund answers every decision, in public and with a reason."),
    "tie.declared": _("Each person declares their own ties, once. They are ended, never changed."),
    "recusal.said": _(
        "At each item, members say in public how close they are to it: not close, a little (says so and votes),"
        " close (talks, does not vote) or very close (leaves the item)."
    ),
    "recusal.left": _(
        "Whoever is very close to an item leaves it: no vote, no word in its discussion, no asking for it."
    ),
    "recusal.enough": _(
        "When members step back, as many must still be able to vote as the quorum of the whole roll,"
        " and residents must hold the floor among them. Alternates are called until this holds."
    ),
    "alternate.named": _(
        "Alternates are named by a motion, or with a public reason while the board is being founded."
        " They vote only when they are called, and fill no seat."
    ),
    "room.open": _("Every room says who reads and who writes in it."),
    "room.pace": _("A message is short, and leaves others time to read and to answer."),
    "room.moderators": _("Moderators may hide a message. Everybody can read why."),
    "charter.change": _(
        "The clerk may make this charter stricter, with a public reason. To loosen it takes a vote of the board."
    ),
}

# What the clauses with a number are about, where no board and so no number is at hand.
IN_SHORT = {
    "seats.resident": _("The charter says how many seats are for residents."),
    "seats.partner": _("The charter says how many seats are for partner organizations."),
    "seats.public": _("The charter says how many seats are for the public sector."),
    "seats.floor": _("Residents hold the majority of the filled seats."),
    "seats.promise_on": _("Where residents are a minority voice, the charter says until when."),
    "term.months": _("A seat is held for a set time."),
    "term.limit": _("Nobody holds a seat for too many terms in a row."),
    "term.years": _("Nobody holds a seat for too many years in a row."),
    "term.break": _("After a long enough break, the count of terms starts again."),
    "vacancy.days": _("No seat stays empty for long."),
    "choose.resident": _("The charter says how resident seats are filled."),
    "choose.partner": _("The charter says how seats of partner organizations are filled."),
    "choose.public": _("The charter says how seats of the public sector are filled."),
    "call.days": _("A call stays open long enough for everybody to see it."),
    "right.priorities": _("The charter says whether the board decides what the money is for."),
    "right.proposals": _("The charter says whether the board decides which proposals get the money."),
    "right.seats": _("The charter says whether the board decides who gets a seat."),
    "right.charter": _("The charter says whether the board decides on its own charter."),
    "right.motions": _("The charter says what a motion of the board counts for."),
    "vote.movers": _("When enough members ask for a vote, nobody can refuse it."),
    "vote.notice_days": _("A vote opens only after its notice."),
    "vote.days": _("A vote stays open for days, so that everybody can send a ballot."),
    "vote.delay_days": _("Nobody can put a vote off for long."),
    "vote.max_days": _("No vote stays open for ever."),
    "vote.quorum": _("Enough of the people on the roll must send a ballot."),
    "vote.resident_quorum": _("Enough of those present must be residents."),
    "vote.majority": _("Enough must say yes."),
    "vote.majority.charter": _("It takes more than the usual majority to loosen the charter."),
    "vote.majority.removal": _("It takes more than the usual majority to remove a member."),
    "vote.residents_too": _("The charter says whether residents’ ballots alone need a majority too."),
    "vote.question_days": _("Anyone can question a result for some days, and is answered in public."),
    "recusal.counts": _("The charter says whether a member who steps back counts for the quorum."),
    "recusal.author": _("The charter says how close members are to a proposal of their own."),
    "recusal.years": _("Work for an organization counts as a tie to it for some years after it ended."),
    "charter.notice_days": _("A vote that loosens the charter opens only after a longer notice."),
    "plan.floor": _("The charter says what each priority of a plan gets at least."),
    "plan.ceiling": _("The charter says what each priority of a plan gets at most."),
    "plan.count": _("The charter says how the members’ divisions become one."),
    "suggestion.members": _("When enough members put a suggestion forward, it is on the board’s table."),
    "answer.days": _("The fund answers every decision by a set date."),
    "pay.hour": _("Members are paid for their time."),
    "pay.prep": _("The charter says whether the time to prepare is paid."),
    "pay.day_cap": _("The charter says what is paid for one day at most."),
    "pay.ways": _("Each member chooses how to be paid."),
    "k_min.ballots": _("Small groups of ballots are not counted apart."),
    "k_min.people": _("Figures about small groups are not shown."),
}
