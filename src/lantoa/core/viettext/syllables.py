"""Which words are syllables of Vietnamese."""

import re
import unicodedata
from functools import lru_cache

from .unicode_form import TONE_MARKS

_ONSETS = "ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdđghklmnprstvx]"
_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay  ăc ăm ăn ăng ăp ăt  âc âm ân âng âp ât âu ây
e ec em en eng eo ep et  ê êch êm ên êng ênh êp êt êu  i ich im in inh ip it iu  ia iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot  ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay  oăc oăm oăn oăng oăt
oe oem oen oeo oet  ô ôc ôi ôm ôn ông ôp ôt  ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut  ua uôc uôi uôm uôn uông uôt  uân uâng uât uây  uê uêch uên uênh  uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt  ư ưc ưi ưm ưn ưng ưt ưu  ưa ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu ynh yt
"""
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?P<rhyme>{'|'.join(sorted(_RHYMES.split(), key=len, reverse=True))})")
# "gì", "gìn": the i is the vowel; "quốc": the u belongs to the onset.
_SHORT_GI = re.compile("gi(?:n|m|p|ch|êng|êm|ên|êt|êu|a)?")
_STOPPED = re.compile("(?:c|ch|p|t)$")


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether the word (NFC) can be one Vietnamese syllable: its onset, its rhyme, and the tone that this needs.

    >>> [is_syllable(word) for word in ("Nghiêng", "quốc", "gì", "khuỷu", "HÒA")]
    [True, True, True, True, True]
    >>> [is_syllable(word) for word in ("web", "top", "Krông", "UBND", "smart")]
    [False, False, False, False, False]
    """
    # The longest syllable is "nghiêng".
    if len(word) > 7 or not word.isalpha():
        return False
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in TONE_MARKS]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONE_MARKS))
    if len(tones) > 1:
        return False
    if _STOPPED.search(plain) and (not tones or tones[0] not in "\u0301\u0323"):  # stopped rhymes: sắc or nặng only
        return False
    return _SYLLABLE.fullmatch(plain) is not None or _SHORT_GI.fullmatch(plain) is not None
