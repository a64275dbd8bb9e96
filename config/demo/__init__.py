"""The demo city, Calder Bend: made-up people, and a real report before one of its boards.

The city is written in city/*.toml, with times that count from today. `manage.py load_demo` tells it through
the same actions a person would use; `/demo/` lets one be somebody there.
"""
