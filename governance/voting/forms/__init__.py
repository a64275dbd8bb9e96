"""What people fill in around votes: a ballot, a motion, a request for a vote, the times of one."""

from .. import rules
from .asking import MotionForm, PutForm, QuestionForm, RemovalForm, secrecy
from .ballots import AnswerForm, BallotForm, ConsentForm, GradientForm, WayForm
from .closeness import ClosenessForm
from .fields import LanguageField, MomentField
from .lists import BoardFilter
from .options import DivisionForm, PickForm, RankForm, ScoreForm
from .queries import QueryAnswerForm, QueryForm
from .receipts import ReceiptForm
from .times import ExtensionForm, TimesForm

__all__ = [
    "BallotForm",
    "BoardFilter",
    "ClosenessForm",
    "ExtensionForm",
    "LanguageField",
    "MomentField",
    "MotionForm",
    "PutForm",
    "QueryAnswerForm",
    "QueryForm",
    "QuestionForm",
    "RankForm",
    "ReceiptForm",
    "RemovalForm",
    "TimesForm",
    "WayForm",
    "ballot_form",
    "secrecy",
]

BALLOTS = {
    rules.MOTION: AnswerForm,
    rules.CONSENT: ConsentForm,
    rules.GRADIENTS: GradientForm,
    rules.APPROVAL: PickForm,
    rules.POT: PickForm,
    rules.SCORE: ScoreForm,
    rules.IRV: RankForm,
    rules.STV: RankForm,
    rules.RANKING: RankForm,
    rules.DIVISION: DivisionForm,
}


def ballot_form(vote, person, sent=None, answer=None) -> BallotForm:
    """The ballot of a vote as one person gets it: its options in an order of their own, always the same.

    So no option gains by where it stands.
    """
    on_it = vote.options.all() if rules.METHODS[vote.method].options else ()
    options = {option.key: option for option in on_it}
    order = rules.shuffled(options, f"{vote.uuid}:{person.public_id}")
    return BALLOTS[vote.method](sent, paper=vote.paper, options=[options[key] for key in order], answer=answer)
