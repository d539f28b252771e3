"""Grammars: a string in, a value out. `<name>.md` beside each has its cases."""
