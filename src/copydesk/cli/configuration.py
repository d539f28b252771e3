"""Defaults of options, from a file or the environment.

The file is `copydesk.toml` in the current folder, else `[tool.copydesk]` in `pyproject.toml`; it
becomes click's `default_map`. The variables `COPYDESK_CLEAN_TIMEOUT` and `COPYDESK_TIMEOUT` become
click's `envvar` of the option. So the command line overrides the environment, which overrides the
file. Only commands read them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource

from copydesk.text.display import visible
from copydesk.text.suggestion import like

VARIABLE_PREFIX = "COPYDESK_"
OTHER_VARIABLES = frozenset(("COPYDESK_WEIGHTS",))
"""Variables with the prefix that are not options."""
NOT_CONFIGURABLE = frozenset(
    (
        "output", "name", "in-place", "backup", "report", "dedupe", "learn", "fresh", "dry-run",
        "url", "baseline", "files-from", "help", "version",
    )
)  # fmt: skip
"""Options that write, or that name one input."""
ORIGIN_KEY = "copydesk.configuration"
"""The key of the configuration file's name in a context's `meta`."""
Defaults = dict[str, dict[str, Any]]
"""Command -> parameter -> value, as click's `default_map`."""


class ConfigurationError(click.ClickException):
    """A configuration that cannot be used; the message is a sentence."""

    exit_code = 2


class OptionValue(NamedTuple):
    """An option's value if the command line has none, and its origin."""

    key: str
    value: object
    origin: str


def configurable(command: click.Command) -> dict[str, click.Option]:
    """Map the keys of a file to the options of a command.

    Those of its subcommands are included.
    """
    if isinstance(command, click.Group):
        found = [configurable(one) for one in command.commands.values()]
        return {key: option for one in found for key, option in one.items()}
    options = [param for param in command.params if isinstance(param, click.Option)]
    keys = {
        next(name for name in option.opts if name.startswith("--"))[2:]: option
        for option in options
    }
    return {key: option for key, option in keys.items() if key not in NOT_CONFIGURABLE}


def variables(command: str, key: str) -> list[str]:
    """The environment variables of an option; the first overrides the second."""
    name = key.upper().replace("-", "_")
    return [f"{VARIABLE_PREFIX}{command.upper()}_{name}", f"{VARIABLE_PREFIX}{name}"]


def name_variables(name: str, command: click.Command) -> None:
    """Gives the options of a command their environment variables."""
    for one in command.commands.values() if isinstance(command, click.Group) else [command]:
        for key, option in configurable(one).items():
            option.envvar = variables(name, key)


def configure(
    ctx: click.Context,
    import_commands: Callable[[click.Context], Mapping[str, click.Command]],
    name: str,
) -> None:
    """Give a context the defaults of the file; check names and values.

    The names of all commands are checked, and the values of this one. The commands are imported
    only if a file or variable configures something. Raises ConfigurationError.
    """
    origin, table = read_file()
    if not origin and not any(_own_variables()):
        return
    commands = import_commands(ctx)
    options = {name: configurable(command) for name, command in commands.items()}
    _check_environment(options)
    if origin:
        ctx.meta[ORIGIN_KEY] = origin
        ctx.default_map = _default_map(origin, table, commands)
    for _ in settings(ctx, name, commands[name]):
        pass


def read_file() -> tuple[str, dict[str, Any]]:
    """The name and contents of the configuration file; empty without one.

    Raises ConfigurationError.
    """
    own = _text("copydesk.toml")
    if own is not None:
        return "copydesk.toml", _parsed("copydesk.toml", own)
    project = _text("pyproject.toml") or ""
    # most have no such table, and need not be parsed
    table = _parsed("pyproject.toml", project).get("tool", {}) if "tool.copydesk" in project else {}
    if "copydesk" in table:
        return "[tool.copydesk] of pyproject.toml", table["copydesk"]
    return "", {}


def _text(name: str) -> str | None:
    try:
        return Path(name).read_text("utf-8")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigurationError(
            f"{name} cannot be read: {(error.strerror or '').lower()}."
        ) from None
    except ValueError:
        raise ConfigurationError(f"{name} is not valid UTF-8.") from None


def _parsed(name: str, text: str) -> dict[str, Any]:
    import tomllib  # only a folder with a file needs it

    try:
        return tomllib.loads(text)
    except ValueError as error:
        raise ConfigurationError(f"{name} is not valid TOML: {visible(str(error))}.") from None


def settings(ctx: click.Context, name: str, command: click.Command) -> Iterator[OptionValue]:
    """Yield the configurable options of a command, with their defaults.

    Raises ConfigurationError for a value that an option cannot have.
    """
    if isinstance(command, click.Group):
        found: dict[str, OptionValue] = {}
        for subname, one in command.commands.items():
            with click.Context(command, parent=ctx, info_name=name) as inner:
                found |= {each.key: each for each in _settings(inner, name, subname, one)}
        yield from found.values()
    else:
        yield from _settings(ctx, name, name, command)


