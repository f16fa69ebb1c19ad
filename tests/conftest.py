import os
from pathlib import Path

import pytest
from hypothesis import settings

from lists import GPTQ, LENS, TREES, PaperList, copy_reading_list, new_list

# What a run checks must not depend on luck: at home Hypothesis looks further each time.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the golden files anew instead of comparing with them",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def small(tmp_path: Path) -> PaperList:
    """Make a list of three papers of which nothing is generated yet."""
    return new_list(tmp_path, GPTQ, LENS, TREES)


@pytest.fixture(scope="session")
def reading_list(tmp_path_factory: pytest.TempPathFactory) -> PaperList:
    """Generate the real list once; tests look at it and change nothing."""
    made = copy_reading_list(tmp_path_factory.mktemp("reading-list"))
    made.generate()
    return made
