"""What people fill in around votes: a ballot, a motion, a request for a vote, the times of one."""

from .asking import MotionForm, PutForm, QuestionForm, RemovalForm, secrecy
from .ballots import BallotForm
from .closeness import ClosenessForm
from .fields import LanguageField, MomentField
from .lists import BoardFilter
from .queries import QueryAnswerForm, QueryForm
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
    "RemovalForm",
    "TimesForm",
    "secrecy",
]
