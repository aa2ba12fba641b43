"""The page for a visit as a file: one A4 page, always. Written by fpdf2, with its letters inside.

Imported only when somebody asks for it: that takes longer than to start, and few do.
"""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from routines import clock
from routines.insight.paper import Block, Paper, Strip, more
from routines.insight.picture import Picture

# It would name letters of the patient's own words that the font does not have.
logging.getLogger("fpdf").setLevel(logging.ERROR)

FONTS = Path(__file__).parent / "fonts"
WIDE, HIGH, MARGIN = 210.0, 297.0, 14.0
INNER = WIDE - 2 * MARGIN
COLUMNS, BETWEEN = 3, 6.0
FOOT = HIGH - MARGIN - 4
LINE = 4.1
GREY, PALE = 90, 190


class Sheet(FPDF):
    """One page, and no room beyond it: what does not fit is cut, and said to be."""

    def __init__(self, paper: Paper, language: str) -> None:
        super().__init__(format="A4")
        self.set_auto_page_break(False)
        self.set_margin(MARGIN)
        self.c_margin = 0
        self.add_font("sans", "", FONTS / "DejaVuSans.ttf")
        self.add_font("sans", "B", FONTS / "DejaVuSans-Bold.ttf")
        self.set_title(paper.title)
        self.set_lang(language)
        self.set_creation_date(clock.now())
        self.add_page()

    def letters(self, points: float, *, bold: bool = False, grey: int = 0) -> None:
        self.set_font("sans", "B" if bold else "", points)
        self.set_text_color(grey)

    def fitted(self, text: str, width: float) -> str:
        """As much of it as stands on one line."""
        if self.get_string_width(text) <= width:
            return text
        while text and self.get_string_width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def put(self, text: str, x: float, y: float, width: float) -> float:
        """One line; answers where the next one begins."""
        self.set_xy(x, y)
        self.cell(width, LINE, self.fitted(text, width))
        return y + LINE

    def lines(self, text: str, x: float, y: float, width: float, most: float) -> float:
        """As many lines as it takes and as there is room for, down to `most`."""
        wrapped = self.multi_cell(width, LINE, text, dry_run=True, output=MethodReturnValue.LINES)
        for one in cast(list[str], wrapped):
            if y + LINE > most:
                break
            y = self.put(one, x, y, width)
        return y


def written(paper: Paper, language: str) -> bytes:
    sheet = Sheet(paper, language)
    y = _head(sheet, paper)
    y = _strips(sheet, paper.strips, y + 3)
    y = _short(sheet, paper.short, y + 2)
    _wide(sheet, paper.wide, y + 3)
    sheet.letters(7.5, grey=GREY)
    sheet.put(paper.footer, MARGIN, FOOT, INNER)
    return bytes(sheet.output())


def _head(sheet: Sheet, paper: Paper) -> float:
    sheet.letters(15, bold=True)
    y = sheet.put(paper.title, MARGIN, MARGIN, INNER) + 2.5
    sheet.letters(9)
    if paper.whose:
        y = sheet.put(paper.whose, MARGIN, y, INNER)
    y = sheet.put(f"{paper.period}. {paper.told}", MARGIN, y, INNER)
    sheet.letters(7.5, grey=GREY)
    return sheet.put(paper.legend, MARGIN, y, INNER)


def _strips(sheet: Sheet, strips: Sequence[Strip], top: float) -> float:
    width = (INNER - (COLUMNS - 1) * BETWEEN) / COLUMNS
    size = strips[0].drawn.size
    high = LINE + 1 + width * size.high / size.wide + 1 + 3 * LINE + 2
    for place, strip in enumerate(strips):
        x, y = MARGIN + place % COLUMNS * (width + BETWEEN), top + place // COLUMNS * high
        sheet.letters(8.5, bold=True)
        y = sheet.put(strip.name, x, y, width) + 1
        _picture(sheet, strip.drawn, x, y, width / size.wide)
        y += width * size.high / size.wide + 1
        sheet.letters(7.5)
        y = sheet.lines(strip.says, x, y, width, y + 2 * LINE)
        sheet.letters(6.5, grey=GREY)
        sheet.put(strip.scale, x, y, width)
    return top + -(-len(strips) // COLUMNS) * high


def _picture(sheet: Sheet, drawn: Picture, left: float, top: float, scale: float) -> None:
    sheet.set_line_width(0.1)
    sheet.set_draw_color(PALE)
    for (x, y), length in drawn.lines:
        sheet.line(left + x * scale, top + y * scale, left + (x + length) * scale, top + y * scale)
    sheet.letters(6.5, grey=GREY)
    for word in drawn.up:
        width = sheet.get_string_width(word.text)
        sheet.text(left + word.at[0] * scale - width, top + word.at[1] * scale, word.text)
    for word in drawn.across:
        width = sheet.get_string_width(word.text)
        sheet.text(left + word.at[0] * scale - width / 2, top + word.at[1] * scale, word.text)
    radius = drawn.dot * scale
    sheet.set_fill_color(0)
    for x, y in drawn.told:
        sheet.circle(left + x * scale, top + y * scale, radius, style="F")
    sheet.set_draw_color(GREY)
    for x, y in drawn.missing:
        sheet.circle(left + x * scale, top + y * scale, radius * 0.9, style="D")


def _short(sheet: Sheet, blocks: Sequence[Block], top: float) -> float:
    """Two columns, each block where there is more room."""
    width = (INNER - BETWEEN) / 2
    ends = [top, top]
    for block in blocks:
        side = 0 if ends[0] <= ends[1] else 1
        x, y = MARGIN + side * (width + BETWEEN), ends[side]
        sheet.letters(8.5, bold=True)
        y = sheet.put(block.name, x, y, width)
        sheet.letters(8)
        for text in [*block.lines, *([more(block)] if block.more else [])]:
            y = sheet.put(text, x, y, width)
        ends[side] = y + 2
    return max(ends)


def _wide(sheet: Sheet, blocks: Sequence[Block], y: float) -> None:
    """Down to the foot and no further; what found no room is counted."""
    for number, block in enumerate(blocks):
        end = FOOT - LINE - (len(blocks) - number - 1) * 3 * LINE
        sheet.letters(8.5, bold=True)
        y = sheet.put(block.name, MARGIN, y, INNER)
        sheet.letters(8)
        left = len(block.lines)
        for text in block.lines:
            if y + 2 * LINE > end:
                break
            y, left = sheet.lines(f"– {text}", MARGIN, y, INNER, end - LINE), left - 1
        if left or block.more:
            y = sheet.put(more(Block(block.name, (), left + block.more)), MARGIN, y, INNER)
        y += 2
