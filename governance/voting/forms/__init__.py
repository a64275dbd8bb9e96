"""What people fill in around votes: a ballot, a motion, a request for a vote, the times of one."""

from .asking import MotionForm, PutForm, RemovalForm
from .ballots import BallotForm
from .closeness import ClosenessForm
from .fields import LanguageField, MomentField
from .lists import BoardFilter
from .times import TimesForm

__all__ = [
    "BallotForm",
    "BoardFilter",
    "ClosenessForm",
    "LanguageField",
    "MomentField",
    "MotionForm",
    "PutForm",
    "RemovalForm",
    "TimesForm",
]
