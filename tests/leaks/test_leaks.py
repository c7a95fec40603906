"""Claims about leaks: no byte built for the public holds what it is not shown; where all is shown it is found."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.build.job import Built, Job, build
from briefing.build.workspace import find
from tests.leaks.searching import Found, is_in, texts
from tests.leaks.secret import ENGLISH, EXACT, FIELDS, PUBLIC, ROWS, SHOWN_IN_ENGLISH, workspace

SECRETS = ROWS | FIELDS | EXACT


@dataclass(frozen=True)
class Searched:
    """A build, and all texts of its files, its cache and its notices."""

    built: Built
    texts: tuple[Found, ...]

    def places(self, secret: str) -> list[str]:
        return [where for where, text in self.texts if is_in(secret, text)]


def searched(root: Path, audience: str, language: str | None = None) -> Searched:
    """Build for an audience with a cache and a folder of its own, and read everything that came of it."""
    own = f"{audience}-{language}" if language else audience
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIEFING_CACHE_DIR", str(root / "cache" / own))
        built = build(find(root), Job(audience=audience, output=root / "output" / own, language=language))
    notices = [("notice", str(notice)) for notice in built.notices]
    return Searched(built, (*texts(built.folder), *texts(root / "cache" / own), *notices))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("secret"))


@pytest.fixture(scope="module")
def public(root: Path) -> Searched:
    return searched(root, "open")


@pytest.fixture(scope="module")
def everyone(root: Path) -> Searched:
    return searched(root, "everyone")


@pytest.fixture(scope="module")
def public_english(root: Path) -> Searched:
    return searched(root, "open", "en")


@pytest.fixture(scope="module")
def everyone_english(root: Path) -> Searched:
    return searched(root, "everyone", "en")


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_that_is_withheld_is_in_any_byte_of_a_public_build(public: Searched, secret: str) -> None:
    assert public.places(secret) == [], SECRETS[secret]


@pytest.mark.parametrize("secret", SECRETS)
def test_the_same_search_finds_it_where_everything_is_shown(everyone: Searched, secret: str) -> None:
    assert everyone.places(secret), SECRETS[secret]


@pytest.mark.parametrize("secret", SECRETS | ENGLISH)
def test_nothing_that_is_withheld_is_in_any_byte_of_an_english_public_build(
    public_english: Searched, secret: str
) -> None:
    assert public_english.places(secret) == [], (SECRETS | ENGLISH)[secret]


@pytest.mark.parametrize("secret", ENGLISH)
def test_the_same_search_finds_it_in_english_where_everything_is_shown(everyone_english: Searched, secret: str) -> None:
    assert everyone_english.places(secret), ENGLISH[secret]


@pytest.mark.parametrize("shown", SHOWN_IN_ENGLISH)
def test_the_search_finds_what_the_public_is_shown_in_english(public_english: Searched, shown: str) -> None:
    assert public_english.built.folder.name == "en"
    kinds = {where.split("!")[0].split(" ")[0] for where in public_english.places(shown)}
    assert {"briefing.pdf", "briefing.pptx"} <= kinds


@pytest.mark.parametrize("shown", PUBLIC)
def test_the_search_finds_what_the_public_is_shown(public: Searched, shown: str) -> None:
    kinds = {where.split("!")[0].split(" ")[0] for where in public.places(shown)}
    assert {"briefing.pdf", "briefing.pptx"} <= kinds


@pytest.mark.parametrize(
    ("secret", "place"),
    [
        ("48213.77", ".xlsx!xl/worksheets/sheet1.xml"),
        ("48213.77", "briefing.pdf page"),
        ("48213.77", "manifest.json"),
        ("玄武地下工程", "ppt/notesSlides/"),
        ("玄武地下工程", ".svg"),
        ("66123.25", "ppt/charts/"),
        ("48213.77", "briefing.pdf object"),
    ],
)
def test_the_search_reads_workbooks_notes_pictures_tags_and_the_manifest(
    everyone: Searched, secret: str, place: str
) -> None:
    assert any(place in where for where in everyone.places(secret))


def test_the_search_reads_the_cache(everyone: Searched) -> None:
    names = {path.name for path in (everyone.built.folder.parents[4] / "cache" / "everyone").glob("*/*")}
    assert {where.split(" ")[0] for where in everyone.places("48213.77")} & names


def test_the_hash_of_a_table_is_not_given_to_who_could_try_numbers_until_it_is_right(
    root: Path, public: Searched, everyone: Searched
) -> None:
    digest = sha256((root / "data" / "secret" / "observations.csv").read_bytes()).hexdigest()
    assert public.places(digest) == []
    assert {where.split(" ")[0] for where in everyone.places(digest)} == {"manifest.json"}
    assert public.places("data/secret/observations.csv")


def test_no_rate_is_worked_out_from_rounded_values(public: Searched) -> None:
    assert public.places("4.1%") == []
    assert public.places("最高用电负荷比上年增加2000兆瓦")


def test_what_was_kept_back_is_told_to_the_builder_alone(public: Searched, everyone: Searched) -> None:
    kept = public.built.kept_back
    assert {"涉密档案总数", "领导专项经费", "留存底稿份数", "玄武地下工程"} <= {each.name for each in kept.withheld}
    assert kept.summary == "12条数据、12处字段"
    assert everyone.built.kept_back.withheld == ()
    for text in ("仅内部可见", "仅领导可见", "模板规定", "withheld"):
        assert public.places(text) == []


def test_a_rule_for_an_audience_holds_for_what_extends_it_under_another_name(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    for name, text in (("capped", "extends: everyone\n"), ("renamed", "extends: capped\n")):
        (root / "templates" / name).mkdir(exist_ok=True)
        (root / "templates" / name / "template.yaml").write_text(text, encoding="utf-8")
    names = {each.name for each in build(find(root), Job(audience="renamed", output=root / "out")).kept_back.withheld}
    assert {"涉密档案总数", "玄武地下工程"} <= names
