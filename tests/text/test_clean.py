import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shelflist.text.clean import clean_plain, clean_plain_title, clean_text, clean_title

FROM_SEEDS = [
    (r"the current \textbf{state-of-the-art} model", "the current state-of-the-art model"),
    (
        r"at \url{https://huggingface.co/Tyrannosaurus/ArtGPT-4}.",
        "at https://huggingface.co/Tyrannosaurus/ArtGPT-4.",
    ),
    ("$G$ is a model, and $D$ can test G", "$G$ is a model, and $D$ can test G"),
    (r"costs to 0.5$\times$, without", "costs to 0.5×, without"),
    (r"as much as $3\times$.", "as much as 3×."),
    (r"by 15.4\% and 23.9\%.", "by 15.4% and 23.9%."),
    (r"Nystr\"om approximation", "Nyström approximation"),
    (r"Exam (Pa\'nstwowy Egzamin", "Exam (Państwowy Egzamin"),
    (r"architecture (\ie shift", "architecture (i.e. shift"),
    (r"datasets (\eg ImageNet-22k)", "datasets (e.g. ImageNet-22k)"),
    (r"118\times lower cost", "118× lower cost"),
    (r"the first dataset of \real deepfake tweets", "the first dataset of real deepfake tweets"),
    (r"with only \1,890 economical cost", "with only $1,890 economical cost"),
    ("model that costs 28,400.", "model that costs 28,400."),
    (r"a budget of just 187 and \800 each.", "a budget of just $187 and $800 each."),
    ("achieves 41-137times, 631-1074times speedup", "achieves 41–137×, 631–1074× speedup"),
    ("up to 9.1times higher", "up to 9.1× higher"),
    (
        'The "pre-training rightarrow downstream adaptation" presents',
        "The “pre-training → downstream adaptation” presents",
    ),
    (
        "models Phi and functions Psi. Risk of mathcal{O}(mathcal{C_Phi/m} + mathcal{C_Psi/n}) for "
        "when m gg n and C_{Phicirc Psi} > C_Psi",
        "models Φ and functions Ψ. Risk of O(C_Φ/m + C_Ψ/n) for when m ≫ n and C_{Φ∘Ψ} > C_Ψ",
    ),
    ("content reconstruction~-- that", "content reconstruction – that"),
    ("models~(LLMs) for", "models (LLMs) for"),
    ("released at~https://github.com/Zplusdragon/PLIP", None),
    ("by ``AI As Contents'' (AIAC)", "by “AI As Contents” (AIAC)"),
    ("an `autoregressive autoregressor' to", "an ‘autoregressive autoregressor’ to"),
    ("several datasets -- without", "several datasets – without"),
    ("simple instructions - something", "simple instructions – something"),
    ("at //github.com/KaiyangZhou/CoOp.", "at https://github.com/KaiyangZhou/CoOp."),
    (r"code: \url{//github.com/a/PatchTrain}.", "code: https://github.com/a/PatchTrain."),
    ("at https: //github.com/salesforce/CodeT5 .", "at https://github.com/salesforce/CodeT5."),
    ("at https;//github.com/ZhiyinShao-H/UniPT.", "at https://github.com/ZhiyinShao-H/UniPT."),
    ("data:https://github.com/DLYuanGod/Hulk.", "data: https://github.com/DLYuanGod/Hulk."),
    ("at least 10^23 FLOPs", "at least 10²³ FLOPs"),
]

AS_WRITTEN = [
    "https://github.com/techmn/satmae_pp.",
    "https://GR1-Manipulation.github.io",
    "https://xxu068.github.io/flexgen.github.io/.",
    "https://aka.ms/BLURB.",
    "Author | @Aiden |",
    "Tags | #spike |",
    "Quality, & Toxicity",
    "Theory&Interpretability, Reliability&Security",
    "generalized & unified",
    "BERT_BASE, BERT_LARGE and GPT_BASE",
    "Precision@95% Recall",
    "GPT-4V(ision)",
    "(Arbitrarily)",
    "Artificial Intelligence(AI)",
    "In this paper,we",
    "retrosynthesis;3)",
    "(Gaokao-English),the",
    "Tranformer-based text-to-vidoe Ominiponent",
    "a effective",
    "XGLM. source code",
    "Perspective!",
    "(resp. understanding)",
    "1) accommodates 2) leverages",
    "(Huang et al., 2024)",
    "three times faster",
    "2 times better",
    "New York Times",
    "Phi-3 and Phi and the Phi coefficient",
    "Psi Corporation",
    "a gg WP in circ to phi",
    "O(n log n) time, sim to real",
    "C++ comment // foo",
    "and//or",
    r"C:\Users\name\texts",
    "x - y",
    "~5% of the cost, about ~ 10 items",
    "the --help flag",
    "`code` and `more`",
    "$5 and $10",
    "sets {A, B} and {x}",
    "{{ jinja }}",
    "2^n and x^2",
    "don't rock 'n' roll",
    '<script>alert("x")</script>',
    "https://people.org/~user/a--b_c",
]

