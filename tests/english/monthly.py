"""data/demo-monthly in a workspace of its own, with English names for all that has none there: projects, steps, …"""

from __future__ import annotations

import csv
from pathlib import Path
from shutil import copytree

from briefing.template.load import builtin_templates

TEMPLATES = Path(__file__).parent
_ENGLISH = {
    "projects.csv": ("name", "name_en", "Project"),
    "milestones.csv": ("name", "name_en", "Step"),
    "highlights.csv": ("text", "text_en", "Honour"),
    "indicators.csv": ("definition", "definition_en", "Definition"),
}


def workspace(root: Path) -> Path:
    """Write the data set and the template `boards`, which shows every kind of table."""
    data = root / "data" / "demo-monthly"
    copytree(builtin_templates().parent / "data" / "demo-monthly", data)
    copytree(TEMPLATES / "boards", root / "templates" / "boards")
    for name, (own, other, word) in _ENGLISH.items():
        _translate(data / name, own, other, word)
    (root / "briefing.yaml").write_text("audience: boards\nsystem_fonts: false\n", encoding="utf-8")
    return root


def _translate(path: Path, own: str, other: str, word: str) -> None:
    """Number the rows of a table in English; departments, which have no English of their own, are numbered instead."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        row[other] = f"{word} {number}" if row[own] else ""
        department = row.get("department")
        if department:
            row["department"] = f"Department {numbers.setdefault(department, len(numbers) + 1)}"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
