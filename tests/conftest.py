from pathlib import Path

import pytest

from lists import GPTQ, LENS, TREES, PaperList, new_list


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
