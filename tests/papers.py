"""What stands in a PDF, as poppler reads it."""

import shutil
import subprocess
from pathlib import Path


def find_tool(name: str = "pdftotext") -> str:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"no {name}: poppler-utils is missing")
    return found


def pages(pdf: bytes, folder: Path) -> list[str]:
    """The text of each page, laid out as it is seen."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    asked = [find_tool(), "-layout", "-enc", "UTF-8", str(file), "-"]
    said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout  # noqa: S603 - a file of ours
    return said.removesuffix("\f").split("\f")


def fonts(pdf: bytes, folder: Path) -> list[str]:
    """One line for each font, as pdffonts says it."""
    file = folder / "paper.pdf"
    file.write_bytes(pdf)
    asked = [find_tool("pdffonts"), str(file)]
    said = subprocess.run(asked, capture_output=True, check=True, text=True).stdout  # noqa: S603
    return said.splitlines()[2:]
