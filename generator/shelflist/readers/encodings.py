"""Which encoding a text that is not UTF-8 may have: a guess, for a message alone."""

from __future__ import annotations

from codecs import getincrementaldecoder
from dataclasses import dataclass
from itertools import pairwise

_EASTERN = {
    "gb18030": "GB 18030 (GBK)", "gbk": "GB 18030 (GBK)", "gb2312": "GB 18030 (GBK)",
    "big5": "Big5", "big5hkscs": "Big5", "shift_jis": "Shift JIS", "cp932": "Shift JIS",
    "shift_jis_2004": "Shift JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP",
    "euc_kr": "EUC-KR", "cp949": "EUC-KR", "johab": "EUC-KR", "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R", "koi8_u": "KOI8-R", "mac_cyrillic": "Windows-1251",
}  # fmt: skip
"""Encodings that nobody takes for latin-1, under the names that editors show."""

_LETTERS = (("\u3041", "\u30fe"), ("\u3400", "\u9fff"), ("\uac00", "\ud7a3"))
_READ = 100_000
_ENOUGH = 20
"""Fewer bytes beyond ASCII say nothing of how often which occurs."""

_FEWEST_LETTERS = 4
_SURE_SHARE = 0.8
"""So many letters of an East Asian text stand beside another, and are common ones."""


@dataclass(frozen=True, slots=True)
class _Script:
    """An encoding with two bytes a letter.

    Attributes:
        codec: Python's name.
        name: The name that editors show.
        common: First bytes of letters that texts are full of.
        telling: First bytes of those that no other of these encodings has there; may be empty.
    """

    codec: str
    name: str
    common: range
    telling: range = range(0)


_SCRIPTS = (
    _Script("cp932", "Shift JIS", range(0x81, 0x99)),
    _Script("euc_jp", "EUC-JP", range(0xA4, 0xD0), range(0xA4, 0xA6)),
    _Script("gb18030", "GB 18030 (GBK)", range(0xB0, 0xD8)),
    _Script("big5", "Big5", range(0xA4, 0xC7)),
    _Script("cp949", "EUC-KR", range(0xB0, 0xC9)),
)


def find_encoding(data: bytes) -> str:
    """Find which encoding of Chinese, Japanese, Korean or Cyrillic text this may be; else empty.

    Args:
        data: Bytes that are not UTF-8.

    Returns:
        The name that editors know, or several that are as likely. Letters of Latin text
        that are not ASCII stand alone between others, those of East Asian text side by side.
    """
    head = data[:_READ]
    found = _find_script(head)
    if found or sum(byte > 0x7F for byte in head) < _ENOUGH:
        return found
    from charset_normalizer import from_bytes  # here: few files are not UTF-8

    best = from_bytes(head).best()
    return _EASTERN.get(best.encoding, "") if best else ""


def _find_script(data: bytes) -> str:
    scores = [(_score(script, data), script.name) for script in _SCRIPTS]
    best = max(score for score, _ in scores)
    if best < _SURE_SHARE:
        return ""
    return " or ".join(name for score, name in scores if score == best)


def _score(script: _Script, data: bytes) -> float:
    """Say which share of the letters is common, from 0 to 1; 0 if the text is none of these."""
    try:
        text = getincrementaldecoder(script.codec)().decode(data)
    except UnicodeDecodeError:
        return 0
    letters = [sign for sign in text if _is_letter(sign)]
    beside = {
        index
        for index, pair in enumerate(pairwise(text))
        if all(map(_is_wide, pair))
        for index in (index, index + 1)
    }
    in_runs = sum(_is_letter(text[index]) for index in beside)
    if len(letters) < _FEWEST_LETTERS or in_runs < _SURE_SHARE * len(letters):
        return 0
    first = [sign.encode(script.codec)[0] for sign in letters]
    if script.telling and not any(byte in script.telling for byte in first):
        return 0
    return sum(byte in script.common for byte in first) / len(first)


def _is_letter(sign: str) -> bool:
    """Say whether a sign is a kana, a Chinese sign or a Korean syllable."""
    return any(first <= sign <= last for first, last in _LETTERS)


def _is_wide(sign: str) -> bool:
    return _is_letter(sign) or "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff60"
