#!/usr/bin/env python3
"""Set up and run Shelflist with nothing but Python 3.11 and git.

    python3 run.py build        any command of `shelflist`: build, serve, read, explain, …
    python3 run.py test         every check and every test; options go to pytest
    python3 run.py lint         the checks that need no test
    python3 run.py setup        set up for both and stop

The first run makes a virtual environment in `.venv/` and installs there what
`pyproject.toml` asks for in the versions of `constraints.txt`; later runs do so again only
when one of these two files has changed. Nothing outside `.venv/` is touched, except that
the browser tests install Chromium where neither it nor Chrome nor Edge is found.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
PIP = "pip>=25.1"  # the first that installs the groups of pyproject.toml
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "shelflist-setup.json"
GUIDE = ROOT / "generator/guide/mkdocs.yml"
INPUTS = ("pyproject.toml", "constraints.txt")

RUNTIME, DEVELOPMENT = "runtime", "development"
EXTRAS = {RUNTIME: [], DEVELOPMENT: ["--group", "test", "--group", "lint"]}
"""What pip is asked for besides the package itself."""

MATERIALX = "mkdocs-materialx"
"""The fork of Material, whose module has the same name: it stands in a folder of its own, for the
test that a list can be built with it (tests/site/test_ways_on.py)."""

LINTS = {
    "ruff check": ["ruff", "check", "."],
    "ruff format": ["ruff", "format", "--check", "."],
    "mypy": ["mypy"],
    "import-linter": ["import_linter"],
}
"""Name for people -> module and its arguments."""

SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
"""What pytest is told for its files to run on all cores, in order: the longest come first."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_FILES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def main(arguments: list) -> int:
    """Run one command and give its exit code."""
    if sys.version_info[:2] < OLDEST:
        have, need = (".".join(map(str, v)) for v in (sys.version_info[:3], OLDEST))
        print(
            f"run.py: this is Python {have}; Shelflist needs {need} or newer.\n"
            "    Install it from your system or python.org, then run e.g.  python3.12 run.py build",
            file=sys.stderr,
        )
        return 2
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if arguments else 2
    own = {"setup": run_setup, "lint": run_lint, "test": run_tests}
    return own.get(arguments[0], run_shelflist)(arguments)


def run_setup(arguments: list) -> int:
    """Set up everything."""
    set_up(DEVELOPMENT)
    find_browser()
    say(f"Ready: the command is {SCRIPTS.relative_to(ROOT) / 'shelflist'}")
    return 0


def run_shelflist(arguments: list) -> int:
    """Run a command of `shelflist` where this was called."""
    set_up(RUNTIME)
    code = call([PYTHON, "-m", "shelflist", *arguments], cwd=Path.cwd())
    if arguments == ["build"] and code == 0:
        if Path.cwd() == ROOT:
            build_guide()
        say("To look at it:  python3 run.py serve  and open http://127.0.0.1:8000/")
        say("To carry it away:  python3 run.py build --offline")
    return code


def build_guide() -> None:
    """Build the tool's guide into the site of the list, unless that has a `guide/` of its own."""
    site = ROOT / "site"
    if site.is_dir() and not (site / "guide").exists():
        command = [PYTHON, "-m", "mkdocs", "build", "--strict", "--config-file", GUIDE]
        quietly(command, "Mend what MkDocs names above and build again.")
        say("Built site/guide/.")


def run_lint(arguments: list) -> int:
    """Run every check that is not a test; all of them, also after one has failed."""
    set_up(DEVELOPMENT)
    return 1 if find_failing_lints() else 0


def run_tests(arguments: list) -> int:
    """Run every check and every test; pytest's closing line comes last."""
    set_up(DEVELOPMENT)
    browser = find_browser()
    failing = find_failing_lints()
    say("Tests: pytest")
    environment = {"CHROMIUM": browser} if browser else {}
    code = call(
        [PYTHON, "-m", "pytest", "-q", *SIDE_BY_SIDE, *arguments[1:]], environment=environment
    )
    if failing:
        fail(f"not passed: {', '.join(failing)}", "What they say stands above the tests.")
    return code


