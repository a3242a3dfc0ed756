"""How the pages become a site: `sphinx-build -W docs site` (the extra docs).

The pages are plain Markdown, read as they are; what a site needs beside them, the order of the
pages and the reference of the library, is put in here.
"""

from __future__ import annotations

import re
from importlib.metadata import version as version_of

import netmerge

project = "netmerge"
author = "the developers of netmerge"
release = version_of("netmerge")

extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "index"
myst_heading_anchors = 4
autodoc_typehints = "none"
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}

html_theme = "furo"
html_title = "netmerge"
html_copy_source = False
html_show_sphinx = False
# the theme's own files only: nothing is fetched from elsewhere when a page is opened
html_theme_options = {"top_of_page_buttons": []}

ORDER = {
    "Use": (
        "start",
        "daily",
        "cli",
        "output-files",
        "book",
        "page",
        "giving-back",
        "large",
        "limits",
        "privacy",
    ),
    "Sources": ("sources/*",),
    "How it decides": ("how-it-works", "cleaning", "matching", "merging", "personal-notes"),
    "The library": ("python", "list-columns", "tables", "glossary"),
    "For developers": ("developers/*",),
}
ELSEWHERE = re.compile(r"\]\(((?:\.\./)+[^)#\s]+\.(?:md|ipynb))(?:#[^)\s]*)?\)")
"""A link to a page that is none of the site's: it becomes one to the file."""
FOLDER = re.compile(r"\[([^\]]+)\]\((?:\.\./)+[\w/-]+/\)")
"""A link to a folder, which a site cannot show."""


def contents() -> str:
    """The site's table of contents; a page that is in no list of it is an error."""
    return "\n".join(_tree(caption, pages) for caption, pages in ORDER.items())


def _tree(caption: str, pages: tuple[str, ...]) -> str:
    lines = ("```{toctree}", ":hidden:", ":glob:", f":caption: {caption}", "", *pages, "```", "")
    return "\n".join(lines)


def reference() -> str:
    """Every public name with its docstring."""
    names = sorted(set(netmerge.__all__) - {"__version__"})
    return "\n".join(["", "## Every name", "", "```{eval-rst}", *map(_entry, names), "```", ""])


def _entry(name: str) -> str:
    found = getattr(netmerge, name)
    directive = "autoclass" if isinstance(found, type) else "autofunction"
    return f".. {directive}:: netmerge.{name}"


def complete(_: object, page: str, source: list[str]) -> None:
    """What Sphinx does with a page's text before it is read."""
    text = FOLDER.sub(r"\1", ELSEWHERE.sub(r"](path:\1)", source[0]))
    added = {"index": contents, "python": reference}.get(page)
    source[0] = f"{text}\n{added()}" if added else text


def setup(app: object) -> None:
    """What Sphinx calls at its start."""
    app.connect("source-read", complete)  # type: ignore[attr-defined]
