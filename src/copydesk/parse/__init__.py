"""Grammars: text in, value out. `<name>.md` beside each has its cases."""
