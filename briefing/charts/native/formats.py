"""A value and the string a document prints for it in, the Excel number format that prints exactly that string out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<core>(?P<group>#,##)?0(?:\.(?P<decimals>[0#]+))?(?P<thousands>,*))|(?P<other>.)'
)
_D3 = re.compile(r"(?P<group>,?)(?:\.(?P<digits>\d+))?(?P<kind>[f%d])")
_IF = re.compile(r"\[(?P<sign>>=|<=|=)(?P<bound>-?[\d.]+)\]")
_SIGNS = "+-−"
_PREFIXED = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?(?P<prefix>[kMG])")
_THOUSANDS = {"k": ",", "M": ",,", "G": ",,,"}
_PRINTABLE = 1e15
"""Excel keeps fifteen digits."""


def number_format(value: float, text: str) -> str:
    """Return a format that makes Excel print `text` for `value`; empty when the text does not say the value."""
    if abs(value) >= _PRINTABLE:
        return ""
    for match in _NUMBER.finditer(text):
        for code in _candidates(value, text, match):
            if printed(value, code) == text:
                return code
    return ""


def axis_format(d3: str) -> str:
    """Return the Excel format for a d3 format such as `.1f` or `,.0f`; `General` for one that Excel has no word for."""
    match = _D3.fullmatch(d3)
    if d3.endswith("s"):
        return '[>=1000000]0.#,,"M";[>=1000]0.#,"k";0.#' if d3.startswith(".") else '[>=1000000]0,,"M";[>=1000]0,"k";0'
    if not match:
        return "General"
    core = _core(bool(match["group"]), int(match["digits"] or 0) if match["kind"] != "d" else 0)
    return core + ("%" if match["kind"] == "%" else "")


def prefixed_format(texts: Iterable[str]) -> str:
    """Return the Excel format that prints axis labels such as `25k` or `-1.5M`; empty where they differ in prefix."""
    counted = [text for text in texts if text.strip("0.-")]
    found = [match for text in counted if (match := _PREFIXED.fullmatch(text))]
    prefixes = {match["prefix"] for match in found}
    if len(prefixes) != 1 or len(found) < len(counted):
        return ""
    prefix = prefixes.pop()
    core = _core(False, max(len(match["decimals"] or "") for match in found))
    code = f'{core}{_THOUSANDS[prefix]}"{prefix}"'
    return f"{code};-{code};0"


def printed(value: float, code: str) -> str:
    """Print a value by a format code as Excel does, for the codes this module writes."""
    sections = _sections(code)
    number = Decimal(repr(value))
    found = next((each for each in sections if (match := _IF.match(each)) and _holds(match, number)), None)
    if found is None:
        bare = [each for each in sections if not _IF.match(each)] or [""]
        found = bare[1] if number < 0 and len(bare) > 1 else bare[0]
    section = _IF.sub("", found)
    signed = number < 0 and not (len(sections) > 1 and found == sections[1])
    text = "".join(_print(token, abs(number), "%" in _bare(section)) for token in _TOKEN.finditer(section))
    return f"-{text}" if signed and text else text


def _holds(condition: re.Match[str], number: Decimal) -> bool:
    """Return whether a number meets the condition of a section."""
    bound = Decimal(condition["bound"])
    match condition["sign"]:
        case ">=":
            return number >= bound
        case "<=":
            return number <= bound
        case _:
            return number == bound


def _candidates(value: float, text: str, match: re.Match[str]) -> list[str]:
    before, after = text[: match.start()], text[match.end() :]
    whole, _, decimals = match.group().partition(".")
    core = _core("," in whole, len(decimals))
    plain = _signed(value, before, core, after)
    share = _signed(value, before, f"{core}%", after[1:]) if after.startswith("%") else ""
    return [code for code in (plain, share) if code]


def _signed(value: float, before: str, core: str, after: str) -> str:
    """Return one section, or one for each sign where the text shows a sign of its own."""
    here = _quote(before) + core + _quote(after)
    sign = before[-1:] if before[-1:] in _SIGNS else ""
    bare = before[:-1] if sign else before
    if value < 0:
        return f"{_quote(bare)}{core}{_quote(after)};{here}"
    return f"{here};{_quote(bare + '-')}{core}{_quote(after)}" if sign == "+" else here


def _core(grouped: bool, decimals: int) -> str:
    return ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")


def _quote(text: str) -> str:
    # A quotation mark cannot stand inside a quoted literal.
    return '\\"'.join(f'"{part}"' if part else "" for part in text.split('"'))


def _sections(code: str) -> list[str]:
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token["other"] == ";":
            sections.append("")
        else:
            sections[-1] += token.group()
    return sections


def _bare(section: str) -> str:
    return "".join(token["other"] or "" for token in _TOKEN.finditer(section))


def _print(token: re.Match[str], number: Decimal, share: bool) -> str:
    if token["core"] is None:
        return token["quoted"] or token["escaped"] or token["other"] or ""
    digits = len(token["decimals"] or "")
    scaled = (number * 100 if share else number) / 1000 ** len(token["thousands"])
    rounded = scaled.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    # Decimal itself prints small numbers with an exponent.
    return f"{rounded:,f}" if token["group"] else f"{rounded:f}"
