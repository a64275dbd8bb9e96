"""Boards and their lotteries, read-only."""

from .lotteries import lotteries
from .tables import router

__all__ = ["lotteries", "router"]
