"""The contrast of every text as it is painted: axe cannot see through a gradient, and the sky is one."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

AT_LEAST, AT_LEAST_LARGE = 7.0, 4.5
"""WCAG 1.4.6; large is 24 px, or 18.66 px in bold."""
# Under an open dialog nothing else is read. A disabled control has no contrast to keep.
_TEXTS = """() => {
    const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    const rgba = (color) => {
        pen.clearRect(0, 0, 1, 1);
        pen.fillStyle = color;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data];
    };
    const opacity = (one) => (one ? Number(getComputedStyle(one).opacity) * opacity(one.parentElement) : 1);
    const root = document.querySelector("dialog[open]") ?? document.body;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
        const one = walker.currentNode.parentElement;
        const seen = one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
        if (!walker.currentNode.data.trim() || !seen) continue;
        if (one.closest("svg, script, .hidden-text, :disabled, [aria-disabled=true], template")) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(one);
        const size = parseFloat(fontSize);
        const range = document.createRange();
        range.selectNodeContents(walker.currentNode);
        const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 2 && height > 2)
            .map(({ left, top, width, height }) => [left, top, width, height]);
        const [r, g, b, a] = rgba(color);
        found.push({ words: walker.currentNode.data.trim().slice(0, 60), boxes, color: [r, g, b],
            alpha: (a / 255) * opacity(one), large: size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) });
    }
    const bare = new CSSStyleSheet();
    bare.replaceSync(`*, *::placeholder { color: transparent !important; text-shadow: none !important;
        -webkit-text-fill-color: transparent !important } svg { visibility: hidden !important }`);
    document.adoptedStyleSheets = [bare];
    return found;
}"""
_RATIOS = """async ([picture, texts]) => {
    document.adoptedStyleSheets = [];
    // No address: the policy lets a page show its own pictures and blobs only.
    const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const pen = new OffscreenCanvas(image.width, image.height).getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    const scale = image.width / innerWidth;
    const { data, width, height } = pen.getImageData(0, 0, image.width, image.height);
    const part = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
    const ratio = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const at = (x, y) => {
        const place = 4 * (Math.round(y) * width + Math.round(x));
        return [data[place], data[place + 1], data[place + 2]];
    };
    const over = (color, ground, alpha) => color.map((value, n) => value * alpha + ground[n] * (1 - alpha));
    return texts.map(({ boxes, color, alpha }) => {
        let worst = 21;
        for (const [left, top, wide, high] of boxes) {
            for (let i = 1; i < 8; i += 1) for (let j = 1; j < 4; j += 1) {
                const [x, y] = [(left + (wide * i) / 8) * scale, (top + (high * j) / 4) * scale];
                if (x < 0 || y < 0 || x >= width - 1 || y >= height - 1) continue;
                const ground = at(x, y);
                worst = Math.min(worst, ratio(light(over(color, ground, alpha)), light(ground)));
            }
        }
        return worst;
    });
}"""


@contextmanager
def at_full_height(page: Page) -> Iterator[None]:
    """All of it at once, so that the dock covers nothing."""
    size = page.viewport_size
    whole = page.evaluate("document.scrollingElement.scrollHeight")
    if size and whole > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": whole})
    yield
    if size:
        page.set_viewport_size(size)


def faint_texts(page: Page) -> list[str]:
    """Each text that is painted with less contrast than it must have, by the pixels behind it."""
    texts: list[dict[str, Any]] = page.evaluate(_TEXTS)
    picture = base64.b64encode(page.screenshot(animations="disabled")).decode()
    ratios: list[float] = page.evaluate(_RATIOS, [picture, texts])
    if not texts:
        raise AssertionError("a page without a text")
    return [
        f"{ratio:.1f}:1 {text['words']!r}"
        for text, ratio in zip(texts, ratios, strict=True)
        if ratio < (AT_LEAST_LARGE if text["large"] else AT_LEAST) - 0.05
    ]
