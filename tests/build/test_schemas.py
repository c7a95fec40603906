"""Claims about the JSON Schemas for editors: what is shipped is valid by them, what is misspelt is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from typer.testing import CliRunner

from briefing.build.schema_words import words
from briefing.build.schemas import DIALECT, dataset_schema, template_schema
from briefing.build.starter import create
from briefing.cli import app
from briefing.sources.keys import DatasetKeys
from briefing.template.load import builtin_templates
from briefing.template.schema import Template

BUILT_IN = builtin_templates()


def faults(schema: dict[str, Any], text: str) -> list[str]:
    """Return the paths that a file is at fault at, its scalars taken as editors take them."""
    value = YAML(typ="safe", pure=True).load(text)
    plain = json.loads(json.dumps(value, default=date.isoformat))
    found = Draft202012Validator(schema).iter_errors(plain)
    return ["/".join(map(str, error.absolute_path)) for error in found]


@pytest.mark.parametrize("schema", [template_schema(), dataset_schema()], ids=["template", "dataset"])
def test_the_schemas_are_schemas_and_name_no_address_but_their_dialect(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert json.dumps(schema).count("://") == 1


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*/*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_built_in_template_and_patch_is_valid(path: Path) -> None:
    assert faults(template_schema(), path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((BUILT_IN.parent / "data").glob("*/dataset.yaml")), ids=lambda p: p.parent.name)
def test_every_data_set_that_is_shipped_is_valid(path: Path) -> None:
    assert faults(dataset_schema(), path.read_text(encoding="utf-8")) == []


PAGE = "chapters: {a: {pages: {p: {%s}}}}"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("name: x\nwrods: {closing: 完}\n", ""),
        ("style: {acent: '#000000'}\n", "style"),
        ("style: {accent: red}\n", "style/accent"),
        (PAGE % "headlin: x", "chapters/a/pages/p"),
        (PAGE % "blocks: {b: {kind: chrat}}", "chapters/a/pages/p/blocks/b/kind"),
        (PAGE % "blocks: {b: {kind: table, of: league, tone: good}}", "chapters/a/pages/p/blocks/b"),
        (PAGE % "blocks: {b: {limt: 3}}", "chapters/a/pages/p/blocks/b"),
        (PAGE % "aftr: q", "chapters/a/pages/p"),
        ("html: {}\n", ""),
        ("pdf: {fonts: {bdy: {families: [宋体]}}}\n", "pdf/fonts"),
        ("precision: {gdp: many}\n", "precision/gdp"),
        ("extends: [a]\n", "extends"),
    ],
)
def test_what_is_misspelt_is_found(text: str, path: str) -> None:
    found = faults(template_schema(), text)
    assert set(found) == {path}


@pytest.mark.parametrize(
    "text",
    [
        "extends: _base\nname: 2024\norder: [a, b]\nendnotes: null\n",
        "chapters: {replace: true, a: null, b: {after: a, order: [p], pages: {}}}\n",
        PAGE % "before: q, order: [x], label: null",
        PAGE % "blocks: {b: {limit: 3, after: c}, c: null, d: {replace: true, kind: callout, text: 话}}",
        "themes: {industry: {order: [main], main: {headline: 话, blocks: {chart: {indicators: [a]}}}}}\n",
        "periods: [2019, 2018..2020]\nprecision: {a: 0, b: null}\n",
        "pptx: {style: {accent: '#123456'}, words: {closing: 完}}\n",
        "pdf: {fonts: {replace: true, body: {file: a.ttf}}}\n",
    ],
)
def test_the_keys_of_inheritance_are_known(text: str) -> None:
    assert faults(template_schema(), text) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("title: x\nthemes: [{id: a, name: b, colour: '#000000'}]\n", "themes/0"),
        ("title: x\nthemes: [{id: a, name: b, color: red}]\n", "themes/0/color"),
        ("title: x\ntheems: []\nthemes: [{id: a, name: b}]\n", ""),
        ("themes: [{id: a, name: b}]\n", ""),
    ],
)
def test_what_is_misspelt_in_a_data_set_is_found(text: str, path: str) -> None:
    assert faults(dataset_schema(), text) == [path]


def keys(model: Any, made: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((model.__name__, field) for field in made["properties"])
    for name, each in made["$defs"].items():
        yield from ((name, field) for field in each["properties"] if name.endswith(("Spec", "Keys")))


@pytest.mark.parametrize("model", [Template, DatasetKeys])
def test_every_key_is_explained_to_who_writes_it(model: Any) -> None:
    assert [f"{name}.{field}" for name, field in keys(model, model.model_json_schema()) if not words(name, field)] == []


def test_the_command_prints_or_writes_a_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert json.loads(CliRunner().invoke(app, ["template", "schema"]).stdout) == template_schema()
    done = CliRunner().invoke(app, ["template", "schema", "--dataset", "-o", "new/dataset.schema.json"])
    assert done.stdout == "new/dataset.schema.json\n"
    assert json.loads((tmp_path / "new" / "dataset.schema.json").read_text(encoding="utf-8")) == dataset_schema()


def test_a_new_workspace_has_the_schemas_that_its_files_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create(tmp_path / "work")
    monkeypatch.chdir(tmp_path / "work")
    assert CliRunner().invoke(app, ["template", "new", "例会"]).exit_code == 0
    assert CliRunner().invoke(app, ["check"]).exit_code == 0
    files = [*Path("templates").glob("*/*.yaml"), *Path("data").glob("*/dataset.yaml")]
    assert len(files) >= 5
    for file in files:
        text = file.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named
        schema = json.loads((file.parent / named[1]).read_text(encoding="utf-8"))
        assert faults(schema, text) == []
