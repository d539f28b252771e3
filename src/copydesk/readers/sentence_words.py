"""Words that begin or continue a sentence, in several languages."""

from __future__ import annotations


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


BYLINE = _words("by von par por di door de")
LINKING = _words(
    "a an the of in on at by to from with and or but that than into between during its "
    "his her their our your my which who whose "
    "de la el los las del al un una en con por para y o que su sus entre "
    "le les des du une et ou à au aux dans sur pour par avec sans cette ses son sa leur leurs "
    "der die das den dem des eine einen einem einer eines und oder im am vom von zum "
    "zur für beim bei dass "
    "os as do da dos das na no nas nos em com um uma ao e pelo pela "
    "il lo gli i di della dei delle nel nella tra fra che "
    "het een van met voor naar tot dat en"
)
"""Words after which no sentence and hardly a headline ends, so that what follows belongs to them.
German and Dutch particles at the end of a verb (auf, aus, mit, op, uit) do end
sentences.
"""
OPENERS = _words(
    "he she they it we i you but according when while if because although "
    "él ella ellos según pero cuando il elle ils nous selon mais quand er sie es wir "
    "ich laut aber wenn als "
    "ele ela eles segundo quando mas lui lei loro secondo hij zij ze wij volgens maar toen "
    "der die das ein eine the a an el los las un una le la les une o os as um uma lo "
    "gli de het een in im en em dans"
)
"""Words that a sentence begins with and a menu seldom: after one of them two words before a link
are enough.
"""
