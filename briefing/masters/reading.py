"""The bytes of a foreign .pptx or .potx in, a `HouseMaster` out; what cannot stand under a deck is a Problem.

Every property of a placeholder is resolved: layout, then master, then presentation, colours through map and theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from PIL import Image

from briefing.errors import Problem, ProblemsFound
from briefing.masters import ground
from briefing.masters.archive import Element, Package, opened
from briefing.masters.checks import missing, refused
from briefing.masters.cleaned import cleaned, is_presentation
from briefing.masters.color import A, Colors, local
from briefing.masters.fills import Palette, Pictures, fill_of
from briefing.masters.geometry import EMU, Drawn, P, number, properties_of, shapes
from briefing.masters.holders import Above, holders, master_place
from briefing.masters.model import Holder, HouseMaster, Layout, Place, Sample
from briefing.masters.space import FOOT, TITLES
from briefing.masters.theme import Theme, theme_of

# What covers this share of the slide is its ground, and so is what lies under this share of a placeholder: its author
# has set text on it.
_GROUND, _PANEL = 0.6, 0.15
_LEAST_SIDE, _MOST_SIDE = 72.0, 4032.0
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class _Master:
    """A master as its layouts need it."""

    part: str
    root: Element
    theme: Theme
    name: str
    colors: Colors


@dataclass(frozen=True, slots=True)
class _Slide:
    """What is the same for every layout of the file."""

    package: Package
    pictures: Pictures
    width: float
    height: float
    default: Element | None


def read_master(data: bytes, shown: str) -> HouseMaster:
    """Read a house master; ProblemsFound with every reason why it cannot be one."""
    package = opened(data, shown)
    if not is_presentation(package):
        raise ProblemsFound([Problem(shown, "包里没有演示文稿。", "请用 PowerPoint 或 WPS 打开，另存为 .pptx 再用。")])
    problems = list(refused(package)) or list(missing(package))
    if problems:
        raise ProblemsFound(problems)
    main = package.related("", "officeDocument")
    slide = _slide(package, main)
    masters = _masters(package, main)
    layouts = _labelled([layout for master in masters for layout in _layouts(slide, master)])
    if not layouts:
        hint = "请在 PowerPoint 里“视图－幻灯片母版”插入至少一个版式再保存。"
        raise ProblemsFound([Problem(shown, "母版里没有版式。", hint)])
    plain, notices = cleaned(package, data)
    return _house(
        plain, slide, masters, layouts, (*notices, *_unread(slide), *_links(package)), _samples(package, main)
    )


def _house(
    data: bytes,
    slide: _Slide,
    masters: list[_Master],
    layouts: tuple[Layout, ...],
    notices: tuple[str, ...],
    samples: tuple[Sample, ...],
) -> HouseMaster:
    theme = masters[0].theme
    return HouseMaster(
        data=data,
        shown=slide.package.shown,
        width=slide.width,
        height=slide.height,
        layouts=layouts,
        colors=theme.slots,
        heading_latin=theme.heading[0],
        heading_asian=theme.heading[1],
        body_latin=theme.body[0],
        body_asian=theme.body[1],
        notices=notices,
        samples=samples,
    )


def _slide(package: Package, main: str) -> _Slide:
    root = package.trees[main]
    size = root.find(f"{P}sldSz")
    width, height = (number(size.get(name)) / EMU if size is not None else 0.0 for name in ("cx", "cy"))
    if not (_LEAST_SIDE <= width <= _MOST_SIDE and _LEAST_SIDE <= height <= _MOST_SIDE):
        hint = "请在 PowerPoint 里“设计－幻灯片大小”改好再保存。"
        raise ProblemsFound([Problem(package.at(main), "没有写明幻灯片大小，或大小不合理。", hint)])
    return _Slide(package, Pictures(package), width, height, root.find(f"{P}defaultTextStyle"))


def _masters(package: Package, main: str) -> list[_Master]:
    """Return the masters in the presentation's order; themes of one name are numbered as PowerPoint does."""
    listed = package.trees[main].iterfind(f"{P}sldMasterIdLst/{P}sldMasterId")
    parts = [package.by_id(main, each.get(f"{R}id", "")) for each in listed]
    found: list[_Master] = []
    seen: Counter[str] = Counter()
    for part in parts:
        if part not in package.trees:
            continue
        root, theme_part = package.trees[part], package.related(part, "theme")
        theme = theme_of(package.trees.get(theme_part), theme_part)
        name = theme.name or "母版"
        seen[name] += 1
        numbered = f"{seen[name] - 1}_{name}" if seen[name] > 1 else name
        written = root.find(f"{P}clrMap")
        mapped = {str(key): str(value) for key, value in written.attrib.items()} if written is not None else {}
        found.append(_Master(part, root, theme, numbered, Colors(theme.slots, mapped)))
    return found


