"""How the house is built: rooms import in one direction, modules and functions stay small,
nothing heavy at start.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "netmerge"
MODULES = sorted(PACKAGE.rglob("*.py"))
PYTHON = sorted(
    path
    for folder in ("netmerge", "benchmarks", "fixtures")
    for path in (ROOT / folder).rglob("*.py")
)
GROUND = ("errors", "settings", "data", "drawing", "columns")
FLOW = (
    *(*GROUND, "schema", "words", "text", "vcard", "importers, clean", "matching", "merging"),
    *("interactions", "due", "export", "report", "finding", "run", "summary"),
    *("network", "pipeline", "book", "review", "engines", "notebook", "web", "cli"),
)
"""Rooms in the order in which they may know each other; those that share a place do not."""
PLACE = {room: place for place, rooms in enumerate(FLOW) for room in rooms.split(", ")}
ENTRANCES = {"__init__", "__main__", ""}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 60


def dotted(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path):
    """Names below netmerge that a module imports, at its top or inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and node.module.split(".")[0] == "netmerge"
        ):
            inner = node.module.removeprefix("netmerge").removeprefix(".")
            yield from (
                [f"{inner}.{alias.name}" for alias in node.names]
                if inner
                else [a.name for a in node.names]
            )
        elif isinstance(node, ast.Import):
            yield from (
                alias.name.removeprefix("netmerge.")
                for alias in node.names
                if "netmerge." in alias.name
            )


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_no_room_imports_a_later_one(path):
    room = dotted(path).split(".")[0]
    if room in ENTRANCES:
        return
    for name in imports(path):
        target = name.split(".")[0]
        if target not in ("__version__", room):
            assert PLACE[target] < PLACE[room], f"{dotted(path)} imports {name}"


def test_no_module_imports_itself_by_a_detour():
    """Not even where types alone are meant, or inside a function."""
    known = {dotted(path): path for path in MODULES}
    waiting = {
        name: {found for found in modules_of(path, known) if found != name}
        for name, path in known.items()
    }
    waiting = {
        name: targets for name, targets in waiting.items() if known[name].name != "__init__.py"
    }
    while waiting:
        free = {name for name, targets in waiting.items() if not targets & waiting.keys()}
        assert free, f"a circle among {sorted(waiting)}"
        waiting = {name: targets for name, targets in waiting.items() if name not in free}


def modules_of(path, known):
    """The modules that a module imports, whether by their own names or by those of what stands in
    them.
    """
    for name in imports(path):
        yield name if name in known else name.rpartition(".")[0]


def test_every_room_has_its_place_in_the_flow():
    assert {dotted(path).split(".")[0] for path in MODULES} - ENTRANCES == set(PLACE)


def test_kinds_of_arrays_are_named_in_one_place():
    assert [dotted(path) for path in MODULES if " = npt.NDArray[" in path.read_text("utf-8")] == [
        "columns.types"
    ]


def test_packaged_files_are_read_in_one_place():
    reading = [dotted(path) for path in MODULES if "importlib.resources" in path.read_text("utf-8")]
    reading += [
        dotted(path)
        for path in MODULES
        if "from importlib import resources" in path.read_text("utf-8")
    ]
    assert reading == ["data"]


@pytest.mark.parametrize(
    "path", [path for path in MODULES if dotted(path).startswith("vcard")], ids=dotted
)
def test_a_format_knows_errors_and_schema_only(path):
    rooms = {name.split(".")[0] for name in imports(path)}
    assert rooms <= {*GROUND, "schema", "words", "text", "vcard"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "matching" / "model").glob("*.py")), ids=dotted)
def test_the_model_knows_numpy_alone_and_no_comparison(path):
    from netmerge.matching.comparisons import COMPARISONS

    tree = ast.parse(path.read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {getattr(node, "module", None) or node.names[0].name for node in found}
    foreign = {name.split(".")[0] for name in modules} - {*sys.stdlib_module_names, "numpy"}
    assert foreign <= {"netmerge"}
    ours = {name for name in modules if name.startswith("netmerge.")}
    known = ("netmerge.columns.types", "netmerge.matching.model.")
    assert [name for name in ours if not name.startswith(known)] == []
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert texts & {comparison.name for comparison in COMPARISONS} == set()


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_small(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert length(node) <= LONGEST_FUNCTION, f"{node.name} has {length(node)} lines"


def length(function):
    """Lines of a function, its docstring left out."""
    first = function.body[0]
    documented = (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and ast.get_docstring(function)
    )
    return (
        function.end_lineno
        - function.lineno
        + 1
        - (first.end_lineno - first.lineno + 1 if documented else 0)
    )


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_every_module_says_in_its_first_line_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_every_public_name_is_a_documented_class_or_function():
    import netmerge.cli
    import netmerge.pipeline

    for name in set(netmerge.__all__) - {"__version__"}:
        assert callable(getattr(netmerge, name)), f"{name} is hidden by the room of that name"
        assert getattr(netmerge, name).__doc__, name


@pytest.mark.parametrize("heavy", ["pandas", "pyarrow", "numpy", "phonenumbers", "vobject"])
def test_importing_netmerge_imports_nothing_heavy(heavy):
    code = f"import netmerge, netmerge.cli, sys; sys.exit({heavy!r} in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_no_file_speaks_of_one_machine():
    places = [f"/{name}/" for name in ("work", "root", "home/")] + [
        "shared" + "/",
        "file:" + "//",
        "pypi" + ".org",
    ]
    folders = ("netmerge", "tests", "benchmarks", "docs", "examples", "fixtures", ".ci")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [path for path in ROOT.iterdir() if path.suffix in (".md", ".toml", ".txt")]
    texts = {
        path: path.read_bytes() for path in files if path.suffix not in (".pyc", ".zip", ".pyo")
    }
    assert not [
        (path.name, place)
        for path, text in texts.items()
        for place in places
        if place.encode() in text
    ]
