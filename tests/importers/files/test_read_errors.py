"""A disk that fails, or a file that is cut short, while it is read: one error that says so."""

import errno
import io
from pathlib import Path

import pytest

from netmerge.errors import ReadError
from netmerge.importers import read_all

CSV = "First Name,Last Name,Email\n" + "".join(
    f"Ada,Brandt,ada{number}@b.example\n" for number in range(4000)
)
MAIL = "".join(
    f"From a@b.example Thu Jan  1 00:00:00 2020\nFrom: a{number}@b.example\nTo: me@b.example\n"
    f"Date: Thu, 1 Jan 2020 00:00:00 +0000\nSubject: x\n\nHello\n\n"
    for number in range(900)
)


class Failing(io.RawIOBase):
    """A file whose n-th read fails, or comes to its end, as all after it do."""

    def __init__(self, path, counts, at, cut):
        self.file = io.open(path, "rb", buffering=0)  # noqa: SIM115, UP020 (the real one)
        self.counts, self.at, self.cut = counts, at, cut

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, *place):
        return self.file.seek(*place)

    def fileno(self):
        return self.file.fileno()

    def readinto(self, buffer):
        self.counts.append(1)
        if len(self.counts) >= self.at:
            if not self.cut:
                raise OSError(errno.EIO, "Input/output error")
            return 0
        return self.file.readinto(memoryview(buffer)[:8192])

    def close(self):
        self.file.close()
        super().close()


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read a file of which the n-th read goes wrong; how many reads there were."""

    def read(name, text, at, cut=False):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        counts = []

        real = Path.open

        def opened(one, *args, **kwargs):
            if one != path:
                return real(one, *args, **kwargs)
            return io.BufferedReader(Failing(one, counts, at, cut), 1 << 14)

        with monkeypatch.context() as patched:
            patched.setattr(Path, "open", opened)
            read_all([path])
        return len(counts)

    return read


@pytest.mark.parametrize(("name", "text"), [("book.csv", CSV), ("all.mbox", MAIL)])
def test_whatever_read_fails_is_an_error_of_ours(read, name, text):
    reads = read(name, text, at=10**9)
    for at in {2, reads // 2, reads}:
        with pytest.raises(ReadError, match="Input/output error"):
            read(name, text, at)


@pytest.mark.parametrize(("name", "text"), [("book.csv", CSV), ("all.mbox", MAIL)])
def test_a_file_that_is_cut_short_while_it_is_read_is_an_error(read, name, text):
    reads = read(name, text, at=10**9)
    with pytest.raises(ReadError, match="was cut short while it was read"):
        read(name, text, reads - 4, cut=True)
