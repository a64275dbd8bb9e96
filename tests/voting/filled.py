"""Ballots of every method as somebody fills them in, and what becomes of them."""

from bs4 import BeautifulSoup

from tests.read import hidden

# For each method: what somebody fills in, what is kept of it, what the review says, and what abstaining is.
FILLED = {
    "motion": ({"choice": "no"}, "no", ["No"], {"choice": "abstain"}),
    "consent": (
        {"choice": "object", "words": "It shuts the night shift out."},
        {"answer": "object", "words": "It shuts the night shift out."},
        ["I object", "It shuts the night shift out."],
        {"choice": "aside"},
    ),
    "gradients": ({"choice": "block"}, "block", ["No, stop this"], {"choice": "abstain"}),
    "approval": ({"choice": ["c", "a"]}, ["a", "c"], ["You ticked 2 of 3", "ada", "cy", "You leave out bo"], {}),
    "score": ({"points-b": "7", "points-a": "0"}, {"b": 7}, ["bo 7 points", "You leave out"], {"points-b": "0"}),
    "irv": ({"choice": ["c", "a"]}, ["c", "a"], ["1 cy 2 ada", "You leave out bo"], {}),
    "stv": ({"choice": ["b"]}, ["b"], ["1 bo"], {}),
    "pot": (
        {"choice": ["a", "b"]},
        ["a", "b"],
        ["Together $1,300", "The pot holds $1,000", "cost more than that"],
        {},
    ),
    "ranking": ({"choice": ["b", "a"]}, ["b", "a"], ["1 bo 2 ada"], {}),
    "division": (
        {"amount-a": "6,000", "amount-b": "$4000", "amount-c": ""},
        {"a": 6000, "b": 4000},
        ["ada $6,000", "Together $10,000", "You leave out cy"],
        {"amount-a": "0", "amount-b": ""},
    ),
}


def kept(vote):
    """What is in the box of a vote, as it is read."""
    return [one.answer for one in vote.box]


def filled_in(response) -> dict:
    """What a browser would send of this page's form, as it came."""
    fields = hidden(response)
    for tag in BeautifulSoup(response.content, "html.parser").select("main form [name]"):
        if tag.get("type") in ("checkbox", "radio") and tag.has_attr("checked"):
            fields.setdefault(tag["name"], []).append(tag["value"])
        elif tag.get("type") == "text":
            fields[tag["name"]] = tag.get("value", "")
        elif tag.name == "textarea":
            fields[tag["name"]] = tag.text.strip()
        elif tag.name == "select":
            fields[tag["name"]] = (tag.select_one("[selected]") or tag.option)["value"]
    return fields
