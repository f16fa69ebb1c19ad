"""Tables of LaTeX commands and the Unicode text they stand for."""

from __future__ import annotations

GREEK: dict[str, str] = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip

OPERATORS: dict[str, str] = {
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "ast": "∗", "star": "⋆",
    "circ": "∘", "bullet": "•", "oplus": "⊕", "otimes": "⊗", "leq": "≤", "le": "≤", "geq": "≥",
    "ge": "≥", "leqslant": "≤", "geqslant": "≥", "neq": "≠", "ne": "≠", "ll": "≪", "gg": "≫",
    "approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "longrightarrow": "⟶",
    "longleftarrow": "⟵", "uparrow": "↑", "downarrow": "↓", "mapsto": "↦",
    "hookrightarrow": "↪", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆",
    "supset": "⊃", "cup": "∪", "cap": "∩", "setminus": "∖", "emptyset": "∅", "infty": "∞",
    "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏", "int": "∫", "forall": "∀",
    "exists": "∃", "neg": "¬", "wedge": "∧", "vee": "∨", "dagger": "†", "ddagger": "‡",
    "prime": "′", "ell": "ℓ", "hbar": "ℏ", "ldots": "…", "dots": "…", "cdots": "⋯",
    "langle": "⟨", "rangle": "⟩", "mid": "|", "checkmark": "✓", "degree": "°",
    "triangle": "△", "perp": "⊥", "parallel": "∥", "surd": "√", "lesssim": "≲", "gtrsim": "≳",
    "lceil": "⌈", "rceil": "⌉", "lfloor": "⌊", "rfloor": "⌋", "quad": " ", "qquad": " ",
}  # fmt: skip

LETTERS: dict[str, str] = {
    "ss": "ß", "SS": "ẞ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ",
    "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
}  # fmt: skip
"""Letters of their own; the blank after the command ends it and is not printed."""

WORDS: dict[str, str] = {
    "ie": "i.e.", "eg": "e.g.", "Ie": "I.e.", "Eg": "E.g.", "etal": "et al.", "etc": "etc.",
    "vs": "vs.", "wrt": "w.r.t.", "cf": "cf.", "aka": "a.k.a.", "viz": "viz.", "iid": "i.i.d.",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "S": "§", "P": "¶", "copyright": "©",
    "pounds": "£", "euro": "€", "texttimes": "×", "textpm": "±", "textdegree": "°",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textasciitilde": "~",
    "textless": "<", "textgreater": ">", "textbar": "|", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textmu": "µ", "textellipsis": "…", "textbullet": "•",
    "xspace": "", "noindent": "", "newline": " ", "linebreak": " ", "par": " ",
    "textvisiblespace": " ",
    "textunderscore": "_", "textrightarrow": "→", "textleftarrow": "←", "textsuperscript": "",
    "textsubscript": "", "protect": "", "maketitle": "", "centering": "", "smallskip": "",
    "hspace": "", "vspace": "", "hfill": " ", "thinspace": " ", "slash": "/",
}  # fmt: skip
"""Macros that authors define or that print a character."""

SYMBOLS: dict[str, str] = {**GREEK, **OPERATORS, **WORDS}

FONT_COMMANDS = frozenset((
    "textbf", "textit", "textsl", "textsc", "texttt", "textrm", "textsf", "textup", "textmd",
    "textnormal", "text", "emph", "underline", "uline", "mathbf", "mathit", "mathrm", "mathcal",
    "mathbb", "mathsf", "mathtt", "mathfrak", "mathscr", "boldsymbol", "bm", "mbox", "hbox",
    "operatorname", "textcolor", "title", "uppercase", "MakeUppercase", "textsuperscript",
    "textsubscript", "sout", "ensuremath", "mathds", "bold",
))  # fmt: skip
"""Commands whose argument is text to be shown as it is."""

FONT_SWITCHES = frozenset((
    "bf", "it", "em", "sc", "tt", "rm", "sf", "sl", "bfseries", "itshape", "scshape",
    "ttfamily", "rmfamily", "sffamily", "upshape", "mdseries", "normalfont", "tiny",
    "scriptsize", "footnotesize", "small", "normalsize", "large", "Large", "LARGE", "huge",
    "Huge", "boldmath", "cal",
))  # fmt: skip
"""Commands that change the font for the rest of their group."""

ACCENTS: dict[str, str] = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323",
    "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip

SUPERSCRIPTS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
