"""The documentation is held to the code: its Python runs, its commands are complete, its links
lead somewhere.
"""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "netmerge"
PAGES = [
    *ROOT.glob("*.md"),
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "fixtures").glob("*.md")),
]
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def named(path):
    return str(path.relative_to(ROOT))


def blocks(path, language):
    return [code for name, code in BLOCK.findall(path.read_text("utf-8")) if name == language]


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=named)
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch):
    for path in (ROOT / "fixtures" / "network").iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "page"}
    for code in blocks(page, "python"):
        exec(compile(code, named(page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_between_pages_lead_somewhere(page):
    local = [
        link
        for link in LINK.findall(page.read_text("utf-8"))
        if "://" not in link and not link.startswith("mailto:")
    ]
    assert [link for link in local if not (page.parent / link).exists()] == []


def test_every_page_is_reached_from_the_index():
    """A page that no other leads to is read by nobody: docs/index.md links each of them."""
    index = ROOT / "docs" / "index.md"
    linked = {
        (index.parent / link).resolve()
        for link in LINK.findall(index.read_text("utf-8"))
        if ":" not in link
    }
    assert set((ROOT / "docs").rglob("*.md")) - linked - {index} == set()


def commands(page):
    """The command lines of a page's shell blocks that call netmerge."""
    lines = [line for code in blocks(page, "sh") for line in code.splitlines()]
    return [line for line in lines if line.startswith("netmerge ")]


@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=named)
def test_a_command_of_a_page_is_there_with_its_options(page):
    from netmerge.cli import main

    for line in commands(page):
        name, *rest = shlex.split(line)[1:]
        known = {option for asked in main.commands[name].params for option in asked.opts}
        assert {word for word in rest if word.startswith("--")} <= known, line


def test_every_command_is_documented():
    from netmerge.cli import main

    text = "".join(page.read_text("utf-8") for page in PAGES)
    assert [name for name in main.commands if f"netmerge {name}" not in text] == []


def test_the_readme_begins_with_the_two_commands():
    found = BLOCK.findall((ROOT / "README.md").read_text("utf-8"))[:2]
    assert [len(code.splitlines()) for _, code in found] == [1, 1]
    job, tests = (code for _, code in found)
    assert all("venv" in code for code in (job, tests))
    assert "netmerge merge fixtures/network" in job
    assert "pytest" in tests


@pytest.mark.parametrize("notebook", sorted((ROOT / "examples").glob("*.ipynb")), ids=named)
def test_a_notebook_shows_what_it_gives_and_nothing_of_where_it_ran(notebook):
    """As `python -m tests.notebooks --force` leaves it."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert [cell["metadata"] for cell in cells if cell["metadata"]] == []
    outputs = [output for cell in code for output in cell["outputs"]]
    assert outputs
    assert {output["output_type"] for output in outputs} <= {"execute_result", "stream"}
    text = json.dumps(outputs)
    assert "<script" not in text
    assert "/tmp/" not in text
    assert notebook.stat().st_size < 300_000


def test_the_map_names_every_room_and_only_what_is_there():
    text = (ROOT / "docs" / "developers" / "architecture.md").read_text("utf-8")
    rooms = {
        path.name
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    for room in rooms - {"__init__.py", "__main__.py"}:
        assert f"`{room}" in text, room
    every = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.*")}
    named = set(re.findall(r"`([\w/]+\.(?:py|toml|csv))`", text))
    assert [
        name for name in named if not any(f"/{path}".endswith(f"/{name}") for path in every)
    ] == []