MORE = [
    (
        r"S\o ren Gr\"{u}n {\"o} Erd\H{o}s \c{C}a\u{g}lar \'{e} \v{s}i Stra\ss e na\"{\i}ve",
        "Søren Grün ö Erdős Çağlar é ši Straße naïve",
    ),
    (r"{\bf bold} and \emph{\textit{x}} and \underline{a {b} c}", "bold and x and a {b} c"),
    (r"R\&D costs \$5, 50\% of \#1 a\_b", "R&D costs $5, 50% of #1 a_b"),
    (r"don\'t, it\'s", "don't, it's"),
    ("Fig.~3 of Smith~et al.", "Fig. 3 of Smith et al."),
    ("pages 1--5, word---word", "pages 1–5, word—word"),
    ("AT&amp;T &lt;b&gt;", "AT&T <b>"),
    ("a\u00adb\u200bc  e\u0301 \ufb01ne\ttab", "abc é fine tab"),
    (r"$10^{-3}$ $\sim$5 $\pm 0.5$ CO$_2$ $100\%$", "10⁻³ ∼5 ±0.5 CO₂ 100%"),
    (r"\(a+b\) and $$x^2$$", "$a+b$ and $x^2$"),
    (r"$\mathcal{O}(n \log n)$", r"$\mathcal{O}(n \log n)$"),
    ("costs $5 million, not 5$ and $x$", r"costs \$5 million, not 5$ and $x$"),
    (r"\href{https://a.org/x\_y}{our page}", "our page (https://a.org/x_y)"),
    ("https://https://github.com/x http:/github.com/y", "https://github.com/x http://github.com/y"),
    (r"as in \cite{foo20}", "as in [foo20]"),
    ("one\r\nline\n\n\n  next  par", "one line\n\nnext par"),
]


@pytest.mark.parametrize(("raw", "expected"), [*FROM_SEEDS, *MORE])
def test_a_reader_sees_repaired_text(raw: str, expected: str | None) -> None:
    assert clean_text(raw) == (expected if expected is not None else raw.replace("~", " "))


@pytest.mark.parametrize("raw", AS_WRITTEN)
def test_what_is_not_certain_stays_as_written(raw: str) -> None:
    assert clean_text(raw) == raw


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("GPT4Video: lnstruction-Followed", "GPT4Video: Instruction-Followed"),
        ("{BERT}: {D}eep Things.", "BERT: Deep Things"),
        ("Self-supervised vIsion Transformer", "Self-supervised vIsion Transformer"),
        ("What?", "What?"),
        ("Foo and others et al.", "Foo and others et al."),
    ],
)
def test_titles(raw: str, expected: str) -> None:
    assert clean_title(raw) == expected


PIECES = [
    "$", "\\", "{", "}", "_", "*", "`", "&", "~", "^", "'", '"', "/", " ", "\n\n", "a", "word", "é",
    "10^2", "--", "``", "''", "\\textbf{", "\\emph", "\\url{", "\\%", '\\"o', "times", "3", "\\$",
    "$x$", "$5", "\\(", "\\)", "https://a.org/b_c", "https: //", "&amp;", "&lt;", "\u200b",
    "\\alpha",
    "Phi", "mathcal{", "\\c{c}", "lt;", " - ", "x_{Phi", "circ",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), st.text(max_size=40))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_cleaning_twice_equals_once(raw: str) -> None:
    once = clean_text(raw)
    assert clean_text(once) == once


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["alpha", "times", "Phi", "to", "circ", "rain"]), max_size=9))
def test_english_words_survive_in_any_company(words: list[str]) -> None:
    assert clean_text(" ".join(words)) == " ".join(words)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="abcXYZéß .,~`'\"-$&{}^_*", max_size=60))
def test_letters_outside_commands_are_never_eaten(raw: str) -> None:
    letters = [character for character in raw if character.isalpha()]
    assert [character for character in clean_text(raw) if character.isalpha()] == letters


@pytest.mark.parametrize(
    "hostile",
    ["{", "$", "\\textbf{",
     "`a", "``a", "$a ", "~a", "\\", "http://", "10^", '"a ', "&amp;",
     "a - ",
     "//a.", "1-", '\\"o', "1,", "\\href{a}{", "$x\\",
     " \n", "(`", "x_{Phi ", "mathcal{", "https;//a."],
)  # fmt: skip
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    clean_text(hostile * (200_000 // len(hostile)))
    assert time.perf_counter() - started < 3


def test_an_ordinary_abstract_takes_no_time() -> None:
    abstract = "We show that large models learn from few examples, and that it helps. " * 21
    started = time.perf_counter()
    for _ in range(100):
        clean_text(abstract)
    assert (time.perf_counter() - started) / 100 < 0.003


PLAIN = [
    ("Sets {x} cost $100 or $ 200", "Sets {x} cost $100 or $ 200"),
    ("100$ _ # > $x", "100$ _ # > $x"),
    ("{BERT} and {x}, a {B}ayesian", "BERT and {x}, a Bayesian"),
    ('Search - "A" a~b 10^5 10times', 'Search - "A" a~b 10^5 10times'),
    (r"$\alpha$ and {x} at \&", r"$\alpha$ and x at &"),
    ("$5 and x$ for it", r"\$5 and x$ for it"),
    ("AT&amp;T", "AT&T"),
]


@pytest.mark.parametrize(("raw", "title"), PLAIN)
def test_a_form_that_is_no_latex_keeps_its_signs(raw: str, title: str) -> None:
    assert clean_plain_title(raw) == title
    assert clean_plain(clean_plain(raw)) == clean_plain(raw)
