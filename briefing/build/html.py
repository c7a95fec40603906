"""Vega-Lite specs in, one HTML page that draws them out: it holds all it needs and fetches nothing."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing.charts.engine import converter
from briefing.charts.svg import plain
from briefing.document import Style

# Nothing may be fetched, whatever a spec makes of its rows; Vega compiles its expressions, which needs unsafe-eval.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)
FACES = "'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"
"""What a page asks for, since it carries no faces of its own."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart on the page: its spec, what it shows in words, its title and the words below it, kept as written."""

    spec: Mapping[str, Any]
    alt: str
    title: str = ""
    note: str = ""


def page(figures: Sequence[Figure], style: Style, title: str, sign: str = "") -> bytes:
    """Return the page as UTF-8; `sign` (示例数据) stands above every chart."""
    parts = [_part(number, figure, sign) for number, figure in enumerate(figures)]
    specs = ",\n".join(_safe(plain(figure.spec)) for figure in figures)
    calls = (
        f"const specs = [{specs}];\n"
        "specs.forEach((spec, at) => vegaEmbed('#chart' + at, spec, {renderer: 'svg', actions: false})"
        ".catch(console.error));"
    )
    head = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f"<title>{html.escape(title)}</title><style>{_css(style)}</style>"
    body = f"<main>{''.join(parts)}</main><script>{_bundle()}</script><script>{calls}</script>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN"><head>{head}</head>\n<body>{body}</body></html>\n'.encode()


def _part(number: int, figure: Figure, sign: str) -> str:
    heading = f"<h2>{html.escape(figure.title)}</h2>" if figure.title else ""
    mark = f'<p class="sign">{html.escape(sign)}</p>' if sign else ""
    note = f"<pre>{html.escape(figure.note)}</pre>" if figure.note else ""
    words = html.escape(figure.alt, quote=True)
    return f'<figure>{mark}{heading}<div id="chart{number}" role="img" aria-label="{words}"></div>{note}</figure>\n'


def _css(style: Style) -> str:
    return (
        f"body{{font-family:{FACES};color:{style.ink};background:{style.ground};margin:2rem auto;max-width:60rem}}"
        f"figure{{margin:0 1rem 3rem}}h2{{font-size:1.2rem}}.sign{{color:{style.accent};margin:0}}"
        f"pre{{color:{style.muted};background:{style.faint};padding:.8rem;white-space:pre-wrap}}"
    )


@cache
def _bundle() -> str:
    """Return Vega, Vega-Lite and vega-embed as the converter carries them."""
    code: str = converter().javascript_bundle("window.vegaEmbed=vegaEmbed")
    return code.replace("</script", "<\\/script")


def _safe(text: str) -> str:
    """Return JSON that ends no script element, whatever its texts are."""
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
