"""What a passage looks like: a title, an abstract, running prose; judged by its own words."""

from __future__ import annotations

import re

LONG = 300
"""From this many characters on a passage is no title."""

_LONGEST_ABSTRACT = 12_000
_SHORTEST = 150
"""Characters of the shortest abstract that stands by itself."""
_WORD = re.compile(r"[^\W\d_][\w'’/-]*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)")
_INNER_BREAK = re.compile(r"(?<![A-Z])(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)\.\s+[A-Z]\w")
_SMALL_WORDS = frozenset(
    [
        "a",
        "across",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "between",
        "beyond",
        "but",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "its",
        "nor",
        "not",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "our",
        "over",
        "per",
        "so",
        "than",
        "that",
        "the",
        "their",
        "this",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "up",
        "upon",
        "using",
        "via",
        "vs",
        "we",
        "with",
        "without",
    ]
)

_CONTRIBUTION = re.compile(
    r"\b(?:we|i|the authors|this (?:paper|work|article|study|survey|report|thesis|chapter|letter"
    r"|tutorial|review|book|position paper|case study|technical report)|(?:paper|study|article))\b"
    r"[^.!?]{0,80}?\b(?:propos|present|introduc|investigat|stud(?:y|ies)|explor|develop|describ"
    r"|analy[sz]|review|survey|address|aim|examin|design|demonstrat|show|provid|evaluat|report"
    r"|argue|prove|compar|offer|conduct|find|establish|construct|releas|focus|discuss|pretrain"
    r"|train"
    r"|build|deriv|formulat|extend|summari[sz]|observ|revisit|leverag|create|apply|identif)",
    re.IGNORECASE,
)
_CUES: tuple[str, ...] = (
    r"in this (?:paper|work|study|article|letter|survey|report|chapter|thesis|book)",
    r"(?:experiment(?:s|al)?|results|analys[ei]s|evaluations?|findings|simulations?)\b[^.]{0,60}"
    r"\b(?:show|demonstrat|indicat|suggest|reveal|confirm|validat|verif|highlight|on\b)",
    r"state[- ]of[- ]the[- ]art|outperform\w*|baselines?|benchmarks?|ablations?|superior\w*",
    r"(?:novel|new|simple|efficient|effective) (?:\w+[- ]){0,3}(?:method|approach|framework|model"
    r"|algorithm|architecture|technique|dataset|benchmark|paradigm|strategy|loss|objective)",
    r"propos\w+|proposal",
    r"method(?:s|ology)?|approach(?:es)?|framework|algorithms?|techniques?|paradigms?",
    r"models?|models?'|modell?ing",
    r"data ?sets?|corpus|corpora|samples?|cohort|patients|participants|observations",
    r"neural|transformers?|network(?:s)?|learning|training|pre-?train\w*|fine-?tun\w*|embedding\w*",
    r"performance|accuracy|effectiveness|efficiency|robustness|generali[sz]ation|precision",
    r"however|existing|previous|prior|recent(?:ly)?",
    r"researche?r?s?|literature|theor(?:y|etical|em)|empirical(?:ly)?|hypothes[ie]s",
    r"extensive|comprehensive|significant(?:ly)?|substantial(?:ly)?",
    r"our (?:method|approach|results|work|model|framework|findings|experiments|analysis|code"
    r"|study)",
    r"tasks?|problems?|challeng\w+|applications?",
    r"code (?:is|and|will)|(?:is|are) (?:publicly )?available at|open[- ]sourc\w*",
    r"representations?|inference|parameters?|prediction\w*|optimi[sz]\w*|classif\w*|estimat\w*",
    r"mechanisms?|processes|dynamics|measurements?|spectr\w+|magnetic|quantum|galax\w+|genes?"
    r"|proteins?|cells?|clinical|equations?|conjecture|manifolds?|graphs?|polynomial\w*",
)
_CUE_PATTERNS = tuple(re.compile(rf"\b(?:{cue})\b", re.IGNORECASE) for cue in _CUES)
_OPENS = re.compile(r"(?:we|this (?:paper|work|article|study)|in this)\b", re.IGNORECASE)
_PERSONAL = re.compile(
    r"\b(?:I'm|I've|I'd|I'll|my|me|you|your|yours|let's|hi|hello|dear|thanks|thank you|regards"
    r"|please|mom|dinner|weekend|tomorrow|yesterday|meeting|agenda|said|mr|mrs)\b",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\bdef \w+\(|\bself\.|^import |\breturn \w|\{\s|\}\s|=>|\(\);|==|\b__\w+__|\"{3}|&&"
    r"|\bconst \w+ ="
)
_CONTINUES = re.compile(
    r"(?:our|we (?:also|further|additionally|finally|then|hope|release|evaluate|show|find|validate"
    r"|demonstrate|conduct|believe|discuss)|however|moreover|furthermore|additionally|in addition"
    r"|finally|lastly|also|besides|code|the code|data|source code|project"
    r"|(?:extensive )?experiments"
    r"|(?:experimental |empirical )?results|conclusions?|methods?|background|objectives?|findings"
    r"|these (?:results|findings)|this (?:approach|method|framework|model|leads|allows|enables)"
    r"|to (?:address|tackle|solve|overcome|mitigate|bridge|this end|fill)|as a result|thus|hence"
    r"|therefore|specifically|in particular|notably|second(?:ly)?|third(?:ly)?|first(?:ly)?,"
    r"|on the other hand|in contrast|here|it|they|such|for example|based on th(?:is|ese)|given th"
    r"|when|motivated by th|inspired by th|evaluations?|in (?:our|experiments))\b",
    re.IGNORECASE,
)


def words(text: str) -> list[str]:
    """Give the words of a text, numbers and signs left out."""
    return _WORD.findall(text)


def capital_share(text: str) -> float:
    """Say which part of the words that carry meaning begins with a capital (0 to 1)."""
    content = [word for word in words(text) if word.lower() not in _SMALL_WORDS]
    if not content:
        return 0.0
    return sum(1 for word in content if not word[0].islower()) / len(content)


def has_sentence_end(text: str) -> bool:
    """Say whether a text ends as a sentence does."""
    return bool(re.search(r"[.!?][\"'”’)\]]*\s*$", text[-8:]))


def is_running_text(text: str, fewest: int = 12) -> bool:
    """Say whether a text is made of sentences rather than of labels.

    Args:
        text: One passage.
        fewest: How many words it must have at least.
    """
    return len(words(text[:2000])) >= fewest and _SENTENCE_END.search(text) is not None


def can_be_title(text: str) -> bool:
    """Say whether a passage could be the title of a paper by its shape."""
    found = words(text[: LONG + 1])
    if len(text) > LONG or not found or len(found) > 40 or max(map(len, found)) < 3:
        return False
    if text[0] in "-*•·|>{}=;,)" or text[-1] in ",;{}=" or "://" in text or "@" in text:
        return False
    if _INNER_BREAK.search(text):
        return False
    ends_as_sentence = text.endswith(".") and not text.endswith("...")
    return not (ends_as_sentence and (len(found) > 20 or _CONTRIBUTION.search(text)))


def can_be_abstract(text: str) -> bool:
    """Say whether a passage could be an abstract by its shape."""
    if len(text) > _LONGEST_ABSTRACT:
        return False
    if len(text) >= LONG:
        return _SENTENCE_END.search(text) is not None
    if text.endswith(".") and _OPENS.match(text) and says_contribution(text):
        return True
    if len(text) < 60 or not is_running_text(text, 10):
        return False
    return has_sentence_end(text) and capital_share(text) < 0.6


def research_score(text: str) -> int:
    """Say how much a text speaks as an abstract does.

    Returns:
        One point for each kind of cue, three for saying what the work does, less for
        the words of letters, diaries and minutes. Abstracts have 5 and more.
    """
    sample = text[:6000]
    score = sum(1 for pattern in _CUE_PATTERNS if pattern.search(sample))
    if _CONTRIBUTION.search(sample):
        score += 3
    personal = {match.lower() for match in _PERSONAL.findall(sample)}
    return score - 2 * len(personal) - 3 * len(set(_CODE.findall(sample)))


def says_contribution(text: str) -> bool:
    """Say whether a text tells what its authors did (`we propose`, `this paper studies`)."""
    return _CONTRIBUTION.search(text[:6000]) is not None


def is_independent(text: str) -> bool:
    """Say whether a passage begins an abstract of its own rather than goes on with one."""
    return len(text) >= _SHORTEST and not _CONTINUES.match(text) and research_score(text) >= 4
