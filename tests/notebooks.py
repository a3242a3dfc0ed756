"""The notebooks of examples/ run from top to bottom, two at a time; `--force` writes what they
show, without any trace of when and where.

    python -m tests.notebooks [--force]
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent / "examples"


def run(path):
    """The notebook with what its cells show; a cell that fails is an error."""
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, record_timing=False, timeout=300, resources=resources).execute()
    for cell in notebook.cells:
        cell["metadata"] = {}
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    return notebook


def main():
    paths = sorted(EXAMPLES.glob("*.ipynb"))
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(run, paths))
    if "--force" in sys.argv[1:]:
        for path, notebook in zip(paths, done, strict=True):
            nbformat.write(notebook, path)


if __name__ == "__main__":
    main()