def _layouts(slide: _Slide, master: _Master) -> Iterator[Layout]:
    for each in master.root.iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId"):
        part = slide.package.by_id(master.part, each.get(f"{R}id", ""))
        if part in slide.package.trees:
            yield _layout(slide, master, part, slide.package.trees[part])


def _layout(slide: _Slide, master: _Master, part: str, root: Element) -> Layout:
    colors = _own_colors(root, master.colors)
    own, above = Palette(colors, slide.pictures, part), Palette(colors, slide.pictures, master.part)
    shown = list(shapes(master.root)) if root.get("showMasterSp", "1") not in ("0", "false") else []
    art = [(each, above) for each in shown if each.holder is None]
    art += [(each, own) for each in shapes(root) if each.holder is None]
    picture, scale = _painting(slide, master, root, art, (own, above))
    found = [
        replace(holder, ground=ground.colour(picture, holder.place, scale)[0])
        for holder in holders(root, Above(master.root, slide.default, colors))
    ]
    content = _content(found, master)
    whole = Place(0, 0, slide.width, slide.height)
    behind, calm = ground.colour(picture, content[0] if content else whole, scale)
    named = root.find(f"{P}cSld")
    return Layout(
        name=(named.get("name", "") if named is not None else "") or part.rsplit("/", 1)[-1].removesuffix(".xml"),
        kind=root.get("type", "cust"),
        holders=tuple(found),
        obstacles=tuple(_obstacles(slide, master, art, content)),
        ground=behind,
        calm=calm,
        master=master.name,
        part=part,
        colors=master.theme.slots,
        painting=ground.png_of(picture),
    )


def _own_colors(root: Element, colors: Colors) -> Colors:
    """Return the colours under the layout's own map, where it has one."""
    written = root.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    if written is None:
        return colors
    return Colors(colors.slots, {str(key): str(value) for key, value in written.attrib.items()})


def _painting(
    slide: _Slide, master: _Master, root: Element, art: list[tuple[Drawn, Palette]], palettes: tuple[Palette, Palette]
) -> tuple[Image.Image, float]:
    own, above = palettes
    fill = ground.background((root, master.root), (own, above), master.theme)
    picture = ground.canvas(slide.width, slide.height, fill)
    scale = picture.width / slide.width
    for drawn, palette in art:
        ground.paint(picture, drawn, palette, master.theme, scale)
    for drawn in shapes(root):
        if drawn.holder is not None and drawn.place is not None:
            ground.paint(picture, drawn, own, master.theme, scale)
    return picture, scale


def _content(found: list[Holder], master: _Master) -> list[Place]:
    """Return the places of a layout's content, the largest first.

    Where it has none it is what lies between its title and its foot, or else its master's body.
    """
    places = [holder.place for holder in found if holder.type not in (*FOOT, *TITLES)]
    if not places:
        body = _between(found) or master_place(master.root, "body")
        places = [body] if body is not None else []
    return sorted(places, key=lambda place: -place.w * place.h)


