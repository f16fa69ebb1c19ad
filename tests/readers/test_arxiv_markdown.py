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
