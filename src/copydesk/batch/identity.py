"""Compares the version and options of a run with those of an earlier one."""

from __future__ import annotations

from typing import Any

from copydesk.batch.plan import Refused
from copydesk.text.display import shown_name

# Members of a run's identity that may differ: they do not change what a page gives.
INFORMATIVE = ("inputs", "taken", "rules_in", "configuration")
# Members that are the same for all files of an output.
OF_FILES = ("format", "name")


def agreed(then: dict[str, Any], now: dict[str, Any], keep_old: bool) -> dict[str, Any]:
    """Return the identity of a run after an earlier one.

    Raises Refused where they differ.
    """
    if any(then.get(member) != now[member] for member in OF_FILES):
        raise Refused(f"{_made(_differences(then, now))}: use --fresh to clean everything again")
    differences = _differences(then, now)
    if differences and not keep_old:
        raise Refused(
            f"{_made(differences)}: use --keep-old to keep it and clean only what is new or "
            f"changed, or --fresh to clean everything again"
        )
    more = set(now["taken"]) - set(then["taken"])
    if more:
        raise Refused(
            f"The inputs now have columns named {', '.join(sorted(more))}, which the rows written "
            f"so far use for the article: use --fresh to clean everything again"
        )
    return now | {"taken": then["taken"]}


def _made(differences: list[str]) -> str:
    return f"An earlier run wrote this output {' and '.join(differences)}"


def _differences(then: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Format the differences in version and options from an earlier run."""
    found = []
    for name, value in now.items():
        if name in INFORMATIVE or then.get(name) == value:
            continue
        if name == "version":
            number = str(then.get(name)).split()[0]
            found.append(f"with another version of copydesk ({number}, with different code)")
        elif name == "rules":
            found.append("with other site rules")
        else:
            found.append(
                f"with {name.replace('_', ' ')} {_value(then.get(name))}, not {_value(value)}"
            )
    return found


def _value(value: object) -> str:
    if value is None:
        return "unset"
    return shown_name(" ".join(map(str, value)) if isinstance(value, list) else str(value))
