"""Claims about documents in English: nothing Chinese is in them, and what would be is a problem with its place."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from shutil import copytree
from zipfile import ZipFile

import pikepdf
import pytest

from briefing.build.job import Built, Job, build, prepare
from briefing.build.workspace import find
from briefing.compose import compose
from briefing.compose.phrases import PHRASES, filled
from briefing.document import WORDS
from briefing.errors import ProblemsFound, UsageError
from briefing.inspect import examine
from briefing.model import printing
from briefing.model.language import is_chinese
from briefing.model.wording import TONGUES
from briefing.template.load import builtin_templates
from briefing.template.text import Typesetter
from tests.english.riverside import TEMPLATES, workspace

# Names of faces, in themes and runs: `<a:ea typeface="微软雅黑"/>`, `<a:font script="Hans" typeface="宋体"/>`.
_FACES = re.compile(r'typeface="[^"]*"')
_STARTS = re.compile(r".{0,30}[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef].{0,20}")


@pytest.fixture(scope="module")
def riverside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def jiangbei(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("jiangbei")
    copytree(builtin_templates().parent / "data" / "jiangbei", root / "data" / "jiangbei")
    copytree(TEMPLATES / "public", root / "templates" / "public")
    (root / "briefing.yaml").write_text("audience: public\nsystem_fonts: false\n", encoding="utf-8")
    return root


@pytest.fixture(scope="module", params=["public", "charts", "jiangbei"])
def built(request: pytest.FixtureRequest, riverside: Path, jiangbei: Path) -> Built:
    if request.param == "jiangbei":
        return build(find(jiangbei), Job(language="en"))
    return build(find(riverside), Job(audience=request.param, language="en"))


def chinese_in(data: bytes, name: str = "") -> list[str]:
    """Return every place of a package, of the workbooks in it too, that has a Chinese character outside face names."""
    found: list[str] = []
    with ZipFile(BytesIO(data)) as archive:
        for part in archive.namelist():
            content = archive.read(part)
            if part.endswith(".xlsx"):
                found += chinese_in(content, f"{part}!")
            elif part.endswith((".xml", ".rels", ".svg")):
                words = _FACES.sub("", content.decode("utf-8"))
                found += [f"{name}{part}: {match[0]}" for match in _STARTS.finditer(words)]
    return found


def test_no_part_of_an_english_deck_holds_chinese(built: Built) -> None:
    assert chinese_in((built.folder / "briefing.pptx").read_bytes()) == []


def test_no_text_or_title_of_an_english_pdf_is_chinese(built: Built) -> None:
    with pikepdf.open(built.folder / "briefing.pdf") as pdf:
        held = [str(value) for value in _strings(pdf.Root, set())]
        held += [str(value) for value in pdf.docinfo.values()]
        assert str(pdf.Root.Lang) == "en"
    assert [words for words in held if is_chinese(words)] == []
    said = examine(built.folder / "briefing.pdf")
    assert said.problems == ()
    letters = _text(built.folder / "briefing.pdf")
    assert set("abcdefghilmnoprstuvy0123456789") <= set(letters)
    assert not is_chinese(letters)


def _strings(value: object, seen: set[object], depth: int = 0) -> list[object]:
    """Return the strings of a PDF's catalogue: bookmarks, alternative texts, titles of links."""
    if isinstance(value, pikepdf.String):
        return [value]
    if isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream):
        if value.is_indirect:
            if value.objgen in seen:
                return []
            seen.add(value.objgen)
        items = value if isinstance(value, pikepdf.Array) else (value[key] for key in value.keys())  # noqa: SIM118
        return [found for item in items for found in _strings(item, seen, depth + 1)]
    return []


def _text(path: Path) -> str:
    """Return what a reader copies out of the PDF: each face's own table of characters."""
    with pikepdf.open(path) as pdf:
        maps = [obj.read_bytes() for obj in pdf.objects if isinstance(obj, pikepdf.Stream) and _is_map(obj)]
    assert maps
    codes = (code for each in maps for code in re.findall(rb"<[0-9A-F]+> <([0-9A-F]{4,})>", each))
    return "".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in codes)


def _is_map(stream: pikepdf.Stream) -> bool:
    return b"beginbfchar" in stream.read_bytes() or b"beginbfrange" in stream.read_bytes()


def test_an_english_deck_says_that_its_runs_are_english(built: Built) -> None:
    with ZipFile(built.folder / "briefing.pptx") as archive:
        slide = archive.read("ppt/slides/slide2.xml").decode("utf-8")
    assert 'lang="en-US"' in slide
    assert "zh-CN" not in slide


def test_another_language_stands_beside_the_data_s_own_files(jiangbei: Path) -> None:
    found = build(find(jiangbei), Job(language="en", formats=("pdf",)))
    assert found.folder == jiangbei / "output/jiangbei/2018_2020/public/en"
    own = build(find(jiangbei), Job(formats=("pdf",)))
    assert own.folder == jiangbei / "output/jiangbei/2018_2020/public"
    assert build(find(jiangbei), Job(language="zh", formats=("pdf",))).folder == own.folder


def test_what_is_left_out_is_said_and_kept_in_the_manifest(built: Built) -> None:
    told = [notice.message for notice in built.notices]
    assert len([message for message in told if "英文稿略去了没有英文的：" in message]) == 1
    manifest = json.loads((built.folder / "manifest.json").read_text(encoding="utf-8"))
    assert [notice["message"] for notice in manifest["notices"]] == told


