"""arXiv's pages as programs turn them into Markdown, and odd fields of old listings."""

from shelflist.readers.table import read_seed

PAGE = """\
# [2005.11401] Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks

[Skip to main content](#content) ![archive](/static/logo.svg)

# Computer Science > Computation and Language

**arXiv:2005.11401** (cs)  [Submitted on 22 May 2020 ([v1](https://arxiv.org/abs/2005.11401v1)), \
last revised 12 Apr 2021 (this version, v4)]

# Title:Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks

Authors:[Patrick Lewis](https://arxiv.org/search/cs?searchtype=author&query=Lewis,+P), \
[Ethan Perez](https://arxiv.org/search/cs?searchtype=author&query=Perez,+E), \
[Tim Rocktäschel](https://arxiv.org/search/cs?searchtype=author&query=Rockt%C3%A4schel,+T) \
View a PDF of the paper titled Retrieval-Augmented Generation, by Patrick Lewis and 2 other \
authors [View PDF](/pdf/2005.11401) [HTML (experimental)](https://arxiv.org/html/2005.11401v4)

> Abstract:Large pre-trained language models have been shown to store factual knowledge.

Comments: Accepted at NeurIPS 2020 Subjects: Computation and Language (cs.CL); Machine Learning \
(cs.LG) Cite as: [arXiv:2005.11401](https://arxiv.org/abs/2005.11401) [cs.CL] (or \
[arXiv:2005.11401v4](https://arxiv.org/abs/2005.11401v4) [cs.CL] for this version) \
[https://doi.org/10.48550/arXiv.2005.11401](https://doi.org/10.48550/arXiv.2005.11401)

## Submission history

From: Patrick Lewis [[view email](/show-email/76d69ce8/2005.11401)]

- [View PDF](/pdf/2005.11401)
"""


def test_a_page_as_markdown() -> None:
    reading = read_seed("seeds/x.md", PAGE.encode())
    assert reading.format == "arxiv-pages"
    (record,) = reading.records
    assert record.title == "Retrieval-Augmented Generation for Knowledge-Intensive NLP Tasks"
    assert [str(name) for name in record.authors] == [
        "Patrick Lewis",
        "Ethan Perez",
        "Tim Rocktäschel",
    ]
    assert record.arxiv == "2005.11401"
    assert record.year == 2020
    assert (record.abstract or "").startswith("Large pre-trained language models")
    assert record.hints == ("Computation and Language", "Machine Learning")
    assert record.note == "Accepted at NeurIPS 2020"


def test_authors_all_in_brackets() -> None:
    text = (
        "\\\\\nPaper: astro-ph/9402057\nFrom: A <a@example.org>\n"
        "Date: Wed, 23 Feb 1994 18:40:53 GMT\n\n"
        "Title: Comparison of Schemes for Non-Linear\n  Gravitational Clustering\n"
        "Authors: (Adrian L. Melott)\nCategories: astro-ph\n\\\\\n  We compare schemes.\n\\\\\n"
    )
    (record,) = read_seed("seeds/x.txt", text.encode()).records
    assert [str(name) for name in record.authors] == ["Adrian L. Melott"]
    assert record.title == "Comparison of Schemes for Non-Linear Gravitational Clustering"


TABLE = """\
Title: String Theory Dynamics

URL Source: https://arxiv.org/abs/hep-th/9503124

Markdown Content:
Authors:[Edward Witten](https://arxiv.org/search/hep-th?searchtype=author&query=Witten,+E)

[View PDF](https://arxiv.org/pdf/hep-th/9503124)

> Abstract:The strong coupling dynamics of string theories are studied.

| Comments: | 62 pp, harvmac |
| --- | --- |
| Subjects: | High Energy Physics - Theory (hep-th) |
| Cite as: | [arXiv:hep-th/9503124](https://arxiv.org/abs/hep-th/9503124) |
|  | (or [arXiv:hep-th/9503124v2](https://arxiv.org/abs/hep-th/9503124v2) for this version) |
| Journal reference: | Nucl.Phys. B443 (1995) 85-126 |
| Related DOI: | [https://doi.org/10.1016/0550-3213(95)00158-O](https://doi.org/10.1016/x) |
"""


def test_a_page_as_markdown_with_its_facts_in_a_table() -> None:
    reading = read_seed("seeds/x.md", TABLE.encode())
    assert reading.format == "arxiv-pages"
    (record,) = reading.records
    assert record.title == "String Theory Dynamics"
    assert [str(name) for name in record.authors] == ["Edward Witten"]
    assert (record.venue, record.volume, record.page) == ("Nucl.Phys. B", "443", "85-126")
    assert (record.arxiv, record.doi) == ("hep-th/9503124", "10.1016/0550-3213(95)00158-o")
    assert (record.year, record.note) == (1995, "62 pp, harvmac")


def test_a_page_without_authors_gets_none() -> None:
    text = TABLE.replace("Authors:", "Related:")
    (record,) = read_seed("seeds/x.md", text.encode()).records
    assert record.authors == ()


def test_an_abstract_copied_from_a_mail_without_its_marks() -> None:
    text = (
        "arXiv:2405.12345v2 [cs.CL] 21 May 2024\n\nTitle: Something About Language\n"
        "Authors: Ada Lovelace, Alan Turing\nJournal-ref: Phys. Rev. D 103, 103025 (2024)\n"
        "Subjects: Computation and Language (cs.CL)\n\nAbstract: We show a new way.\n"
    )
    (record,) = read_seed("seeds/x.txt", text.encode()).records
    assert (record.venue, record.volume) == ("Phys. Rev. D", "103")
    assert record.hints == ("Computation and Language",)