def set_up(kind: str) -> None:
    """Make `.venv/` and install into it, unless that was done with the same inputs."""
    inputs = hashlib.sha256()
    for name in INPUTS:
        inputs.update((ROOT / name).read_bytes())
    inputs.update(f"{VENV} {sys.version_info[:2]}".encode())
    wanted = inputs.hexdigest()
    done = read_stamp()
    if PYTHON.exists() and done.get(kind) == wanted:
        return
    if not (PYTHON.exists() and done):
        say("Making a virtual environment in .venv/")
        mend = "On Debian and Ubuntu:  apt-get install python3-venv"
        quietly([sys.executable, "-m", "venv", "--clear", VENV], mend)
    mend = "Is there a network? Mend what pip says and run the command again."
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "-q"]
    say("Installing pip")
    quietly([*pip, "--upgrade", PIP], mend)
    what = "what runs it" if kind == RUNTIME else "what runs it, tests it and checks it"
    say(f"Installing Shelflist and {what} (a minute or two)")
    quietly([*pip, "-c", "constraints.txt", "-e", ".", *EXTRAS[kind]], mend)
    if kind == DEVELOPMENT:
        apart = ["--no-deps", "--upgrade", "--target", VENV / "materialx"]
        quietly([*pip, "-c", "constraints.txt", *apart, MATERIALX], mend)
    kinds = (RUNTIME,) if kind == RUNTIME else (RUNTIME, DEVELOPMENT)
    STAMP.write_text(json.dumps(dict.fromkeys(kinds, wanted)), encoding="utf-8")


def read_stamp() -> dict:
    """Say for which inputs `.venv/` was set up; nothing when that is not known."""
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def find_failing_lints() -> list:
    """Run each check; what one says is shown if it fails."""
    failing = []
    for name, (module, *options) in LINTS.items():
        command = [PYTHON, "-m", module, *options]
        if module == "import_linter":  # it has no module to run
            command = [SCRIPTS / "lint-imports"]
        finished = capture(command)
        say(f"{name}: {'passed' if finished.returncode == 0 else 'FAILED'}")
        if finished.returncode:
            print(finished.stdout, flush=True)
            failing.append(name)
    return failing


def find_browser() -> str:
    """Give the path of a Chromium, installing one if need be; empty for Playwright's own."""
    if os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    found = find_installed_browser()
    if found:
        return found
    say("Installing Chromium for the browser tests")
    as_root = root_prefix()
    if is_debian() and as_root is not None:
        for step in ("update", "install -y --no-install-recommends chromium"):
            capture([*as_root, "apt-get", "-q", *step.split()])
        found = find_installed_browser()
        if found:
            return found
    with_deps = ["--with-deps"] if as_root is not None and shutil.which("apt-get") else []
    quietly(
        [PYTHON, "-m", "playwright", "install", *with_deps, "chromium"],
        "Install Chromium or Chrome yourself, or name one:  CHROMIUM=/path/to/it",
    )
    return ""


def find_installed_browser() -> str:
    """Give the path of an installed browser that starts, or nothing."""
    for path in [*filter(None, map(shutil.which, BROWSERS)), *BROWSER_FILES]:
        # Ubuntu's `chromium-browser` may be an empty shell; on Windows asking opens a window.
        is_there = Path(path).is_file()
        if is_there and (os.name == "nt" or capture([path, "--version"]).returncode == 0):
            return path
    return ""


def is_debian() -> bool:
    """Say whether `apt-get install chromium` gives a browser (Ubuntu's gives a snap)."""
    try:
        lines = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in lines and shutil.which("apt-get") is not None


def root_prefix() -> "list | None":
    """Give what to put before a command for it to run as root; `None` if that cannot be."""
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return []
    can_sudo = shutil.which("sudo") and capture(["sudo", "-n", "true"]).returncode == 0
    return ["sudo", "-n"] if can_sudo else None


def call(command: list, cwd: Path = ROOT, environment: "dict | None" = None) -> int:
    """Run a command that speaks for itself; Ctrl+C is for it to handle."""
    with subprocess.Popen(
        list(map(str, command)), cwd=cwd, env={**os.environ, **(environment or {})}
    ) as running:
        while True:
            try:
                return running.wait()
            except KeyboardInterrupt:
                continue


def capture(command: list) -> "subprocess.CompletedProcess[str]":
    """Run a command that is not to be seen; its words are in `stdout`."""
    try:
        return subprocess.run(
            list(map(str, command)),
            cwd=ROOT,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 127, str(error))


def quietly(command: list, mend: str) -> None:
    """Run a step of the set-up; if it fails, show what it said and stop."""
    finished = capture(command)
    if finished.returncode:
        print(finished.stdout, file=sys.stderr)
        fail(f"this did not work: {' '.join(map(str, command))}", mend)


def say(line: str) -> None:
    """Tell what is being done, in order with what the commands themselves write."""
    print(line, flush=True)


def fail(message: str, mend: str) -> None:
    """Stop with what is wrong and how to mend it."""
    print(f"run.py: {message}\n    {mend}", file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
