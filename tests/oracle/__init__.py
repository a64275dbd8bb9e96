"""Our sums beside somebody else's: optional, since the others are large or under another licence.

Install what you want to compare with, then run `pytest tests/oracle`; what is not there is skipped.
"""
