"""The story in the guide is what really happens."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_story_in_the_guide_is_what_the_commands_print() -> None:
    script = ROOT / "examples" / "story.py"
    played = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    page = (ROOT / "generator/guide/pages/story.md").read_text(encoding="utf-8")
    told = page.partition("<!-- story -->\n````text\n")[2].partition("````\n<!-- /story -->")[0]
    assert played.stdout == told
    assert "(Nearly) Every Image" in told.rpartition("$ ")[2]  # Ana's title, to the end
    assert "Three Bits Are Enough" in told
