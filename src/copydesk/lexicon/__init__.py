"""Vocabularies: phrases per language, and their places on a page.

`vocabulary_file` describes the files; `catalog` gathers them; `cue` finds their phrases on a page.
"""

from copydesk.lexicon.catalog import phrases, spellings
from copydesk.lexicon.cue import Cue, find_box_names, find_cues

__all__ = ["Cue", "find_box_names", "find_cues", "phrases", "spellings"]
