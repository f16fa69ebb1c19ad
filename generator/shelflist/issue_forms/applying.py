"""An issue written with one of the two forms, applied to the list."""

from __future__ import annotations

from dataclasses import replace

from shelflist.inputs import Inputs
from shelflist.issue_forms.adding import add
from shelflist.issue_forms.boxes import PAGE, REMARKS, Issue
from shelflist.issue_forms.fixing import fix
from shelflist.issue_forms.outcome import Outcome
from shelflist.library import Library
from shelflist.problems import PageError, Severity


def apply_issue(issue: Issue, inputs: Inputs, library: Library) -> Outcome:
    """Turn an issue into the text of a page.

    Args:
        issue: An issue written with one of the two forms; one that names a page is a fix.
        inputs: What was read of the list.
        library: The papers.

    Raises:
        PageError: With all that is wrong with the issue.
    """
    make = fix if PAGE in issue.lines else add
    wrong = [p for p in issue.problems if p.severity is Severity.ERROR]
    if not wrong and not any(name not in (PAGE, REMARKS) for name in issue.texts):
        message = "no box of the forms is filled in"
        mend = "Open the issue with the form Add a paper, or Fix this page."
        wrong.append(issue.problem("issue", message, mend))
    if wrong:
        raise PageError(*wrong)
    return replace(make(issue, inputs, library), notices=issue.problems)
