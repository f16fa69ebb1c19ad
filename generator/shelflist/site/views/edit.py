"""What to change where a page is wrong: links to its file, to what it is made from, to a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

_BOXES = ("paper_title", "year", "venue", "doi", "arxiv", "url", "code", "topics", "authors")
"""Ids of the boxes in .github/ISSUE_TEMPLATE/fix-page.yml, which are names of fields but one."""
_LONGEST_QUERY = 4000


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a list's files can be edited; every address is empty where it is not known.

    Attributes:
        url: Of the repository, without a slash at the end.
        edit: What comes before a file's path in the list where people edit it.
        view: The same where they see it.
        docs_dir: The folder of the pages in the list.
    """

    url: str
    edit: str
    view: str
    docs_dir: str


@dataclass(frozen=True, slots=True)
class EditLink:
    """A link below a page; one that opens an editor bears a pencil."""

    label: str
    url: str
    is_editor: bool = False


@dataclass(frozen=True, slots=True)
class EditView:
    """The line below a page: links, or else where to mend it."""

    links: tuple[EditLink, ...]
    made_from: str = ""


def find_repository(repo_url: str, edit_url: str, path: str, docs_dir: str) -> Repository:
    """Find out where files are edited from where one page is.

    Args:
        repo_url: As in `mkdocs.yml`.
        edit_url: The address at which a page is edited.
        path: The page's path in the list.
        docs_dir: The folder of the pages in the list.
    """
    edit = edit_url.removesuffix(path) if edit_url.endswith(path) else ""
    home = f"{repo_url.rstrip('/')}/"
    branch = edit.removeprefix(home) if edit.startswith(home) else ""
    # How GitHub and GitLab show a file that they also let people edit.
    is_known = branch.startswith(("edit/", "-/edit/"))
    view = home + branch.replace("edit/", "blob/", 1) if is_known else ""
    return Repository(home.rstrip("/"), edit, view, docs_dir)


def to_edit(
    src_uri: str, meta: Mapping[str, object], edit_url: str, repository: Repository, is_paper: bool
) -> EditView:
    """Give what stands below a page.

    Args:
        src_uri: Its path in `docs_dir`.
        meta: Its front matter. A page with `made_from` is written anew by each run, so its
            links lead to what it is made from.
        edit_url: Where it is edited; empty if nowhere.
        repository: Where the list's files are.
        is_paper: Whether it is a paper's, which a form can correct.
    """
    made_from = _to_texts(meta.get("made_from"))
    files = [name for name in made_from if name.startswith("seeds/") and "/." not in name]
    if files or "papers" in made_from:
        links = tuple(_to_file_links(files, repository))
        return EditView(links, "" if links else " and ".join(files) or "the pages of the papers")
    if not edit_url:
        return EditView(())
    links = (EditLink("Edit this page", edit_url, is_editor=True),)
    if repository.view:
        path = quote(f"{repository.docs_dir}/{src_uri}")
        links += (EditLink("View its source", f"{repository.view}{path}?plain=1"),)
    if is_paper and repository.url.startswith("https://github.com/"):
        links += (EditLink("Fix this page", _to_form(src_uri, meta, repository)),)
    return EditView(links)


def _to_file_links(files: Sequence[str], repository: Repository) -> list[EditLink]:
    if not repository.edit:
        return []
    editable = [name for name in files if name.endswith(".yml")]
    shown = files if repository.view else []
    return [
        *(_edit(name, f"{repository.edit}{quote(name)}") for name in editable),
        *(
            EditLink(
                f"View {name.removeprefix('seeds/')}", f"{repository.view}{quote(name)}?plain=1"
            )
            for name in shown
        ),
    ]


def _edit(name: str, url: str) -> EditLink:
    return EditLink(f"Edit {name.removeprefix('seeds/')}", url, is_editor=True)


def _to_form(src_uri: str, meta: Mapping[str, object], repository: Repository) -> str:
    """Give the address of the form "Fix this page", filled in with what the page says now.

    A value that is long, or no text, is left out whole: an empty box changes nothing, whereas
    a value cut short would be taken for a correction.
    """
    slug = src_uri.removeprefix("papers/").removesuffix(".md")
    query = f"template=fix-page.yml&title={quote(f'Fix: {slug}')}&slug={quote(slug)}"
    for box in _BOXES:
        text = "\n".join(_to_texts(meta.get("title" if box == "paper_title" else box)))
        part = f"&{box}={quote(text.encode('utf-8', 'replace'))}"
        if text and len(query) + len(part) <= _LONGEST_QUERY:
            query += part
    return f"{repository.url}/issues/new?{query}"


def _to_texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, int) and not isinstance(value, bool):
        return [str(value)]
    is_texts = isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)
    return [str(each) for each in value] if is_texts and isinstance(value, list | tuple) else []
