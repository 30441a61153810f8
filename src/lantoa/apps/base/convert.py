"""Converters to PDF and PNG: each runs in a child process with limits and without a way to the network (ADR 0006).

A child sees an empty home, a working folder that is removed afterwards and none of the service's environment. The way
to the network is closed by proxies that point at a dead port: both programs then make no connection to any other
address. Typst asks the network for packages only, and our sources name none. No namespaces are needed, so this works in
plain containers.
"""

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lantoa.apps.base.limited import OutOfTime, run_limited
from lantoa.core.charts import standalone_svg
from lantoa.core.layout import Document, to_docx, to_typst, typst_files
from lantoa.core.layout.fonts import FONT_FOLDER

SECONDS = 120

_VIEW_BOX = re.compile(r'<svg [^>]*viewBox="0 0 (?P<width>[1-9][0-9]*) (?P<height>[1-9][0-9]*)"')
_TYPST_CHILD = """
import json, sys, typst
job = json.load(open("job.json", encoding="utf-8"))
typst.compile(
    "main.typ", output=job["output"], format=job["format"], ppi=job["ppi"], root=".", font_paths=job["fonts"],
    ignore_system_fonts=True, package_path="packages", package_cache_path="packages", timestamp=0,
)
"""


class ConversionFailed(RuntimeError):
    """A file could not be converted; the message is Vietnamese, `detail` is what the converter said, for the log."""

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.detail = detail


class PdfFailed(ConversionFailed):
    """A PDF could not be made."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF file and the program that made it: "LibreOffice" or "Typst"."""

    content: bytes
    made_by: str


def make_pdf(document: Document) -> Pdf:
    """The document as PDF, by LibreOffice from the Word file where it is installed, else by Typst.

    Raises PdfFailed. A report of eight pages takes about 2 s with LibreOffice and a fifth of a second with Typst.
    """
    if shutil.which("soffice"):
        return Pdf(docx_to_pdf(to_docx(document)), "LibreOffice")
    return Pdf(typst_to_pdf(to_typst(document), FONT_FOLDER, typst_files(document)), "Typst")


def docx_to_pdf(docx: bytes, *, seconds: int = SECONDS) -> bytes:
    """The Word file as a tagged PDF with bookmarks, made by LibreOffice with a profile that lives for this call only.

    Raises PdfFailed when `soffice` is missing, runs out of time or memory, or gives no PDF.
    """
    program = shutil.which("soffice")
    if program is None:
        raise PdfFailed("Máy chủ chưa cài LibreOffice nên không chuyển được tệp Word sang PDF.")
    options = {"UseTaggedPDF": True, "ExportBookmarks": True, "UseLosslessCompression": True}
    export = json.dumps({name: {"type": "boolean", "value": str(value).lower()} for name, value in options.items()})
    with tempfile.TemporaryDirectory(prefix="lantoa-pdf-") as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(docx)
        (folder / "fonts.conf").write_text(_font_settings(), encoding="utf-8")
        command = [
            program, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", f"pdf:writer_pdf_Export:{export}", "--outdir", str(folder), str(folder / "document.docx"),
        ]  # fmt: skip
        said = _run(command, folder, seconds, PdfFailed("Chuyển tệp Word sang PDF quá thời gian cho phép."))
        made = folder / "document.pdf"
        if not made.is_file() or not made.read_bytes().startswith(b"%PDF-"):
            raise PdfFailed("LibreOffice không tạo được tệp PDF.", said)
        return made.read_bytes()


def typst_to_pdf(source: str, fonts: Path, files: Mapping[str, bytes], *, seconds: int = SECONDS) -> bytes:
    """The Typst source as a tagged PDF; `files` lie beside the source under their plain names. Raises PdfFailed."""
    return _by_typst(source, fonts, files, output="pdf", seconds=seconds, failure=PdfFailed("Không tạo được tệp PDF."))


def svg_to_png(svg: str, *, width_px: int, seconds: int = SECONDS, fonts: Path = FONT_FOLDER) -> bytes:
    """A chart of core/charts as PNG on white, exactly so many pixels wide; tokens take their fallback colours.

    `fonts` is the folder that holds what the picture names; a picture that names no font is set in Liberation Serif.

    Raises ConversionFailed when the picture is not a readable SVG or the width is outside 16-8000.
    """
    failure = ConversionFailed("Không chuyển được biểu đồ sang ảnh PNG.")
    if not 16 <= width_px <= 8000:
        raise ConversionFailed("Chiều rộng ảnh phải từ 16 đến 8000 điểm ảnh.")
    shape = _VIEW_BOX.search(svg)
    if shape is None:
        raise failure
    height_px = round(width_px * int(shape["height"]) / int(shape["width"]))
    source = (
        f"#set page(width: {width_px}pt, height: {height_px}pt, margin: 0pt, fill: white)\n"
        f'#image("chart.svg", width: 100%, height: 100%, fit: "stretch")\n'
    )
    files = {"chart.svg": standalone_svg(svg).encode("utf-8", "replace")}
    return _by_typst(source, fonts, files, output="png", seconds=seconds, failure=failure)


def _by_typst(
    source: str, fonts: Path, files: Mapping[str, bytes], *, output: str, seconds: int, failure: ConversionFailed
) -> bytes:
    with tempfile.TemporaryDirectory(prefix="lantoa-typst-") as name:
        folder = Path(name)
        for file_name, content in files.items():
            if Path(file_name).name != file_name:
                raise ValueError(f"not a plain file name: {file_name}")
            (folder / file_name).write_bytes(content)
        (folder / "main.typ").write_text(source, encoding="utf-8")
        (folder / "packages").mkdir()
        job = {"output": f"made.{output}", "format": output, "ppi": 72.0, "fonts": [str(fonts)]}
        (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        said = _run([sys.executable, "-I", "-c", _TYPST_CHILD], folder, seconds, failure)
        made = folder / f"made.{output}"
        if not made.is_file():
            failure.detail = said
            raise failure
        return made.read_bytes()


def _run(command: list[str], folder: Path, seconds: int, too_slow: ConversionFailed) -> str:
    """Runs the command under the limits; gives back what it said. SAL_USE_VCLPLUGIN: LibreOffice without a display."""
    own = {"SAL_USE_VCLPLUGIN": "svp", "FONTCONFIG_FILE": str(folder / "fonts.conf")}
    try:
        return run_limited(command, folder, seconds=seconds, environment=own).said
    except OutOfTime:
        raise too_slow from None


def _font_settings() -> str:
    """The fonts LibreOffice may use: ours, then the machine's, but no Liberation Serif without Vietnamese letters.

    Version 1 of Liberation Serif (font version 1.07.4 as fontconfig counts it) stands in for Times New Roman on older
    systems and has no ă, ơ, ư, ạ …: every such letter would come from another font in the middle of a word.
    """
    return f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{escape(str(FONT_FOLDER))}</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><pattern>
    <patelt name="family"><string>Liberation Serif</string></patelt>
    <patelt name="fontversion"><int>70123</int></patelt>
  </pattern></rejectfont></selectfont>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
