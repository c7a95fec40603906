"""Content as JSON in, the same deck and PDF out, straight on python-pptx, reportlab, altair and vl-convert.

    python bench/handwritten.py CONTENT.json OUT_DIR

What somebody would write for this one briefing without a package: the yardstick that `briefing build` is measured by.
Nothing of `briefing` is imported, and nothing is done that the files do not need.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas
import uharfbuzz as hb
import vl_convert
from handwritten_deck import write_deck
from handwritten_pdf import SOURCE_WORD, write_pdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from ruamel.yaml import YAML
from svglib.fonts import register_font

DATA = Path(__file__).resolve().parents[1] / "data" / "jiangbei"
FONT = files("justmytype_intl_cjk") / "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"
RED = "#B3261E"
Content = dict[str, Any]


def read(path: Path, data: Path = DATA) -> Content:
    """Read the words from the JSON, the numbers of the cards from the CSV files, colours from the YAML file."""
    content: Content = json.loads(path.read_text(encoding="utf-8"))
    described = YAML(typ="safe").load(data / "dataset.yaml")
    colors = {theme["id"]: theme["color"] for theme in described["themes"]}
    numbers = figures(data)
    for section in content["sections"]:
        section["color"] = colors.get(section["theme"], RED)
        for block in section["blocks"]:
            for card in block.get("cards", ()):
                card["text"] = numbers.get((card["indicator"], card["period"]), card["text"])
    return content


def figures(data: Path) -> dict[tuple[str, str], str]:
    """Return what is printed for each indicator and period, with the digits as published."""
    indicators = pandas.read_csv(data / "indicators.csv", dtype=str, keep_default_na=False)
    observations = pandas.read_csv(data / "observations.csv", dtype=str, keep_default_na=False)
    frame = observations.merge(indicators[["id", "kind", "unit"]], left_on="indicator", right_on="id")
    frame = frame[frame["value"] != ""]
    ranks = frame["kind"] == "rank"
    printed = frame["value"].where(~ranks, "第" + frame["value"])
    more = frame["qualifier"] == "余"
    printed = (printed + "余").where(more, frame["qualifier"] + printed) + frame["unit_y"]
    return dict(zip(zip(frame["indicator"], frame["period"], strict=True), printed, strict=True))


def register_fonts(text: str, folder: str) -> None:
    """Cut the variable font to the characters of `text` in two weights, for ReportLab, svglib and vl-convert."""
    face = hb.Face(hb.Blob.from_file_path(str(FONT)))
    for name, weight in (("Regular", 400), ("Bold", 700)):
        plan = hb.SubsetInput()
        plan.sets(hb.SubsetInputSets.UNICODE).update({ord(character) for character in text} | set(range(0x20, 0x7F)))
        plan.sets(hb.SubsetInputSets.NAME_ID).update({16, 17})
        plan.flags = hb.SubsetFlags.NO_HINTING
        plan.pin_axis_location(face, "wght", weight)
        path = Path(folder, f"{name}.ttf")
        path.write_bytes(plan.subset(face).blob.data)
        font = TTFont(name, str(path))
        # Both weights carry the variable font's name, and ReportLab embeds one font a name.
        font.face.name = f"NotoSansSC-{name}".encode()
        pdfmetrics.registerFont(font)
        register_font("Noto Sans SC", str(path), weight="normal" if weight == 400 else "bold", rlgFontName=name)
    pdfmetrics.registerFontFamily("Regular", normal="Regular", bold="Bold", italic="Regular", boldItalic="Bold")
    vl_convert.register_font_directory(folder)


def write(content: Content, folder: Path) -> None:
    """Write both files; the fonts have to be registered."""
    folder.mkdir(parents=True, exist_ok=True)
    write_pdf(content, folder / "briefing.pdf")
    write_deck(content, folder / "briefing.pptx")


def main() -> None:
    """Read the content and write both files."""
    content = read(Path(sys.argv[1]))
    with TemporaryDirectory() as fonts:
        register_fonts(json.dumps(content, ensure_ascii=False) + SOURCE_WORD, fonts)
        write(content, Path(sys.argv[2]))


if __name__ == "__main__":
    main()
