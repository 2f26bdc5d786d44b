"""What must stand in no file: a registry's host, a path of one machine, nine words in a row from the article.

The article's title is no copy: whoever cites it has to name it.
"""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Beside the repository, or beside the folder of its worktrees.
ARTICLES = [folder / "shared" / "article.txt" for folder in ROOT.parents[:2]]
IN_A_ROW = 9
NOT_TEXT = {".png", ".gif", ".jpg", ".mp3", ".pdf", ".ico", ".fit", ".bin"}
# Put together here, so that this file does not hold what it looks for.
HOSTS = tuple(f"{name}.org" for name in ("pypi", "pythonhosted", "npmjs")) + tuple(
    f"{name}.com" for name in ("npmjs", "unpkg", "jsdelivr")
)
PATHS = re.compile(r"(?<![\w.])/(?:home|Users|root|work|mnt|tmp)/[\w.-]+")
EXAMPLES = re.compile(r"/home/(?:strideback|you|user)\b")
STRING_PREFIX = re.compile(r"\b[frb]{1,2}(?=[\"'])")
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def files() -> Iterator[Path]:
    """Every text file that belongs to the repository, committed or about to be."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    paths = (ROOT / name for name in found if name)
    return (path for path in paths if path.is_file() and path.suffix not in NOT_TEXT)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository: the files that belong to it are not known")
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in files()}


def test_no_file_names_the_host_of_a_package_registry(texts: dict[str, str]) -> None:
    assert [f"{name}: {host}" for name, text in texts.items() for host in HOSTS if host in text] == []


def test_no_file_names_a_path_of_one_machine(texts: dict[str, str]) -> None:
    found = {name: PATHS.findall(EXAMPLES.sub("", text)) for name, text in texts.items()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_nine_words_in_a_row_of_the_article_are_in_no_file(texts: dict[str, str]) -> None:
    article = next((path for path in ARTICLES if path.exists()), None)
    if article is None:
        pytest.skip("the article is not beside the repository")
    paragraphs = re.split(r"\n\s*\n", article.read_text(encoding="utf-8"))
    title = tomllib.loads((ROOT / "protocols" / "itbs" / "protocol.toml").read_text(encoding="utf-8"))["article"]
    forbidden = {run for paragraph in paragraphs for run in runs(words(paragraph))} - set(runs(words(title)))
    copied = {name: sorted(forbidden & set(runs(words(text)))) for name, text in texts.items()}
    assert {name: found for name, found in copied.items() if found} == {}


def test_the_search_for_copied_words_sees_through_case_line_breaks_and_signs() -> None:
    copied = 'say = "One two, three\n    four *five* six; " f"seven -- EIGHT nine."'
    assert runs(words(copied.partition("=")[2])) == ("one two three four five six seven eight nine",)


def words(text: str) -> list[str]:
    return WORD.findall(STRING_PREFIX.sub("", text.lower()))


def runs(spoken: list[str]) -> tuple[str, ...]:
    """Every run of nine words, as text."""
    starts = range(len(spoken) - IN_A_ROW + 1)
    return tuple(" ".join(spoken[start : start + IN_A_ROW]) for start in starts)
