"""What happens to proposals: start, change, send, take back; put many to one vote; decide."""

from .pots import pass_over, pot_verdict, put_pot
from .proposals import (
    WRITTEN,
    ask_verdict,
    change,
    change_verdict,
    decide,
    send,
    send_verdict,
    start,
    withdraw,
    withdraw_verdict,
)

__all__ = [
    "WRITTEN",
    "ask_verdict",
    "change",
    "change_verdict",
    "decide",
    "pass_over",
    "pot_verdict",
    "put_pot",
    "send",
    "send_verdict",
    "start",
    "withdraw",
    "withdraw_verdict",
]
