"""LaTeX outside mathematics: commands to the text they print, in one pass over the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from shelflist.text.symbols import ACCENTS, FONT_COMMANDS, FONT_SWITCHES, LETTERS, SYMBOLS

_TOKEN = re.compile(
    r"""
    \\(?P<accent>[`'^"~=.])\s?(?:\{(?P<a1>\\[ij]|[A-Za-z])\}
      |(?P<a2>\\[ij](?![A-Za-z])|[A-Za-z]))
  | \\(?P<letter_accent>[uvHcdkbr])(?:\s?\{(?P<b1>\\[ij]|[A-Za-z])\}
      |\s(?P<b2>[A-Za-z])(?![A-Za-z]\s))
  | \\(?P<name>[A-Za-z]+)\*?
  | \\(?P<escaped>[%&_\#{}])
  | \\(?P<space>[ ,;:/!-])
  | \\\\(?=\s|$)
  | (?<![\\\w])(?P<lost>mathcal|mathbb|mathbf|mathrm|mathit|mathsf|mathfrak|textbf|textit|texttt|
      textsc|emph|operatorname|boldsymbol|underline)(?=\{)
  | (?P<open>\{)
  | (?P<close>\})
    """,
    re.VERBOSE,
)
_SPACES = {" ": " ", ",": " ", ";": " ", ":": " ", "/": "", "!": "", "-": ""}
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])\\'(?=(?:s|t|d|m|ll|re|ve)\b)")
_JSON_QUOTE = re.compile(r"(?<![A-Za-z{])\\\"(?=\w)|\\\"(?![A-Za-z{\\ij])")
_CLOSING_JSON_QUOTE = re.compile(r"\\\"(?![A-Za-z{\\])")
_ADDRESS = re.compile(
    r"\\(?:url|nolinkurl)\s?\{\s?(?P<url>[^{}\s]*)\s?\}|"
    r"\\href\s?\{\s?(?P<href>[^{}\s]*)\s?\}\s?\{(?P<label>[^{}]*)\}"
)
_CONSTRUCTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"\\(?:begin|end|label|vspace|hspace)\*?\{[^{}]*\}", " "),
        (r"\\cite[a-z]{0,10}\*?(?:\[[^\[\]{}]*\])?\{([^{}]*)\}", r"[\1]"),
        (r"\\footnote\{([^{}]*)\}", r" (\1)"),
        (r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}", r"\1/\2"),
        (r"\\sqrt\{([^{}]*)\}", r"√(\1)"),
        (r"\\item(?![A-Za-z])", "•"),
    )
)
"""What is more than a command before its text. Arguments with braces inside are left alone."""

_UNESCAPE = re.compile(r"\\([_%#&~$])")


@dataclass
class _Output:
    """What has been printed so far and which groups are open."""

    parts: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    """Where in `parts` each open group's brace stands."""
    dropped: list[bool] = field(default_factory=list)
    """For each open group, whether its braces are LaTeX's and not the text's."""

    def open(self, literal: str, is_dropped: bool) -> None:
        self.groups.append(len(self.parts))
        self.dropped.append(is_dropped)
        self.parts.append(literal)

    def close(self) -> None:
        if not self.groups:
            self.parts.append("}")
            return
        index = self.groups.pop()
        if self.dropped.pop():
            self.parts[index] = ""
        else:
            self.parts.append("}")

    def mark_latex(self) -> None:
        """The innermost group holds LaTeX, so its braces are LaTeX's too."""
        if self.dropped:
            self.dropped[-1] = True


def _to_accented(accent: str, base: str) -> str | None:
    base = {"\\i": "i", "\\j": "j"}.get(base, base)
    composed = unicodedata.normalize("NFC", base + ACCENTS[accent])
    return composed if len(composed) == 1 else None


def unescape_address(url: str) -> str:
    r"""Take LaTeX's escapes out of an address: `\_` is `_`, `\%` is `%`."""
    return _UNESCAPE.sub(r"\1", url)


def unwrap_addresses(text: str) -> str:
    r"""Put the address in place of `\url{…}`, and words and address in place of `\href{…}{…}`."""
    return _ADDRESS.sub(_to_address, text)


def _to_address(match: re.Match[str]) -> str:
    if match["url"] is not None:
        return unescape_address(match["url"])
    url, label = unescape_address(match["href"]), match["label"].strip()
    if not label or label.rstrip("/") == url.rstrip("/") or not url:
        return url or label
    return f"{label} ({url})"


def to_text(text: str) -> str:
    r"""Turn LaTeX commands into what they print, in linear time.

    Font commands give their argument, accents a letter and symbols a
    Unicode character. A command nobody knows loses its backslash when it stands where
    a word would; anything else that is not understood stays as it is.
    """
    if "\\" not in text and "{" not in text:
        return text
    if "\\" in text:
        for pattern, replacement in _CONSTRUCTS:
            text = pattern.sub(replacement, text)
        text = _APOSTROPHE.sub("'", text)
        if _CLOSING_JSON_QUOTE.search(text):
            text = _JSON_QUOTE.sub('"', text)
    output = _Output()
    position = 0
    for match in _TOKEN.finditer(text):
        if match.start() < position:
            continue
        output.parts.append(text[position : match.start()])
        position = _print_token(match, text, output)
    output.parts.append(text[position:])
    return "".join(output.parts)


def _print_token(match: re.Match[str], text: str, output: _Output) -> int:
    """Print one token; say where the text goes on."""
    end = match.end()
    kind = match.lastgroup
    if match["accent"] or match["letter_accent"]:
        accent = match["accent"] or match["letter_accent"]
        base = match["a1"] or match["a2"] or match["b1"] or match["b2"]
        composed = _to_accented(accent, base)
        if composed:
            output.mark_latex()
        output.parts.append(composed or match[0])
    elif match["name"] or match["lost"]:
        return _print_command(match["name"] or match["lost"], match, text, output)
    elif match["escaped"]:
        output.parts.append(match["escaped"])
    elif kind == "space":
        output.parts.append(_SPACES[match["space"]])
    elif kind == "open":
        output.open("{", is_dropped=False)
    elif kind == "close":
        output.close()
    else:
        output.parts.append(" ")
    return end


def _print_command(name: str, match: re.Match[str], text: str, output: _Output) -> int:
    end = match.end()
    if name in FONT_COMMANDS:
        if text.startswith("{", end):
            output.open(match[0] + "{", is_dropped=True)
            return end + 1
    elif name in FONT_SWITCHES:
        output.mark_latex()
        return end + 1 if text.startswith(" ", end) else end
    if name in LETTERS:
        output.mark_latex()
        output.parts.append(LETTERS[name])
        end += text.startswith("{}", end) * 2 or text.startswith(" ", end) * 1
        return end
    if name in SYMBOLS:
        output.parts.append(SYMBOLS[name])
        return end + 2 if text.startswith("{}", end) else end
    return _print_unknown(name, match, text, output)


def _print_unknown(name: str, match: re.Match[str], text: str, output: _Output) -> int:
    start, end = match.span()
    is_word_start = start == 0 or text[start - 1] in " \n(“\"'-–/"
    if text.startswith("{", end) and not text.startswith("{}", end) and is_word_start:
        output.open(match[0] + "{", is_dropped=True)
        return end + 1
    if text.startswith("{}", end):
        output.parts.append(name)
        return end + 2
    output.parts.append(name if is_word_start and len(name) > 1 else match[0])
    return end
