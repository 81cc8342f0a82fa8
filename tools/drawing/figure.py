"""A drawing in the making: parts laid over each other, contours with hidden lines left out, then an SVG."""

from dataclasses import dataclass, field

from hand import Outline, Shape, fillet, rounded
from shapely.geometry import LineString
from shapely.ops import unary_union
from strokes import closed_path, path, polygons, strings

FLOOR = 110


@dataclass
class Part:
    shape: Shape
    seam: Shape | None  # inside it the part grows out of those below: no line
    tinted: bool


@dataclass
class Thing:
    line: Shape
    behind: bool


@dataclass
class Figure:
    width: float = 120
    height: float = 120
    stroke: float = 2.6
    ease: float = 0.9  # how far the hand evens out a line
    parts: list[Part] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    fine: list[str] = field(default_factory=list)
    limit: Shape | None = None

    def body(self, *shapes: Shape, skin: float = 2.2, seam: Shape | None = None, tinted: bool = True) -> None:
        """One part, in front of all before it. Lines are left out inside `seam`, where it grows from the others."""
        whole = unary_union(shapes)
        self.parts.append(Part(fillet(whole, skin) if skin else whole, seam, tinted))

    def thing(self, points: Outline, soft: float = 0.3, behind: bool = True) -> None:
        """A chair, a wall, a window: a line, hidden where a body is in front of it."""
        line = rounded(points, soft) if len(points) > 2 else points
        self.things.append(Thing(LineString([tuple(p) for p in line]), behind))

    def curve(self, line: Shape) -> None:
        self.things.append(Thing(line, True))

    def floor(self, left: float = 14, right: float = 106, y: float = FLOOR) -> None:
        self.thing([(left, y), (right, y)])

    def lines(self) -> list[Shape]:
        out = [line for i in range(len(self.parts)) for line in self._contour(i)]
        out += self._lines_of_things()
        if self.limit is not None:
            out = [piece for line in out for piece in strings(line.intersection(self.limit))]
        return [line for line in out if line.length > self.stroke * 0.9]

    def _contour(self, at: int) -> list[Shape]:
        part = self.parts[at]
        below, front = [p.shape for p in self.parts[:at]], [p.shape for p in self.parts[at + 1 :]]
        line = part.shape.boundary
        if front:
            line = line.difference(unary_union(front))
        if part.seam is not None and below:
            line = line.difference(part.seam.intersection(unary_union(below)))
        return strings(line)

    def _lines_of_things(self) -> list[Shape]:
        whole = unary_union([p.shape for p in self.parts]).buffer(self.stroke * 0.35)  # a breath of air round the body
        lines = [t.line.difference(whole) if t.behind and self.parts else t.line for t in self.things]
        return [piece for line in lines for piece in strings(line)]

    def svg(self) -> str:
        contour = "".join(path(line, self.ease) for line in self.lines())
        paths = [*self._tint(), *([f'<path d="{contour}"/>'] if contour else []), *self.fine]
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" fill="none" '
            f'stroke="currentColor" stroke-width="{self.stroke:g}" stroke-linecap="round" stroke-linejoin="round">'
        )
        return head + "\n  " + "\n  ".join(paths) + "\n</svg>\n"

    def _tint(self) -> list[str]:
        tint = unary_union([p.shape for p in self.parts if p.tinted])
        if self.limit is not None:
            tint = tint.intersection(self.limit)
        return [tinted("".join(closed_path(p, self.ease) for p in polygons(tint)))] if not tint.is_empty else []


def tinted(d: str) -> str:
    return f'<path class="soft" fill="currentColor" fill-opacity=".10" stroke="none" d="{d}"/>'
