"""The commands: options in, one call, one view out."""
