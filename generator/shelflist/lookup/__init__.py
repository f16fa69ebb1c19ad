"""Looking a paper up by its DOI, arXiv id or address in arXiv, Crossref, OpenAlex and DBLP.

    wanted.py     what a person named: a DOI, an arXiv id, an address that holds one
    web.py        polite HTTP: answers kept, followed where they lead, quiet when offline
    steps.py      one step: paced, patient, limited in time and size
    outside.py    which machines and addresses may be asked at all
    asking.py     one question to one service, read by the reader of its answers
    finding.py    which services are asked, and how their answers become one record

An answer is a seed like any other: the same readers take it.
"""
