"""A parcel in; what a message says of it out, as plain text and as an HTML page for mail programs."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefing.delivery.model import KeyNumber, Parcel
from briefing.delivery.names import heading
from briefing.delivery.words import Words, words

# Mail programs drop style sheets and know no grids: each tag carries its own style, and tables lay the page out.
_FACES = "font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC','Noto Sans SC',sans-serif"
_INK, _MUTED, _RULE, _FAINT, _ACCENT = "#1F2933", "#5B6673", "#D5DAE0", "#EEF1F4", "#B3261E"
_CELL = f"padding:9px 12px;border-bottom:1px solid {_RULE};vertical-align:top"
_COLUMNS = (("left", "34%"), ("right", "20%"), ("left", "46%"))
_BANNER = "background:#FFF4D6;border-left:4px solid #B78103;color:#5C4300;padding:9px 12px;font-size:14px"


def plain(parcel: Parcel, files: tuple[str, ...]) -> str:
    """Return the message as text."""
    return "\n".join(_plain(parcel, files, words(parcel.language))) + "\n"


def _plain(parcel: Parcel, files: tuple[str, ...], said: Words) -> Iterator[str]:
    yield line(heading(parcel))
    if parcel.organization:
        yield line(parcel.organization)
    if parcel.synthetic:
        yield from ("", said.synthetic_line)
    if parcel.key_figures:
        yield from ("", said.figures)
        yield from (f"- {figure_line(figure, said)}" for figure in parcel.key_figures)
    if parcel.notes:
        yield from ("", said.notes, *(f"- {line(note)}" for note in parcel.notes))
    if files:
        yield from ("", said.attached, *(f"- {name}" for name in files))
    yield from ("", said.automatic)


def figure_line(figure: KeyNumber, said: Words) -> str:
    """Return a key figure as one line: `规上工业总产值：843.8亿元（同比增长5.6%）`."""
    note = said.bracketed.format(line(figure.note)) if figure.note else ""
    return f"{line(figure.label)}{said.colon}{line(figure.text)}{note}"


def line(text: str) -> str:
    """Return a text on one line, whatever it came with."""
    return " ".join(text.split())


def page(parcel: Parcel, files: tuple[str, ...]) -> str:
    """Return the message as a page of HTML; nothing in it is loaded from elsewhere."""
    said = words(parcel.language)
    parts = "\n".join(_parts(parcel, files, said))
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(parcel.language)}">\n<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{_text(heading(parcel))}</title></head>\n'
        f'<body style="margin:0;padding:0;background:{_FAINT}">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        f'style="width:100%;background:{_FAINT}">'
        '<tr><td align="center" style="padding:20px 10px">\n'
        '<table role="presentation" width="640" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;'
        f'background:#FFFFFF;border-top:4px solid {_ACCENT};text-align:left;{_FACES};color:{_INK};line-height:1.6">\n'
        f"{parts}\n</table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _parts(parcel: Parcel, files: tuple[str, ...], said: Words) -> Iterator[str]:
    yield _row(_head(parcel, said), "24px 28px 4px")
    if parcel.synthetic:
        yield _row(f'<div style="{_BANNER}">{_text(said.synthetic_line)}</div>', "10px 28px 4px")
    if parcel.key_figures:
        yield _row(_title(said.figures) + _figures(parcel.key_figures, said), "12px 28px 4px")
    for title, items in ((said.notes, parcel.notes), (said.attached, files)):
        if items:
            yield _row(_title(title) + _list(items), "12px 28px 4px")
    foot = f'<div style="border-top:1px solid {_RULE};padding-top:10px;color:{_MUTED};font-size:12px">'
    yield _row(f"{foot}{_text(said.automatic)}</div>", "16px 28px 22px")


def _head(parcel: Parcel, said: Words) -> str:
    number = said.number.format(parcel.number) if parcel.number is not None else ""
    small = " · ".join(line(part) for part in (number, parcel.organization) if part)
    top = f'<div style="color:{_ACCENT};font-size:14px;font-weight:bold">{_text(small)}</div>' if small else ""
    title = f'<h1 style="margin:4px 0 2px;font-size:22px;line-height:1.35">{_text(parcel.title)}</h1>'
    period = f'<div style="color:{_MUTED};font-size:14px">{_text(parcel.period)}</div>' if parcel.period else ""
    return top + title + period


def _figures(figures: tuple[KeyNumber, ...], said: Words) -> str:
    """Return the key figures as a table; the column of remarks is there where one has a remark."""
    has_notes = any(figure.note for figure in figures)
    names = (said.indicator, said.value, *((said.remark,) if has_notes else ()))
    # Programs differ in whether they read the attribute or the style, so both are there.
    columns = _COLUMNS if has_notes else _COLUMNS[:2]
    heads = "".join(
        f'<th scope="col" align="{align}" style="width:{width};padding:6px 12px;background:{_FAINT};color:{_MUTED};'
        f'font-size:13px;font-weight:normal;text-align:{align}">{_text(name)}</th>'
        for name, (align, width) in zip(names, columns, strict=True)
    )
    rows = "\n".join(_figure(figure, has_notes) for figure in figures)
    return (
        '<table width="100%" cellpadding="0" cellspacing="0" style="width:100%;border-collapse:collapse;'
        'font-size:14px">\n'
        f"<tr>{heads}</tr>\n{rows}\n</table>"
    )


def _figure(figure: KeyNumber, has_notes: bool) -> str:
    note = f'<td style="{_CELL};color:{_MUTED};font-size:13px">{_text(figure.note)}</td>' if has_notes else ""
    value = f"{_CELL};font-size:16px;font-weight:bold;white-space:nowrap;text-align:right"
    return (
        f'<tr><td style="{_CELL}">{_text(figure.label)}</td>'
        f'<td align="right" style="{value}">{_text(figure.text)}</td>{note}</tr>'
    )


def _list(items: tuple[str, ...]) -> str:
    lines = "".join(f'<li style="margin:2px 0">{_text(item)}</li>' for item in items)
    return f'<ul style="margin:0;padding-left:20px;font-size:14px">{lines}</ul>'


def _title(text: str) -> str:
    return f'<div style="font-size:15px;font-weight:bold;padding:4px 0 6px">{_text(text)}</div>'


def _row(content: str, padding: str) -> str:
    return f'<tr><td style="padding:{padding}">{content}</td></tr>'


def _text(text: str) -> str:
    """Return a text as HTML: escaped, on one line, without what cannot stand in a page."""
    return escape(line("".join(char for char in text if char >= " " or char.isspace())))
