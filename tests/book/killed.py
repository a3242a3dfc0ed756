"""What a process does to a book that is to be killed while it does it: add, note,
circle, undo, over and over. Its arguments are the book, and files to add.
"""

import sys

import netmerge as nm


def main() -> None:
    """Work until killed."""
    path, *files = sys.argv[1:]
    turn = 0
    while True:
        with nm.Book(path) as book:
            book.note(book.contacts["contact_id"].iloc[0], f"word {turn}", on="2026-10-01")
            sys.stdout.write("begun\n")
            sys.stdout.flush()
            book.add(files[turn % len(files)], today="2026-11-01")
            book.undo()
        turn += 1


if __name__ == "__main__":
    main()
