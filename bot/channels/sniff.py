"""What a file really is, by what it holds: whether it may be kept, and how it is called when nobody said."""

import io
import re
import zipfile

import puremagic

from bot.channels.filenames import safe, suffix


def _suffixes(words: str) -> frozenset[str]:
    return frozenset(f".{word}" for word in words.split())


PROGRAMS = _suffixes(
    "exe com scr pif cpl msi msp mst msc msix msixbundle appx appxbundle bat cmd ps1 psm1 psd1 vb "
    "vbs vbe js jse mjs cjs wsf wsh wsc ws sct hta jar jnlp class dex apk aab xapk apks ipa "
    "app dmg pkg deb rpm run appimage hap sh bash zsh csh ksh command tool py pyc pyw pyz rb pl "
    "php asp aspx jsp lua lnk url desktop webloc inf reg scf library-ms search-ms settingcontent-ms "
    "appref-ms application theme chm hlp dll sys drv ocx so dylib elf xll wll xla xlam ppa ppam "
    "docm dotm xlsm xltm pptm potm ppsm sldm accde mde iqy slk swf gadget air workflow scpt action "
    "nupkg crx xpi vsix"
)
"""What a double click runs or installs, and Office files whose very name says that they carry macros."""

SEALED = _suffixes(
    "rar 7z tar gz tgz bz2 tbz2 xz txz zst lz lzma z cab ace arj lzh lha iso img udf vhd vhdx "
    "vmdk wim alz egg uue xxe hqx sit"
)
"""Archives and images that we do not look into, and that may hold any of the above."""

_PROGRAM_HEADS = re.compile(
    rb"MZ[^\0]{0,62}\0|\x7fELF|\xfe\xed\xfa[\xce\xcf]|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xd0\x0d|"
    rb"dex\n|#! ?/|\x4c\0\0\0\x01\x14\x02\0|\[InternetShortcut\]|\[Desktop Entry\]|MSCF\0|ISc\(|!<arch>\n|"
    rb"\xed\xab\xee\xdb|xar!\0|ITSF\x03\0|\0asm|[FCZ]WS[\x01-\x30]|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|"
    rb"\x1f\x9d|BZh[1-9]1AY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|LZIP\x01|REGEDIT4|Windows Registry Editor|Cr24[\2\3]\0"
)
_MACRO_PROJECT = "_VBA_PROJECT".encode("utf-16-le")
_SLIDES_WITH_MACROS = re.compile(rb"\x1f\0\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0(?s:....)[^\0]")
"""VBAInfoAtom with its fHasMacros, in PowerPoint's own stream ([MS-PPT] 2.4.10)."""

_INSTALLER = bytes.fromhex("84100c0000000000c000000000000046")
"""The class of .msi."""

