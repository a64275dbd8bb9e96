"""What is drawn of a count of ranked ballots: round by round, or place by place."""

from decimal import Decimal

from ..rules.methods import STV
from .options import ties_of


def votes(text: str) -> int | Decimal:
    """Votes as they are said: whole where they are whole, else without the zeros nobody needs."""
    found = Decimal(text)
    return int(found) if found == int(found) else found.normalize()


def rounds(result: dict, options: dict, parameters: dict) -> dict:
    """Each round with what every option has then, got or gave; and how it ended for each of them.

    is_short: chosen without the quota, since as many were left as seats.
    """
    is_stv, elected, gone, told = result["rule"] == STV, [], [], []
    for number, one in enumerate(result["rounds"], 1):
        totals = {key: votes(text) for key, text in one["totals"].items()}
        moved = {key: votes(text) for key, text in one["transfers"].items()}
        if one["kind"] == "exclusion":
            gone.append(one["of"])
        standing = [key for key in totals if key not in gone or key == one["of"]]
        counting = sum(totals.values())
        told.append(
            {
                "number": number,
                "kind": one["kind"],
                "of": options.get(one["of"]),
                "needed": result["quota"] if is_stv else int(counting) // 2 + 1,
                "rows": [
                    {
                        "option": options[key],
                        "total": totals[key],
                        "gained": max(moved.get(key, 0), 0),
                        "kept": totals[key] - max(moved.get(key, 0), 0),
                        "given": -min(moved.get(key, 0), 0),
                        "is_elected": key in elected or key in one["elected"],
                        "is_new": key in one["elected"],
                        "is_short": key in one["elected"] and totals[key] < result["quota"],
                        "is_gone": key in gone,
                    }
                    for key in sorted(standing, key=lambda key: (key in gone, -totals[key]))
                ],
                "exhausted": votes(one["non_transferable"]),
            }
        )
        elected += one["elected"]
    return {
        "is_stv": is_stv,
        "rounds": told,
        "rows": list(_ends(told, result, options)),
        "columns": list(_columns(told, options)),
        "most": max([row["total"] for one in told for row in one["rows"]] + [result["quota"]], default=1),
        "seats": result["seats"],
        "quota": result["quota"],
        "valid": result["valid"],
        "people": result["people"],
        "winners": [options[key] for key in result["winners"]],
        "ties": ties_of(result, options),
    }


def _ends(told: list, result: dict, options: dict):
    """How it ended for each option: who won first, then the others, the last to be left out before the first."""
    found = {}
    for one in told:
        for row in one["rows"]:
            end = found.setdefault(row["option"]["key"], {"option": row["option"], "first": row["total"], "round": 0})
            if not end["round"]:
                end["most"] = row["total"] + row["given"]
                end["has_won"], end["is_short"] = row["is_elected"], row["is_short"]
                end["round"] = one["number"] if row["is_elected"] or row["is_gone"] else 0
    order = {key: place for place, key in enumerate(result["winners"])}
    return sorted(found.values(), key=lambda end: (order.get(end["option"]["key"], len(order)), -(end["round"] or 999)))


def _columns(told: list, options: dict):
    """The same numbers as a table: what each option has at the end of each round."""
    for option in options.values():
        cells = []
        for one in told:
            row = next((row for row in one["rows"] if row["option"]["key"] == option["key"]), None)
            cells.append(row and row["total"])
        yield {"option": option, "cells": cells}


def ranking(result: dict, options: dict, parameters: dict) -> dict:
    """Each place with the count that gave it, and what the strongest of the others had."""
    rows = []
    for one in result["rounds"]:
        had = {key: votes(text) for key, text in one["votes"].items()}
        others = [key for key in had if key != one["option"] and key not in one["excluded"]]
        against = sum(had[key] for key in others)
        rows.append(
            {
                "place": one["place"],
                "option": options[one["option"]],
                "votes": had.get(one["option"]),
                "against": [{"option": options[key], "votes": had[key]} for key in sorted(others, key=had.get)[::-1]],
                "others": against,
                "counting": had.get(one["option"], 0) + against,
                "excluded": [{"option": options[key], "votes": had[key]} for key in one["excluded"]],
                "exhausted": votes(one["exhausted"]),
            }
        )
    return {
        "rows": rows,
        "people": result["people"],
        "valid": result["valid"],
        "winners": [row["option"] for row in rows],
        "ties": ties_of(result, options),
    }
