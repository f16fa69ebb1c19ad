"""Hugging Face's pages of papers: a day's cards, one paper's page, text and Markdown."""

import pytest

from shelflist.readers.table import read_seed

TITLES = (
    "Every Activation Boosted: Scaling General Reasoner to a Trillion",
    "The Underappreciated Power of Vision Models for Graph Structural Understanding",
    "PHUMA",
)
FURNITURE = {
    "English": ("Daily Papers", "Submitted by", "· {} authors", "Log In", "Next"),
    "German": ("Tägliche Paper", "Eingereicht von", "· {} Autoren", "Anmelden", "Weiter"),
    "French": ("Articles du jour", "Soumis par", "· {} auteurs", "Se connecter", "Suivant"),
    "Spanish": ("Artículos diarios", "Enviado por", "· {} autores", "Iniciar sesión", "Siguiente"),
    "Chinese": ("每日论文", "提交者", "· {} 位作者", "登录", "下一页"),
    "Japanese": ("今日の論文", "投稿者", "· {} 人の著者", "ログイン", "次へ"),
    "Korean": ("오늘의 논문", "제출자", "· {} 명의 저자", "로그인", "다음"),
    "Russian": ("Статьи дня", "Отправлено", "· {} авторов", "Войти", "Вперёд"),
    "Turkish": ("Günlük Makaleler", "Gönderen", "· {} yazar", "Giriş", "Sonraki"),
}
ABSTRACT = (
    "Instruction tuning large language models has improved zero-shot capabilities on new tasks,"
    " but the idea is less explored in the multimodal field. In this paper, we present the first"
    " attempt to use language-only models to generate multimodal instruction-following data."
)


def read(text: str, name: str = "seeds/x.txt"):
    reading = read_seed(name, text.encode())
    assert reading.format == "hugging-face"
    return reading


@pytest.mark.parametrize("language", FURNITURE)
def test_a_day_of_cards_in_any_language(language: str) -> None:
    head, submitter, authors, *rest = FURNITURE[language]
    cards = (
        f"{submitter}\n\nuser{number}\n{number * 17 + 3}\n{title}\n\norg-{number}\n"
        f"{authors.format(number + 2)}\n{number + 1}\n\n"
        for number, title in enumerate(TITLES)
    )
    reading = read("\n".join([head, *rest, "", *cards]))
    assert tuple(record.title for record in reading.records) == TITLES
    assert reading.lines.unexplained == ()


def test_a_title_that_cannot_be_told_stays_unexplained() -> None:
    two = "\n".join(TITLES[:2])
    cards = f"Submitted by\na\n3\n{TITLES[0]}\n· 2 authors\n" * 1
    reading = read(f"{cards}Submitted by\nb\n7\n{TITLES[1]}\n· 4 authors\n\n{two} Again\n")
    assert len(reading.records) == 2
    assert 12 in reading.lines.unexplained


@pytest.mark.parametrize("count", [1, 3])
def test_cards_whose_links_are_broken_over_lines(count: int) -> None:
    page = "https://huggingface.co/papers/2304.0848"
    cards = (
        f"{title}\n\n{page}{number}\n\n{ABSTRACT}\n\n[\n\n{number + 2} authors]({page}{number})\n"
        for number, title in enumerate(TITLES[:count])
    )
    reading = read("\n".join(["Daily Papers\n", *cards]), "seeds/x.md")
    assert tuple(record.title for record in reading.records) == TITLES[:count]
    assert [record.arxiv for record in reading.records] == [f"2304.0848{n}" for n in range(count)]
    assert {record.abstract for record in reading.records} == {ABSTRACT}


def test_a_title_that_is_a_link_may_be_wrapped() -> None:
    page = "https://huggingface.co/papers/2304.0848"
    reading = read(
        f"# Daily Papers\n\n### [{TITLES[0]}]({page}0)\n\n{ABSTRACT}\n\n"
        f"### [{TITLES[1].replace(' ', chr(10), 1)}]({page}1)\n\n{ABSTRACT}\n\n"
        "[GitHub 86](https://github.com/a/b) [arXiv Page](https://arxiv.org/abs/2304.08481)\n",
        "seeds/x.md",
    )
    assert tuple(record.title for record in reading.records) == TITLES[:2]
    assert [len(record.links) for record in reading.records] == [0, 1]