_PACKAGE = "Ole10Native".encode("utf-16-le")
_PACKED_PROGRAM = re.compile(rb"\.(?i:exe|scr|com|bat|cmd|pif|vbs|vbe|jse|wsf|hta|lnk|ps1|msi|jar)\0")
_IN_ZIP = re.compile(
    r"vbaproject|(^|/)macrosheets/|^basic/script|^androidmanifest\.xml$|^appxmanifest\.xml$|^meta-inf/manifest\.mf$",
    re.IGNORECASE,
)
_OWN_SCRIPTS = {".ggb": "geogebra_javascript.js", ".ggt": "geogebra_javascript.js"}
"""GeoGebra puts one script into every worksheet and runs it only within itself."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08")
_OFFICE = {
    ".docx": "word/",
    ".xlsx": "xl/",
    ".pptx": "ppt/",
    ".dotx": "word/",
    ".xltx": "xl/",
    ".xlsb": "xl/",
    ".potx": "ppt/",
    ".ppsx": "ppt/",
}
_STREAMS = {".doc": "WordDocument", ".xls": "Workbook", ".ppt": "PowerPoint Document"}
_OLD_OFFICE = _suffixes("doc dot xls xlt ppt pps pot wps wpt et ett dps dpt")
_PICTURES = _suffixes("jpg jpeg jpe jfif png gif bmp webp tif tiff heic heif avif")
_TEXTS = _suffixes("txt csv tsv md json xml")
_COMMON = _PICTURES | _suffixes("pdf mp4 mov mp3 m4a amr wav rtf")

_HEAD = 4096
_DEEPEST = 3
_MOST_ENTRIES = 5000
_MOST_UNPACKED = 200 * 1024 * 1024


def dangerous(name: str, data: bytes) -> bool:
    """Whether it is, holds or may hold a program, a script, a shortcut or a macro, or is not what its name says."""
    return not _agrees(suffix(safe(name)), data) or _dangerous(name, data, _Budget(), 0)


def suffix_of(data: bytes) -> str:
    """The suffix for what people commonly send, "" for the rest."""
    if data.startswith(_ZIP):
        names = _names(data)
        return next((known for known, top in _OFFICE.items() if any(name.startswith(top) for name in names)), ".zip")
    if data.startswith(_OLE):
        return next((known for known, stream in _STREAMS.items() if stream.encode("utf-16-le") in data), "")
    found = next((match.extension for match in _matches(data) if match.extension in _COMMON), "")
    return {".jfif": ".jpg", ".jpeg": ".jpg", ".jpe": ".jpg", ".tif": ".tiff"}.get(found, found)


class _Budget:
    """What one file may unpack to, with all that is in it."""

    def __init__(self) -> None:
        self.entries = _MOST_ENTRIES
        self.bytes = _MOST_UNPACKED


def _dangerous(name: str, data: bytes, budget: _Budget, depth: int) -> bool:
    ending = suffix(safe(name))
    if ending in PROGRAMS or ending in SEALED or _PROGRAM_HEADS.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf \r\n\t")):
        return True
    if data.startswith(_OLE):
        return _ole_holds(data)
    if data.startswith(_ZIP):
        return _zip_holds(ending, data, budget, depth)
    return data[0x8001:0x8006] == b"CD001" or (data.startswith(b"{\\rtf") and b"\\objdata" in data)


def _agrees(ending: str, data: bytes) -> bool:
    """Whether the content is what the suffix promises; suffixes that promise nothing agree with anything."""
    if ending in _OFFICE:
        top = _OFFICE[ending]
        encrypted = data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data
        return encrypted or any(name.startswith(top) for name in _names(data))
    if ending in _OLD_OFFICE:
        return data.startswith((_OLE, b"{\\rtf")) or suffix_of(data) in _OFFICE
    if ending in _PICTURES:
        return data[4:8] == b"ftyp" or any(match.extension in _PICTURES for match in _matches(data))
    if ending in _TEXTS:
        return b"\0" not in data[:_HEAD] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    promised = {".pdf": b"%PDF-" in data[:1024], ".zip": data.startswith(_ZIP)}
    return promised.get(ending, True)


def _matches(data: bytes) -> list[puremagic.PureMagicWithConfidence]:
    try:
        return puremagic.magic_string(data[:_HEAD])
    except (puremagic.PureError, ValueError):
        return []


def _ole_holds(data: bytes) -> bool:
    """The old Office container: macros, an installer, or a program as an embedded object."""
    if _MACRO_PROJECT in data or _INSTALLER in data or _SLIDES_WITH_MACROS.search(data):
        return True
    return _PACKAGE in data and _PACKED_PROGRAM.search(data) is not None


def _names(data: bytes) -> list[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except Exception:  # a hostile archive makes zipfile raise errors of all sorts
        return []


def _zip_holds(ending: str, data: bytes, budget: _Budget, depth: int) -> bool:
    """Whether something in it is dangerous; what cannot be opened, or is too much, counts as that."""
    if depth >= _DEEPEST:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = (entry for entry in archive.infolist() if not entry.is_dir())
            return any(_entry_is(archive, entry, ending, budget, depth) for entry in files)
    except Exception:  # as above
        return True


def _entry_is(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, ending: str, budget: _Budget, depth: int) -> bool:
    budget.entries -= 1
    if budget.entries < 0 or _IN_ZIP.search(entry.filename):
        return True
    if entry.filename == _OWN_SCRIPTS.get(ending):
        return False
    with archive.open(entry) as file:
        data = file.read(_HEAD)
        if data.startswith((*_ZIP, _OLE)):
            data += file.read(max(0, budget.bytes - len(data)) + 1)
    budget.bytes -= len(data)
    return budget.bytes < 0 or _dangerous(entry.filename, data, budget, depth + 1)
