"""Small good files in; files as a broken program, a lost cable or an enemy would leave them out.

A mutated file is a seed and a list of changes, so that hypothesis can leave out every change that
a failure does not need. A change is a function of the bytes and a step: a place in them (0 to 1),
a count and a fragment.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from hypothesis import strategies as st

Change = Callable[[bytes, "Step"], bytes]

FRAGMENTS = [
    b"", b"\0", b"\n", b"\r", b"\r\n", b"\n\n", b"\n ", b"\t", b" ", b'"', b'""', b"'", b",", b";",
    b"|", b":", b"=", b"=\n", b"\\", b"\\n", b"\\,", b"@", b"+", b"-", b"--", b"=1+1", b"?", b"*",
    b" ::: ", b" ; ", b"^n", b"%00", b"%zz", b"&#0;", b"\xff", b"\xfe\xff", b"\xff\xfe",
    b"\xef\xbb\xbf", b"\xe9", b"\x83\x5c", b"\x1b$B", b"\x1a", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
    b"\xcc\x81", b"\xe2\x80\xae", b"\xe2\x80\xa8", b"\xc2\x85", b"\xc2\xa0", b"\xef\xbf\xbd",
    b"0", b"1" * 30, b"9" * 400, b"-1", b"1e400", b"NaN", b"null", b"\xd9\xa1", b"\xc2\xb2",
    b"0/0/00", b"31 Feb 2024", b"99/99/9999", b"0000-00-00", b"2024-02-30 25:61:61 UTC",
    b"29 Feb 1900", b"9999999-12-31",
    b"04 Apr 10000", b"First Name", b"Email", b"Notes:", b"sep=;\n", b"LinkedIn Member",
    b"http://[", b"https://www.linkedin.com/in/", b"linkedin.com/in/%ff", b"http://[::1/in/x",
    b"//", b"../", b"tel:", b"mailto:", b"data:a/b;base64,", b"BEGIN:VCARD\n", b"END:VCARD\n",
    b"VERSION:2.1\n", b"AGENT:\nBEGIN:VCARD\n", b";CHARSET=UTF-16:", b";ENCODING=b:",
    b";ENCODING=QUOTED-PRINTABLE:", b";TYPE=",
    b";X-CUSTOM(CHARSET=idna,ENCODING=QUOTED-PRINTABLE,=FF)", b"item1.", b"X-ABLabel:",
    b"KIND:group\n", b"MEMBER:", b"=C3", b"=ZZ", b"PREF=\xc2\xb2;", b"BDAY:--0230\n", b"REV:0\n",
    b"From nobody Thu Jan 1\n", b"Content-Type: multipart/mixed; boundary=\n", b"=?x?b?=?=", b"[]",
    b"{}", b'{"":', b"<!DOCTYPE a>",
]  # fmt: skip


class Step(NamedTuple):
    """One change: its name, and where, how much and with what."""

    change: str
    place: float
    count: int
    fragment: bytes

    def at(self, length: int) -> int:
        """The place in something so long."""
        return min(int(self.place * length), max(length - 1, 0))


def _flip(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    return (
        data[:at]
        + bytes(byte ^ (1 << step.count % 8) for byte in data[at : at + 1])
        + data[at + 1 :]
    )


def _insert(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    return data[:at] + step.fragment * (1 + step.count % 3) + data[at:]


def _overwrite(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    return data[:at] + step.fragment + data[at + max(step.count, len(step.fragment)) :]


def _cut(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    return data[:at] + data[at + step.count :]


def _truncate(data: bytes, step: Step) -> bytes:
    return data[: step.at(len(data))] + step.fragment


def _double(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    return data[: at + step.count] + data[at:]


def _move(data: bytes, step: Step) -> bytes:
    at = step.at(len(data))
    rest, to = data[:at] + data[at + step.count :], (at * 7919 + step.count) % (len(data) + 1)
    return rest[:to] + data[at : at + step.count] + rest[to:]


def _repeat(data: bytes, step: Step) -> bytes:
    return data * (1 + step.count % 4)


def _of_lines(change: Callable[[list[bytes], list[bytes], Step], list[bytes]]) -> Change:
    """A change of the lines from a place on: it is given those before and those from there."""

    def changed(data: bytes, step: Step) -> bytes:
        lines = data.split(b"\n")
        at = step.at(len(lines))
        return b"\n".join(change(lines[:at], lines[at:], step))

    return changed


def _of_cells(change: Callable[[list[bytes], bytes], list[bytes]]) -> Change:
    """A change of the cells of one line (or, in a vCard, the parts of a property) from one of
    them on.
    """

    def changed(before: list[bytes], after: list[bytes], step: Step) -> list[bytes]:
        delimiter = max((b",", b";", b"\t", b":"), key=after[0].count)
        cells = after[0].split(delimiter)
        at = step.count % len(cells)
        return [*before, delimiter.join(cells[:at] + change(cells[at:], step.fragment)), *after[1:]]

    return _of_lines(changed)


def _recode(data: bytes, step: Step) -> bytes:
    encodings = (
        "utf-16",
        "utf-16-be",
        "utf-32",
        "utf-8-sig",
        "cp932",
        "cp1252",
        "gb18030",
        "iso2022_jp",
    )
    return data.decode("utf-8", "replace").encode(encodings[step.count % len(encodings)], "replace")


def _end_lines(data: bytes, step: Step) -> bytes:
    ends = (b"\r", b"\r\n", b"\r\r\n", b"\n\n", b"\n\r")
    return data.replace(b"\r\n", b"\n").replace(b"\n", ends[step.count % len(ends)])


CHANGES: dict[str, Change] = {
    "flip": _flip,
    "insert": _insert,
    "overwrite": _overwrite,
    "cut": _cut,
    "truncate": _truncate,
    "double": _double,
    "move": _move,
    "repeat": _repeat,
    "recode": _recode,
    "end lines": _end_lines,
    "cut lines": _of_lines(lambda before, after, step: before + after[1 + step.count % 4 :]),
    "double lines": _of_lines(
        lambda before, after, step: before + after[:1] + after * (1 + step.count % 3)
    ),
    "move line": _of_lines(
        lambda before, after, step: (
            before[: step.count] + after[:1] + before[step.count :] + after[1:]
        )
    ),
    "insert line": _of_lines(
        lambda before, after, step: [*before, step.fragment * (1 + step.count % 20), *after]
    ),
    "join lines": _of_lines(
        lambda before, after, step: [*before, step.fragment.join(after[:2]), *after[2:]]
    ),
    "fold line": _of_lines(
        lambda before, after, step: [
            *before,
            after[0][: step.count] + b"\n " + after[0][step.count :],
            *after[1:],
        ]
    ),
    "drop cell": _of_cells(lambda cells, _: cells[1:]),
    "double cell": _of_cells(lambda cells, _: [cells[0], *cells]),
    "move cell": _of_cells(lambda cells, _: [*cells[1:], cells[0]]),
    "fill cell": _of_cells(lambda cells, fragment: [fragment, *cells[1:]]),
    "quote cell": _of_cells(
        lambda cells, fragment: [b'"' + cells[0] + fragment + b'"', *cells[1:]]
    ),
}


@st.composite
def mutated(draw: st.DrawFn, seeds: list[Path]) -> tuple[str, bytes]:
    """Name and bytes of a seed after up to eight changes, at times with the end of another one."""
    seed = draw(st.sampled_from(seeds))
    data = seed.read_bytes()
    if draw(st.integers(0, 9)) == 9:
        other = draw(st.sampled_from(seeds)).read_bytes()
        data = data[: int(draw(_PLACES) * len(data))] + other[int(draw(_PLACES) * len(other)) :]
    for step in draw(st.lists(_STEPS, max_size=8)):
        data = CHANGES[step.change](data, step)[:LARGEST]
    return seed.name, data


LARGEST = 1 << 18
_PLACES = st.floats(0, 1)
_FRAGMENTS = st.one_of(
    st.sampled_from(FRAGMENTS), st.sampled_from(FRAGMENTS), st.binary(max_size=6)
)
_STEPS = st.builds(Step, st.sampled_from(sorted(CHANGES)), _PLACES, st.integers(0, 80), _FRAGMENTS)
