"""Words broken at a line's end, as PDFs of papers have them, and compounds broken there."""

import pytest

from shelflist.readers.broken_words import join_marked, mark_broken
from shelflist.readers.paragraphs import join_lines

BROKEN = (
    "vi/sual lan/guage rep/resentation gener/ative trans/former recog/nition convolu/tional"
    " opti/mization detec/tion seg/mentation mod/els net/works im/ages train/ing ob/ject"
    " adver/sarial sam/pling rein/forcement atten/tion per/formance esti/mation classi/fication"
    " under/standing in/formation pro/cessing inter/action super/vised re/trieval uni/versal"
    " Proceed/ings Confer/ence Sprach/modelle archi/tecture hyper/parameter over/fitting"
    " pa/rameters knowl/edge bench/mark au/toencoder multi/plication pre/diction"
    " pre/cision state/ment real/ization self-super/vised"
).split()
COMPOUNDS = (
    "pre/training pre/trained non/linear self/attention self/supervised multi/modal multi/task"
    " semi/supervised cross/lingual zero/shot few/shot data/driven image/based fine/grained"
    " end/to-end state-of-the/art long/term real/world text/guided question/answering"
    " domain/specific context/aware low/rank high/resolution large/scale trade/off"
    " super/resolution auto/regressive co/training user/centric"
).split()


def join(*lines: str) -> str:
    return join_marked(join_lines(list(mark_broken(lines))))


@pytest.mark.parametrize("word", BROKEN)
def test_a_broken_word_is_made_whole(word: str) -> None:
    left, right = word.split("/")
    assert join(f"A paper on {left}-", f"{right} of ponds") == f"A paper on {left}{right} of ponds"


@pytest.mark.parametrize("word", COMPOUNDS)
def test_a_compound_keeps_its_hyphen(word: str) -> None:
    left, right = word.split("/")
    assert join(f"A paper on {left}-", f"{right} fish") == f"A paper on {left}-{right} fish"


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("A pond-", "fish and the pond-fish trade"), "A pond-fish and the pond-fish trade"),
        (("A low-", "land pond, no lowland here"), "A lowland pond, no lowland here"),
        (("The reed and", "its moss: reed-", "moss here"), "The reed and its moss: reed-moss here"),
        (("On pre-", "and post-war ponds"), "On pre-and post-war ponds"),
        (("See https://ponds.org/deep-", "water"), "See https://ponds.org/deep-water"),
        (("Written by Jean-", "Luc Doe"), "Written by Jean-Luc Doe"),
    ],
)
def test_the_document_decides_first(lines: tuple[str, ...], whole: str) -> None:
    assert join(*lines) == whole