def _settings(
    ctx: click.Context, name: str, subname: str, command: click.Command
) -> Iterator[OptionValue]:
    scratch = click.Context(command, parent=ctx, info_name=subname)
    for key, option in configurable(command).items():
        source, value = ParameterSource.DEFAULT, None
        try:
            value, source = option.consume_value(scratch, {})
            value, _ = option.handle_parse_result(scratch, {}, [])
        except click.BadParameter as wrong:
            where = _origin(ctx, source, name, key)
            raise ConfigurationError(f"{where}: {key}: {visible(wrong.message)}") from None
        known = value if isinstance(value, (str, int, float, list, tuple)) else None
        yield OptionValue(key, known, _origin(ctx, source, name, key))


def configured(ctx: click.Context) -> dict[str, list[object]]:
    """Map each option that a file or variable set to [value, origin].

    Of the running command only.
    """
    found: dict[str, list[object]] = {}
    for key, option in configurable(ctx.command).items():
        source = ctx.get_parameter_source(str(option.name))
        if source in (ParameterSource.DEFAULT_MAP, ParameterSource.ENVIRONMENT):
            value, _ = option.consume_value(ctx, {})
            found[key] = [value, _origin(ctx, source, str(ctx.info_name), key)]
    return found


def _origin(ctx: click.Context, source: ParameterSource, command: str, key: str) -> str:
    if source is ParameterSource.ENVIRONMENT:
        return next(name for name in variables(command, key) if os.environ.get(name))
    return str(ctx.meta[ORIGIN_KEY]) if source is ParameterSource.DEFAULT_MAP else "default"


def _own_variables() -> Iterator[str]:
    return (
        name
        for name in os.environ
        if name.startswith(VARIABLE_PREFIX) and name not in OTHER_VARIABLES
    )


def _check_environment(options: Mapping[str, Mapping[str, click.Option]]) -> None:
    known = tuple(
        dict.fromkeys(
            name
            for command, own in options.items()
            for key in own
            for name in reversed(variables(command, key))
        )
    )
    for name in _own_variables():
        if name not in known:
            raise ConfigurationError(
                f"Unknown environment variable {name}; "
                f"{like(name, known, '`copydesk config` lists the options.')}"
            )


def _default_map(
    origin: str, table: Mapping[str, Any], commands: Mapping[str, click.Command]
) -> Defaults:
    """Return the defaults of each command.

    The keys of its table override those that all commands share.
    """
    options = {name: configurable(command) for name, command in commands.items()}
    keys = tuple(dict.fromkeys(key for own in options.values() for key in own))
    shared = {key: value for key, value in table.items() if not isinstance(value, dict)}
    for key in shared:
        _check_key(origin, key, keys)
    for name, own in table.items():
        if not isinstance(own, dict):
            continue
        if name not in commands:
            raise ConfigurationError(
                f"{origin}: unknown command {name!r}; {like(name, tuple(commands))}"
            )
        for key in own:
            _check_key(f"{origin}, [{name}]", key, tuple(options[name]))
    found: Defaults = {}
    for name, command in commands.items():
        own = {**shared, **(table[name] if isinstance(table.get(name), dict) else {})}
        subs = command.commands if isinstance(command, click.Group) else {"": command}
        maps = {sub: _values(origin, one, own) for sub, one in subs.items()}
        found[name] = maps.get("", maps)
    return found


def _check_key(where: str, key: str, known: tuple[str, ...]) -> None:
    if key in known:
        return
    if key in NOT_CONFIGURABLE:
        raise ConfigurationError(f"{where}: {key!r} can only be given on the command line.")
    hint = like(key, known, "`copydesk config` lists the keys.")
    raise ConfigurationError(f"{where}: unknown key {visible(key)!r}; {hint}")


def _values(origin: str, command: click.Command, own: Mapping[str, Any]) -> dict[str, Any]:
    """Map the parameters of a command to their values in the file.

    Raises ConfigurationError for a value of a wrong type.
    """
    found = {}
    for key, option in configurable(command).items():
        if key not in own:
            continue
        value = own[key]
        if option.is_flag != isinstance(value, bool):
            wanted = "true or false" if option.is_flag else "a value, not true or false"
            raise ConfigurationError(f"{origin}: {key} takes {wanted}.")
        if isinstance(value, (list, dict)) and not option.multiple:
            raise ConfigurationError(f"{origin}: {key} takes one value, not a list.")
        if option.multiple and not isinstance(value, list):
            value = [value]
        found[str(option.name)] = value.isoformat() if isinstance(value, date) else value
    return found
