"""Every pair of colours the pages use can be read, by day and by night (WCAG 2.2 AA)."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

FILE = Path(settings.BASE_DIR) / "static/css/common-table.css"
CSS = re.sub(r"/\*.*?\*/", "", FILE.read_text(), flags=re.S)
ROOT = r':root(?:\[data-theme="dark"\]|:not\(\[data-theme="light"\]\))?\s*\{([^}]*--page[^}]*)\}'
LIGHT, BY_THE_PHONE, BY_HAND = (
    dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block)) for block in re.findall(ROOT, CSS)[:3]
)
THEMES = {"day": LIGHT, "night": LIGHT | BY_THE_PHONE}

TEXT, SHAPE, SOFT = 4.5, 3.0, 2.3
PAIRS = [
    *(("ink", ground, TEXT) for ground in ("page", "cloth", "raised", "line", "mul-tint", "mari-tint")),
    *(("ink", ground, TEXT) for ground in ("leaf-tint", "mad-tint", "indigo-tint")),
    *(("ink-2", ground, TEXT) for ground in ("page", "cloth", "raised", "mul-tint", "mari-tint", "indigo-tint")),
    *(("mul", ground, TEXT) for ground in ("page", "cloth", "mul-tint", "mari-tint", "leaf-tint", "indigo-tint")),
    *(("mul-deep", ground, TEXT) for ground in ("page", "mul-tint")),
    *(("leaf", ground, TEXT) for ground in ("page", "cloth", "leaf-tint")),
    *(("mari-ink", ground, TEXT) for ground in ("page", "cloth", "mari-tint")),
    *(("mad", ground, TEXT) for ground in ("page", "cloth", "mad-tint")),
    *(("indigo", ground, TEXT) for ground in ("page", "cloth", "indigo-tint")),
    *((f"on-{fill}", fill, TEXT) for fill in ("mul", "leaf", "mari", "top")),
    ("page", "ink", TEXT),
    ("on-top", "top-2", TEXT),
    ("on-top-2", "top-2", TEXT),
    *(("edge", ground, SHAPE) for ground in ("page", "cloth", "raised")),
    ("focus", "page", SHAPE),
    ("focus", "focus-ring", SHAPE),
    ("mul", "line", SHAPE),
    ("stitch", "top-2", SHAPE),
    ("mul-soft", "page", SOFT),  # the second part of a bar: beside its number, never alone
]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_the_most_there_is():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_it_can_be_read(ink, ground, least, theme):
    colours = THEMES[theme]

    assert contrast(colours[ink], colours[ground]) >= least


def test_the_night_is_written_twice_and_is_the_same():
    assert BY_THE_PHONE == BY_HAND


def test_every_colour_is_a_token():
    rules = CSS[CSS.index("@layer base {") : CSS.index("@layer print {")]

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", rules) == []


def test_nothing_needs_a_younger_browser_than_ours():
    """Chrome 106 and Safari 15.6: no nesting, no light-dark(), no sides of the page by hand."""
    assert "light-dark(" not in CSS
    assert not re.search(r"[{;]\s*&", CSS)
    assert not re.search(r"(?<![\w-])(?:margin|padding|border)-(?:left|right)\b|float:|text-align: (?:left|right)", CSS)


def test_the_stylesheet_stays_small():
    assert len(gzip.compress(FILE.read_bytes(), 6)) <= 12 * 1024
