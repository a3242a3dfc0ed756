"""`python -m netmerge`: the same as the command `netmerge`."""

from netmerge.cli import main

if __name__ == "__main__":
    main(prog_name="netmerge")