def test_the_words_of_the_riverside_briefing(riverside: Path) -> None:
    ready = prepare(find(riverside), Job(language="en"))
    document = compose(ready.loaded, ready.dataset, ready.period)
    headlines = {section.path: "".join(span.text for span in section.headline) for section in document.sections}
    assert headlines == {
        "overview/summary": "PM2.5 concentration 6 μg/m³ above target; Profits turned positive",
        "economy/main": "Industrial output at 58.6% of target, 16.4 percentage points behind schedule",
        "economy/indicators": "Listed: 3 indicators with a target: 1 green, 2 red",
        "economy/league": "Town A: Industrial output the highest, at 20.50 billion yuan",
        "economy/projects": "Listed: 1 project: 1 red",
        "economy/schedule": "Industrial output at 58.6% of target, 16.4 percentage points behind schedule",
        "economy/steps": "River bridge: Start (half a year), Deck closed (49 days), Opening (1 day)",
        "living/main": "PM2.5 concentration 6 μg/m³ above target",
        "living/indicators": "Listed: 1 indicator with a target: 1 red",
        "living/projects": "Listed: 2 projects: 1 red (1 overdue), 1 green",
        "living/schedule": "PM2.5 concentration 6 μg/m³ above target",
        "honours/table": "Listed: 2 honours, 1 of them national",
        "problems/list": "Behind target",
        "appendix/figures": "Data and sources",
    }


def test_a_template_without_english_is_a_problem_for_each_text(riverside: Path) -> None:
    (riverside / "templates/public/template.en.yaml").rename(riverside / "aside.yaml")
    try:
        with pytest.raises(ProblemsFound) as caught:
            prepare(find(riverside), Job(language="en"))
    finally:
        (riverside / "aside.yaml").rename(riverside / "templates/public/template.en.yaml")
    said = [str(problem) for problem in caught.value.problems]
    assert said[0] == (
        "templates/public/template.yaml:5: 英文稿里不能有中文：cover.byline.2。"
        "请在 templates/public/template.en.yaml 的同一处写上英文，或用 null 去掉。"
    )
    assert len(said) == 13


def test_a_data_set_s_chinese_patch_is_for_chinese_alone(riverside: Path) -> None:
    folder = riverside / "templates/public"
    patch = folder / "riverside.yaml"
    patch.write_text('cover: {kicker: "中文眉题"}\n', encoding="utf-8")
    other = folder / "riverside.en.yaml"
    other.write_text('cover: {kicker: "English kicker"}\n', encoding="utf-8")
    try:
        english = prepare(find(riverside), Job(language="en")).loaded
        chinese = prepare(find(riverside), Job()).loaded
    finally:
        patch.unlink()
        other.unlink()
    assert (english.template.cover.kicker, chinese.template.cover.kicker) == ("English kicker", "中文眉题")


def test_an_unknown_language_lists_the_known_ones(riverside: Path) -> None:
    with pytest.raises(UsageError, match=r"不会写“fr”这种语言。可用的有：zh、en。"):
        prepare(find(riverside), Job(language="fr"))


def test_chinese_that_comes_with_the_data_is_a_problem_of_its_section(riverside: Path) -> None:
    ready = prepare(find(riverside), Job(language="en"))
    highlights = ready.dataset.highlights
    spoilt = replace(ready.dataset, highlights=(replace(highlights[0], text="a 中文 b"), *highlights[1:]))
    with pytest.raises(ProblemsFound) as caught:
        compose(ready.loaded, spoilt, ready.period)
    assert "honours/table: 英文稿里还有中文：“a 中文 b”。" in str(caught.value)


def test_no_english_word_of_the_program_is_chinese() -> None:
    records = (WORDS["en"], PHRASES["en"], PHRASES["en"].charts, TONGUES["en"].MARKS, TONGUES["en"].PARTS)
    words = [word for record in records for word in _fields(record)]
    assert [word for word in words if is_chinese(word)] == []


def _fields(record: object) -> list[str]:
    found: list[str] = []
    for field in fields(record):  # type: ignore[arg-type]  # only dataclasses are given
        value = getattr(record, field.name)
        found += [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else []
    return found


def test_a_phrase_has_the_same_figures_in_every_language() -> None:
    """What one language fills in, another may leave out (a subject), but must not ask for more."""
    slots = re.compile(r"\{(\w+)\}")
    for field in fields(PHRASES["zh"]):
        chinese, english = getattr(PHRASES["zh"], field.name), getattr(PHRASES["en"], field.name)
        if isinstance(chinese, str) and field.name not in {"league_note", "several"}:
            assert set(slots.findall(english)) <= set(slots.findall(chinese)), field.name


def test_filters_of_lists_and_numbers_speak_english() -> None:
    setter = Typesetter({"names": ("A", "B", "C"), "many": tuple(range(6))}, language="en")
    assert [span.text for span in setter.set("{{ names | join }}")] == ["A, B and C"]
    assert [span.text for span in setter.set("{{ many | count | chinese }}")] == ["six"]
    assert [span.text for span in setter.set("{{ names | join(' / ') }}")] == ["A / B / C"]


def test_a_filled_phrase_keeps_its_figures_and_takes_words_as_they_are() -> None:
    figure = printing.count("x", "", 3, "项")
    made = filled("{subject}{total}指标", subject="{total}共", total=figure)
    assert [(span.text, span.figure) for span in made] == [("{total}共", None), ("3项", figure), ("指标", None)]
    assert [span.text for span in filled("{number}{word}灯", number="3", word="红")] == ["3红灯"]
