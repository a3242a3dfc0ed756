"""A chart of Altair → a picture in one theme, which asks for nothing elsewhere.

Altair and vl-convert are the extra `charts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netmerge.errors import MissingExtraError

INK, SOFT, LINE = "#1d2330", "#545d6b", "#d5d9e0"
"""Colours of what is written, of what is written small, and of lines."""

BLUE, SKY, GREEN = "#0072b2", "#56b4e9", "#009e73"
ORANGE, VERMILION, PINK, YELLOW = "#e69f00", "#d55e00", "#cc79a7", "#f0e442"
GREY = "#9aa3b0"
"""The colours of Okabe and Ito, which people tell apart who see few colours, and
one for what is not known.
"""

_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_AXIS = {
    "labelColor": SOFT,
    "labelFontSize": 12,
    "titleColor": SOFT,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
    "domainColor": LINE,
    "gridColor": LINE,
    "tickColor": LINE,
}
_TITLE = {
    "anchor": "start",
    "color": INK,
    "fontSize": 15,
    "fontWeight": 600,
    "subtitleColor": SOFT,
    "subtitleFontSize": 12,
    "offset": 12,
}
_LEGEND = {"labelColor": INK, "labelFontSize": 12, "titleColor": SOFT, "symbolType": "square"}
THEME = {
    "font": _FONT,
    "aria": False,
    "view": {"stroke": None},
    "axis": _AXIS,
    "axisY": {"domain": False, "ticks": False},
    "title": _TITLE,
    "legend": _LEGEND,
    "bar": {"color": BLUE},
    "text": {"color": INK},
}

_TAG = re.compile(r"<[a-z][^<>]*>")
_ROLE = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
"""What each mark is to a screen reader: nothing, for the picture is told as a whole."""


@dataclass(frozen=True)
class Drawing:
    """A picture of a chart: in a notebook it shows itself, without any network.

    `chart` is Altair's, to be changed or saved in other ways, `told` says in a
    sentence what is seen.
    """

    chart: Any
    told: str

    def svg(self, background: str | None = "white", *, titled: bool = True) -> str:
        """The picture as SVG, on no ground with None; it holds no script and no
        address to fetch from. Raises MissingExtraError.
        """
        try:
            import vl_convert
        except ImportError:
            raise MissingExtraError("A picture", "charts") from None
        spec = self.chart.to_dict()
        spec["config"] = {**spec.get("config", {}), **THEME}
        if not titled:
            spec.pop("title", None)
        spec["background"] = background or "transparent"
        drawn = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        return _TAG.sub(lambda tag: _ROLE.sub("", tag[0]), drawn)

    def save(self, path: str | Path) -> None:
        """Write the picture as an SVG file, or in another form that Altair knows
        by the name: .png, .pdf, .json, .html.
        """
        target = Path(path)
        if target.suffix.lower() == ".svg":
            target.write_text(self.svg(), "utf-8")
        else:
            self.chart.save(str(path))

    def to_dict(self) -> dict[str, Any]:
        """The chart as a specification of Vega-Lite."""
        specification: dict[str, Any] = self.chart.to_dict()
        return specification

    def __repr__(self) -> str:
        return f"<Drawing: {self.told}>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg(), "text/plain": self.told}


def altair() -> Any:
    """The library, Altair. Raises MissingExtraError without the extra `charts`."""
    try:
        import altair as alt
    except ImportError:
        raise MissingExtraError("A chart", "charts") from None
    return alt
