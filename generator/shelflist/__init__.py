"""Turn a pile of research papers into a website: seeds in, Markdown pages out."""

__version__ = "0.1.0"
