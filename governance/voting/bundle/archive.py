"""A bundle as one file to download, and back: packed the same way every time, unpacked within bounds.

What comes from anywhere is not believed: sizes are counted while unpacking, whatever the file says of itself, and
names, links and files in files are refused before anything is written outside its folder.
"""

import errno
import re
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from community.record.verdict import _

from ..counting.ballots import refused
from ..counting.formats.lines import PACKED

MOST_BYTES = 1_000_000_000  # of all files together, unpacked
MOST_FILES = 40
PART = 1 << 16
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day a zip file knows: when it was packed says nothing
BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, IndexError, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip
NAME = re.compile(r"(?:[\w-][\w.-]{0,99}/)?([\w-][\w.-]{0,99})", re.ASCII)


def pack(folder: Path, out: BinaryIO, inside: str) -> None:
    """Pack the files of a folder, sorted by name, into a folder of this name inside."""
    with zipfile.ZipFile(out, "w") as packed:
        for path in sorted(folder.iterdir()):
            about = zipfile.ZipInfo(f"{inside}/{path.name}", LONG_AGO)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            about.external_attr = 0o644 << 16
            about.file_size = path.stat().st_size  # large ones need it before the first byte
            with path.open("rb") as source, packed.open(about, "w") as target:
                shutil.copyfileobj(source, target, PART)


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The folder of a bundle: the one that is named, or a zip file's, unpacked for as long as it is looked at."""
    if path.is_dir():
        check_folder(path)
        yield path
        return
    with path.open("rb") as source, tempfile.TemporaryDirectory(prefix="count-") as folder:
        try:
            with zipfile.ZipFile(source) as packed:
                _unpack(packed, Path(folder))
        except BROKEN:
            raise refused(_("This zip file is broken.")) from None
        except OSError as fault:
            if fault.errno != errno.EINVAL:  # a place that no file has; anything else is our own disk's affair
                raise
            raise refused(_("This zip file is broken.")) from None
        yield Path(folder)


def check_folder(folder: Path) -> None:
    """A folder holds plain files only, few enough and small enough to read."""
    files = [one for one in folder.iterdir() if one.name[0] != "." and one.name != "__pycache__"]
    if len(files) > MOST_FILES:
        raise refused(_("There are more than %(most)s files in it."), most=MOST_FILES)
    for one in files:
        if not stat.S_ISREG(one.lstat().st_mode):
            raise refused(_("%(file)s is not a plain file."), file=one.name[:99])
    if sum(one.stat().st_size for one in files) > MOST_BYTES:
        raise refused(_("The file is too large."))


def _unpack(packed: zipfile.ZipFile, folder: Path) -> None:
    """Write the files of a zip file into a folder, without the folder they lie in there."""
    files = [one for one in packed.infolist() if not one.is_dir()]
    if len(files) > MOST_FILES:
        raise refused(_("There are more than %(most)s files in it."), most=MOST_FILES)
    left = MOST_BYTES
    for one in files:
        name = NAME.fullmatch(one.filename)
        kind = stat.S_IFMT(one.external_attr >> 16)
        if not name or (kind and not stat.S_ISREG(kind)) or one.flag_bits & 1:
            raise refused(_("%(file)s is not a plain file."), file=one.filename[:99])
        if (folder / name[1]).exists():
            raise refused(_("%(file)s is in it twice."), file=name[1])
        with packed.open(one) as source, (folder / name[1]).open("xb") as target:
            while part := source.read(PART):
                if target.tell() == 0 and part.startswith(PACKED):
                    raise refused(_("%(file)s is a packed file inside a packed file."), file=name[1])
                left -= len(part)
                if left < 0:
                    raise refused(_("Unpacked, the file is too large."))
                target.write(part)
