"""docs/cli.md holds each command's help as it is; `python tests/cli/test_reference.py` writes it
anew.
"""

import re
from pathlib import Path

import click

from netmerge.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
MARK = "<!-- reference: written by `python tests/cli/test_reference.py`, do not edit below -->\n"


def reference() -> str:
    """The help of the program and of each command, in the order of use."""
    outer = click.Context(main, info_name="netmerge", terminal_width=80, **main.context_settings)
    pages = [("netmerge", main.get_help(outer))]
    for name in main.list_commands(outer):
        command = main.commands[name]
        inner = click.Context(command, info_name=name, parent=outer, terminal_width=80)
        pages.append((f"netmerge {name}", command.get_help(inner)))
    return "".join(f"\n## {name}\n\n```text\n{text}\n```\n" for name, text in pages)


def test_the_reference_is_what_help_says():
    _, _, written = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert written == reference()


def test_every_command_shows_examples_that_its_options_allow():
    for name, command in main.commands.items():
        examples = re.findall(rf"^ +(netmerge {name} .+)$", command.help or "", re.MULTILINE)
        assert examples
        options = {option for parameter in command.params for option in parameter.opts}
        assert {
            word for example in examples for word in re.findall(r"--[\w-]+", example)
        } <= options


if __name__ == "__main__":
    prose, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    PAGE.write_text(prose + MARK + reference(), encoding="utf-8")