LABELS = {
    "English": ("Published on Apr 17, 2023", "Authors:", "Abstract"),
    "German": ("Veröffentlicht am 17. April 2023", "Autoren:", "Zusammenfassung"),
    "French": ("Publié le 17 avril 2023", "Auteurs :", "Résumé"),
    "Portuguese": ("Publicado em 17 de abril de 2023", "Autores:", "Resumo"),
    "Chinese": ("发布于 2023年4月17日", "作者：", "摘要"),
    "Japanese": ("2023年4月17日に公開", "著者:", "要旨"),
    "Korean": ("2023년 4월 17일 게시", "저자:", "초록"),
    "Russian": ("Опубликовано 17 апреля 2023 г.", "Авторы:", "Аннотация"),
}


@pytest.mark.parametrize("language", LABELS)
def test_the_page_of_one_paper_in_any_language(language: str) -> None:
    published, authors, abstract = LABELS[language]
    (record,) = read(
        f"Papers\narxiv:2304.08485\n\nVisual Instruction Tuning\n\n{published}\nUpvote\n13\n+5\n"
        f"{authors}\nHaotian Liu\n,\nChunyuan Li\n,\nYong Jae Lee\n{abstract}\n\n{ABSTRACT}\n\n"
        "View arXiv page\nView PDF\nCommunity\n"
    ).records
    assert record.title == "Visual Instruction Tuning"
    assert record.arxiv == "2304.08485"
    assert record.year == 2023
    assert [str(name) for name in record.authors] == [
        "Haotian Liu",
        "Chunyuan Li",
        "Yong Jae Lee",
    ]
    assert record.abstract == ABSTRACT


def test_a_summary_by_a_machine_is_not_the_abstract() -> None:
    (record,) = read(
        "arxiv:2304.08485\n\nVisual Instruction Tuning\n\nAuthors:\nHaotian Liu\nAbstract\n\n"
        "LLaVA, a multimodal model trained on generated data, shows strong results on new tasks.\n"
        f"AI-generated summary\n\n{ABSTRACT}\n"
    ).records
    assert record.abstract == ABSTRACT


def test_two_pages_one_after_another() -> None:
    page = f"arxiv:{{}}\n\n{{}}\n\nAuthors:\nHaotian Liu\nAbstract\n\n{ABSTRACT}\n\nCommunity\n"
    text = page.format("2304.08485", "Visual Instruction Tuning") + page.format(
        "2310.03744", "Improved Baselines with Visual Instruction Tuning"
    )
    assert [record.arxiv for record in read(text).records] == ["2304.08485", "2310.03744"]


MARKDOWN = """\
Title: Daily Papers - Hugging Face

URL Source: https://huggingface.co/papers

[](https://huggingface.co/papers/2510.22115)

Submitted by

![Image 2](https://cdn.example/a.png)[taesiri](https://huggingface.co/taesiri)

[173](https://huggingface.co/login?next=%2Fpapers%2F2510.22115)

### [Every Activation Boosted](https://huggingface.co/papers/2510.22115)

[· 93 authors](https://huggingface.co/papers/2510.22115)

[3](https://huggingface.co/papers/2510.22115#community)

### [The Power of Vision Models](https://huggingface.co/papers/2510.24788)

[· 5 authors](https://huggingface.co/papers/2510.24788)
"""


def test_markdown_gives_ids_from_addresses() -> None:
    reading = read(MARKDOWN, "seeds/x.md")
    assert [(record.title, record.arxiv) for record in reading.records] == [
        ("Every Activation Boosted", "2510.22115"),
        ("The Power of Vision Models", "2510.24788"),
    ]
    assert reading.lines.unexplained == ()


def test_the_furniture_of_a_listing_may_be_in_another_language() -> None:
    titles = ("Visual Instruction Tuning", "A Survey of Everything Else", "Small Models Speak Up")
    text = "Anmelden\n\n" + "".join(
        f"Eingereicht von\nuser{number}\n\n{title}\n\n{ABSTRACT}\n\n· 3 Autoren\n"
        f"Hochstimmen\n{number}\n"
        for number, title in enumerate(titles)
    )
    reading = read_seed("seeds/x.txt", text.encode())
    assert reading.format == "listing"
    assert tuple(record.title for record in reading.records) == titles
    assert reading.lines.unexplained == ()


LINKED = {
    "Chinese": ("提交者 Losin94", "▲ 340", "40 位作者"),
    "German": ("Eingereicht von\nakhaliq", "71", "· 10 Autoren"),
    "French": ("Proposé par akhaliq", "71 votes", "10 auteurs"),
    "Japanese": ("投稿者 akhaliq", "▲ 88", "著者 10 人"),
    "Arabic": ("مقدم من\nakhaliq", "١٢٨", "· ١٠ مؤلفين"),
    "nothing else": ("", "", ""),
}