def _between(found: list[Holder]) -> Place | None:
    title = next((holder.place for holder in found if holder.type in TITLES), None)
    below = title.y + title.h if title is not None else 0.0
    foot = min((holder.place.y for holder in found if holder.type in FOOT and holder.place.y > below), default=0.0)
    if title is None or foot <= below:
        return None
    return Place(title.x, below, title.w, foot - below)


def _obstacles(
    slide: _Slide, master: _Master, art: list[tuple[Drawn, Palette]], content: list[Place]
) -> Iterator[Place]:
    """Yield the places of what is drawn beside the texts: neither the ground nor a panel under the content."""
    for drawn, palette in art:
        if drawn.place is None or not _is_seen(drawn, palette, master.theme):
            continue
        place = _cut(drawn.place, slide)
        if place is None or place.w * place.h >= _GROUND * slide.width * slide.height:
            continue
        if not any(_shared(place, each) >= _PANEL * each.w * each.h > 0 for each in content):
            yield place


def _is_seen(drawn: Drawn, palette: Palette, theme: Theme) -> bool:
    """Return whether a shape shows anything: a picture, a chart or a table, a fill, a line, a text."""
    if local(drawn.element) != "sp":
        return True
    if "".join(str(text) for text in drawn.element.itertext(f"{A}t")).strip():
        return True
    if ground.fill_in(drawn, palette, theme) is not None:
        return True
    properties = properties_of(drawn.element)
    line = properties.find(f"{A}ln") if properties is not None else None
    if line is not None:
        return fill_of(line) is not None and local(line[0]) != "noFill"
    reference = drawn.element.find(f"{P}style/{A}lnRef")
    return reference is not None and reference.get("idx", "0") != "0"


def _cut(place: Place, slide: _Slide) -> Place | None:
    """Return what of a place is on the slide; None for one that is off it. A rule may have no width or height."""
    left, top = max(place.x, 0.0), max(place.y, 0.0)
    right, bottom = min(place.x + place.w, slide.width), min(place.y + place.h, slide.height)
    return Place(left, top, right - left, bottom - top) if right >= left and bottom >= top else None


def _shared(one: Place, other: Place) -> float:
    across = min(one.x + one.w, other.x + other.w) - max(one.x, other.x)
    down = min(one.y + one.h, other.y + other.h) - max(one.y, other.y)
    return max(across, 0.0) * max(down, 0.0)


def _labelled(layouts: list[Layout]) -> tuple[Layout, ...]:
    """Give each layout what a template calls it, and mark those that cannot be told apart."""
    names = Counter(layout.name for layout in layouts)
    full = Counter((layout.master, layout.name) for layout in layouts)
    return tuple(
        replace(
            layout,
            label=layout.name if names[layout.name] == 1 else f"{layout.master}/{layout.name}",
            duplicate=full[layout.master, layout.name] > 1,
        )
        for layout in layouts
    )


def _unread(slide: _Slide) -> tuple[str, ...]:
    parts = sorted(part.rsplit("/", 1)[-1] for part in slide.pictures.unread)
    return (f"母版里的图片{'、'.join(parts)}读不出，文字底色没有算上它。",) if parts else ()


def _links(package: Package) -> tuple[str, ...]:
    parts = [name for name in package.parts if name.startswith(("ppt/slideMasters/", "ppt/slideLayouts/"))]
    found = sorted({each.target for part in parts for each in package.relations(part) if each.external})
    return (f"母版里有指向网址的链接，每页都会带上：{'、'.join(found)}。",) if found else ()


def _samples(package: Package, main: str) -> tuple[Sample, ...]:
    listed = package.trees[main].iterfind(f"{P}sldIdLst/{P}sldId")
    parts = [package.by_id(main, each.get(f"{R}id", "")) for each in listed]
    return tuple(Sample(at, _title(package.trees[part]), part) for at, part in enumerate(parts, 1) if part)


def _title(root: Element) -> str:
    for drawn in shapes(root):
        if drawn.holder is not None and drawn.holder.get("type") in TITLES:
            return "".join(str(text) for text in drawn.element.itertext(f"{A}t")).strip()
    return ""
