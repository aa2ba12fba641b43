"""What the phone is told about the app that it installs. The name is neutral: it stands on lock screens."""

from typing import Any

from flask_babel import gettext as _

from routines.pwa.assets import Assets

# --bg-sky of the dusk theme, oklch(0.172 0.044 272): no white flash at the start.
SKY = "#090e23"


def manifest(assets: Assets) -> dict[str, Any]:
    return {
        "id": "/",
        "name": "Evenfall",
        "short_name": "Evenfall",
        "start_url": "/tonight",
        "scope": "/",
        "display": "standalone",
        "background_color": SKY,
        "theme_color": SKY,
        "shortcuts": [{"name": _("Cramp now"), "url": "/now"}],
        "icons": [
            {"src": assets.url("icons/evenfall.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": assets.url("icons/evenfall-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": assets.url("icons/evenfall-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": assets.url("icons/evenfall-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