@pytest.mark.parametrize("language", LINKED)
def test_titles_that_lead_to_their_page_give_ids_in_any_language(language: str) -> None:
    around = "\n".join(LINKED[language])
    reading = read(
        f"# Papers\n\n[{TITLES[0]}](https://huggingface.co/papers/2510.22115)\n{around}\n\n"
        f"### **[{TITLES[2]}](/papers/2510.24788)**\n{around}\n",
        "seeds/x.md",
    )
    assert [(record.title, record.arxiv) for record in reading.records] == [
        (TITLES[0], "2510.22115"),
        (TITLES[2], "2510.24788"),
    ]


def test_what_stands_below_a_linked_title() -> None:
    (first, second) = read(
        f"### [{TITLES[0]}](https://huggingface.co/papers/2510.22115)\n\n"
        "Submitted by **taesiri** · ▲ 52 · 5 comments\n\n"
        "Authors: Ada Lovelace, Alan Turing, et al.\n\n"
        "[arXiv](https://arxiv.org/abs/2510.22115) · [GitHub 1.2k](https://github.com/a/b)\n\n"
        f"### [With [MASK] {TITLES[2]}](https://huggingface.co/papers/2510.24788)\n\n{ABSTRACT}\n"
    ).records
    assert [str(name) for name in first.authors] == ["Ada Lovelace", "Alan Turing"]
    assert first.more_authors
    assert [(link.rel, link.url) for link in first.links] == [("code", "https://github.com/a/b")]
    assert (second.title, second.abstract) == ("With [MASK] PHUMA", ABSTRACT)


@pytest.mark.parametrize("is_below", [True, False])
def test_addresses_on_lines_of_their_own_belong_to_their_card(is_below: bool) -> None:
    ids = ("2501.00958", "2501.01427", "2501.00001")
    cards = ""
    for number, (title, paper) in enumerate(zip(TITLES, ids, strict=True)):
        address = f"https://huggingface.co/papers/{paper}\n"
        above, below = ("", address) if is_below else (address, "")
        cards += f"Submitted by\nu{number}\n{number + 40}\n{above}{title}\n{below}· 10 Autoren\n"
    assert [record.arxiv for record in read(cards).records] == list(ids)


def test_a_list_that_leads_to_other_papers_too_is_no_such_page() -> None:
    text = "".join(
        f"### [{title}]({address})\n\nSome words.\n\n"
        for title, address in zip(
            TITLES[:2],
            ("https://huggingface.co/papers/2510.22115", "https://arxiv.org/abs/2510.24788"),
            strict=True,
        )
    )
    assert read_seed("seeds/x.md", text.encode()).format != "hugging-face"


@pytest.mark.parametrize(
    "head",
    [
        "https://huggingface.co/papers/2304.08485\n\n# Visual Instruction Tuning\n",
        "arxiv: 2304.08485\n论文页面 - Visual Instruction Tuning\n",
        "arxiv:2304.08485\nPaper page - Visual Instruction Tuning\nVisual Instruction Tuning\n",
    ],
)
@pytest.mark.parametrize(("authors", "abstract"), [("Autoren:", "Zusammenfassung"),
                                                   ("المؤلفون:", "الملخص")])  # fmt: skip
def test_the_head_of_the_page_of_one_paper(head: str, authors: str, abstract: str) -> None:
    (record,) = read(
        f"{head}\n{authors}\nHaotian Liu\n,\nYong Lee\n{abstract}\n\n{ABSTRACT}\n"
    ).records
    assert (record.title, record.arxiv) == ("Visual Instruction Tuning", "2304.08485")
    assert [str(name) for name in record.authors] == ["Haotian Liu", "Yong Lee"]
    assert record.abstract == ABSTRACT


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        pytest.param(
            "Papers\n\nEingereicht von\nfoo\n\nPonds: A Survey of the North\n· 7 Autoren\n30\n",
            ["Ponds: A Survey of the North"],
            id="one card, German",
        ),
        pytest.param(
            "Página\n\nPresentado por\nfoo\n\nPonds: A Survey of the North\n· 1 autora\n3\n",
            ["Ponds: A Survey of the North"],
            id="one card, Spanish",
        ),
        pytest.param(
            "Submitted by\nfoo\n\nPonds: A Survey of the North\n· 7 authors\n30\n2\n\n"
            "Einreicher\nbar\n\nReeds-v2\n· 9 Autoren\n12\n\n"
            "Soumis par\nbaz\n14\nMoss 2\n· 4 auteurs\n",
            ["Ponds: A Survey of the North", "Reeds-v2", "Moss 2"],
            id="three languages, short titles",
        ),
    ],
)
def test_who_submitted_a_paper_is_never_its_title(page: str, titles: list[str]) -> None:
    reading = read_seed("seeds/x.txt", page.encode())
    assert reading.format == "hugging-face"
    assert [record.title for record in reading.records] == titles
