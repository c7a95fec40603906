"""The fonts used and their codes in, findings out: embedded, with a glyph and a text for each code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from briefing.inspect.findings import Findings
from briefing.inspect.glyphs import is_unseen
from briefing.inspect.pdfs import cmaps
from briefing.inspect.pdfs.content import Used
from briefing.inspect.pdfs.objects import Object, get, is_stream, items, name
from briefing.inspect.pdfs.programs import glyphs

_EMBED = "请在生成 PDF 的软件里选“嵌入全部字体”。"
_TEXTS = "这些字复制出来是错的。请换一个生成 PDF 的软件，或换一种字体。"
_GLYPHS = "印出来是方框或空白。请换用有这些字的字体，或换用其他写法。"
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
# Encodings from which a reader knows the texts by itself.
_KNOWN = frozenset(("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding"))
_SHOWN = 8


def check_fonts(used: Iterable[Used], findings: Findings) -> int:
    """Tell of what is wrong with fonts in which something is shown; return how many there are."""
    shown = [each for each in used if each.codes]
    for each in shown:
        place = f"第{each.page}页"
        label = _label(each.font)
        if not _is_embedded(each.font):
            findings.add(place, f"字体 {label} 没有嵌入。", _EMBED)
        for page, message, hint in _of_codes(each, label):
            findings.add(f"第{page}页", message, hint)
    return len(shown)


def _label(font: Object) -> str:
    descendant = next(iter(items(get(font, "/DescendantFonts"))), font)
    base = name(get(descendant, "/BaseFont"))
    return base.partition("+")[2] or base or "（没有名字）"


def _is_embedded(font: Object) -> bool:
    if name(get(font, "/Subtype")) == "Type3":
        return True
    descendants = items(get(font, "/DescendantFonts")) or [font]
    descriptors = (get(each, "/FontDescriptor") for each in descendants)
    return all(any(is_stream(get(each, key)) for key in _PROGRAMS) for each in descriptors)


def _of_codes(used: Used, label: str) -> Iterator[tuple[int, str, str]]:
    """Yield the page, the message and the way out of what is wrong with the codes of a font."""
    texts = _texts(used.font)
    if texts is not None:
        wordless = [code for code in used.codes if not texts.get(code, "").strip("\0\ufffd")]
        if wordless:
            page = min(used.codes[code] for code in wordless)
            yield page, f"字体 {label} 有{len(wordless)}个字没有对应的文字（ToUnicode）。", _TEXTS
    elif not _is_known(used.font):
        yield used.page, f"字体 {label} 没有文字对照表（ToUnicode）。", _TEXTS
    has = glyphs(used.font) if used.wide or name(get(used.font, "/Subtype")) == "TrueType" else None
    lacking = [code for code in used.codes if has and not has(code) and _is_seen((texts or {}).get(code, "?"))]
    if lacking:
        named = "、".join(_named(code, (texts or {}).get(code, "")) for code in lacking[:_SHOWN])
        more = "等" if len(lacking) > _SHOWN else ""
        yield min(used.codes[code] for code in lacking), f"字体 {label} 里没有这些字的字形：{named}{more}。", _GLYPHS


def _texts(font: Object) -> dict[int, str] | None:
    """Return the texts of the codes; None where the font has no table of them."""
    table = get(font, "/ToUnicode")
    return cmaps.texts(table.read_bytes()) if is_stream(table) else None


def _is_known(font: Object) -> bool:
    encoding = get(font, "/Encoding")
    base = name(encoding) or name(get(encoding, "/BaseEncoding"))
    return base in _KNOWN or base.startswith(("Uni", "GBK", "GB-"))


def _is_seen(text: str) -> bool:
    """Return whether a text leaves ink; one that is not known does."""
    return not text or not all(is_unseen(each) for each in text.strip("\0")) or text == "\0"


def _named(code: int, text: str) -> str:
    return f"“{text}”" if text.strip("\0\ufffd").strip() and text.isprintable() else f"编码{code:04X}"
