"""The workflows: sound to the tools that look for holes, and calling commands that there are."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from lists import ROOT
from shelflist import cli

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
SCRIPTS = Path(sys.executable).parent
_COMMAND = re.compile(r"(?:python3 run\.py|(?<![\w./-])shelflist) (?P<arguments>[^\n>|&;]+)")
Step = dict[str, object]
Job = dict[str, object]


def run_tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    program, *options = arguments
    command = [str(SCRIPTS / program), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)


def read_jobs(workflow: Path) -> dict[str, Job]:
    found = yaml.safe_load(workflow.read_text())["jobs"]
    assert isinstance(found, dict)
    return found


def find_steps(workflow: Path) -> Iterator[Step]:
    for job in read_jobs(workflow).values():
        steps = job["steps"]
        assert isinstance(steps, list)
        yield from steps


def find_commands(text: str) -> list[str]:
    return [match["arguments"].strip() for match in _COMMAND.finditer(text)]


def test_there_is_a_workflow_for_each_step_of_an_edit() -> None:
    names = ["check.yml", "comment.yml", "issue.yml", "publish.yml", "refresh.yml"]
    assert [path.name for path in WORKFLOWS] == names


def test_zizmor_finds_no_hole() -> None:
    done = run_tool("zizmor", "--offline", "--no-progress", "--persona=pedantic", ".github")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-issue-forms", [path for path in FORMS if path.name != "config.yml"]),
        ("vendor.github-issue-config", [path for path in FORMS if path.name == "config.yml"]),
    ],
)
def test_schemas_hold(schema: str, files: list[Path]) -> None:
    done = run_tool("check-jsonschema", "--builtin-schema", schema, *map(str, files))
    assert files and done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_credentials_not_left_behind(workflow: Path) -> None:
    lines = [line for line in workflow.read_text().split("\n") if "uses:" in line]
    assert lines
    for line in lines:
        assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    for step in find_steps(workflow):
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            options = step["with"]
            assert isinstance(options, dict) and options["persist-credentials"] is False


def test_an_action_is_pinned_to_the_same_version_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for workflow in WORKFLOWS:
        for action, version in re.findall(r"uses: (\S+)@(\S+ # \S+)", workflow.read_text()):
            pins.setdefault(action, set()).add(version)
    assert all(len(versions) == 1 for versions in pins.values()), pins


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_the_least(workflow: Path) -> None:
    whole = yaml.safe_load(workflow.read_text())
    assert whole["permissions"] == {} and whole["concurrency"]
    for name, job in read_jobs(workflow).items():
        rights = job["permissions"]
        assert isinstance(rights, dict) and isinstance(job["timeout-minutes"], int), name
        steps = job["steps"]
        assert isinstance(steps, list)
        scripts = "\n".join(str(step.get("run", "")) for step in steps)
        if "write" in rights.values():  # such a job runs nothing but git, gh and actions
            assert not re.search(r"python|pip\b|run\.py|shelflist [a-z]", scripts), name
        assert "secrets." not in str(job), name


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_put_into_a_script(workflow: Path) -> None:
    for step in find_steps(workflow):
        assert "${{" not in str(step.get("run", "")), step.get("name")


def test_a_pull_request_runs_without_the_right_to_write() -> None:
    whole = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())
    # PyYAML takes the key `on` for a truth value.
    assert whole[True] == {"pull_request": None}
    assert whole["jobs"]["check"]["permissions"] == {"contents": "read"}
    for workflow in WORKFLOWS:
        assert "pull_request_target" not in workflow.read_text()


def list_commands() -> list[str]:
    found = {
        c
        for workflow in WORKFLOWS
        for s in find_steps(workflow)
        for c in find_commands(str(s.get("run", "")))
    }
    return sorted(found)


@pytest.mark.parametrize("command", list_commands())
def test_each_command_is_one_that_the_parser_takes(command: str) -> None:
    arguments = shlex.split(command)
    parser = cli._parser()
    if "--help" in arguments:
        with pytest.raises(SystemExit) as ended:
            parser.parse_args(arguments)
        assert ended.value.code == 0
    else:
        assert parser.parse_args(arguments).command == arguments[0]


def test_the_workflows_call_what_a_person_calls() -> None:
    called = {command.split()[0] for command in list_commands()}
    assert {"check", "diff", "build", "generate", "apply-issue"} <= called


HOSTILE = {
    "fence": "```\n# Approved\n~~~\n</pre><h1>Approved</h1>",
    "long fences": "`" * 3 + "\n" + "`" * 39 + "\n@everyone\n" + "`" * 50_000 + "\n# Approved",
    "line ends": "`````\r# Approved\r\n\x0c```\x00``\n\u2028# Approved",
    "no text": "\xff\xfe".encode("latin-1").decode("utf-8", "surrogateescape"),
    "too long": "line\n" * 40_000,
    "nothing": "",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_report_cannot_leave_its_fence_in_the_comment(tmp_path: Path, case: str) -> None:
    (tmp_path / "report").mkdir()
    report = HOSTILE[case].encode("utf-8", "surrogateescape")
    (tmp_path / "report/report.txt").write_bytes(report)
    comment = write_comment(tmp_path).read_text(encoding="utf-8")
    assert len(comment) < 65_000
    tokens = MarkdownIt().parse(comment)
    assert [token.type for token in tokens if not token.nesting] == ["inline", "inline", "fence"]
    assert tokens[0].type == "blockquote_open" and "code of this pull request" in comment[:99]
    assert tokens[-1].content.strip() or not report.strip(b"\xff\xfe")


def test_a_report_that_leads_elsewhere_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report/report.txt").symlink_to("/proc/self/environ")
    with pytest.raises(subprocess.CalledProcessError):
        write_comment(tmp_path)
    steps = {step["name"]: step for step in find_steps(ROOT / ".github/workflows/comment.yml")}
    assert "GH_TOKEN" not in str(steps["Write the comment"])


def write_comment(folder: Path) -> Path:
    """Run the step that writes the comment, as GitHub does."""
    steps = {step["name"]: step for step in find_steps(ROOT / ".github/workflows/comment.yml")}
    environment = os.environ | {"RUNNER_TEMP": str(folder), "RUN_URL": "https://example.org/run"}
    script = str(steps["Write the comment"]["run"])
    subprocess.run(["bash", "-e", "-c", script], check=True, env=environment, timeout=60)
    return folder / "comment.md"
