"""What a first visit weighs, compressed as a phone asks for it: Welcome and Tonight with all they load."""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import app as wiring
from config import Settings

GZIP = {"Accept-Encoding": "gzip"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env({"EVENFALL_DATA": str(Path(folder) / "data")})
        wiring.migrate(settings)
        client = wiring.create_app(settings).test_client()
        sizes: dict[str, int] = {}

        def weigh(path: str) -> str:
            """Fetch one address once; answers its text."""
            if path in sizes:
                return ""
            answer = client.get(path, headers=GZIP, base_url=settings.public_url)
            sizes[path] = len(answer.data)
            return client.get(path, base_url=settings.public_url).get_data(as_text=True)

        prefix = ""
        for page in ("/", "/tonight"):
            text = weigh(page)
            prefix = re.findall(r'data-static="([^"]+)"', text)[0]
            for asset in re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', text):
                _follow(asset, weigh)
        for element in ("sync-line.js", "tonight/index.js"):
            _follow(f"{prefix}js/elements/{element}", weigh)
        weigh(f"{prefix}i18n/en.json")
        scripts = sum(size for path, size in sizes.items() if path.endswith(".js"))
        print(f"first_load_files: {len(sizes)}")
        print(f"first_load_kb: {sum(sizes.values()) / 1024:.1f}")
        print(f"js_kb: {scripts / 1024:.1f}")


def _follow(path: str, weigh: Callable[[str], str]) -> None:
    """A script brings its imports along."""
    text = weigh(path)
    base = path.rsplit("/", 1)[0]
    for relative in re.findall(r'^import[^"]*"(\.[^"]+)"', text, re.MULTILINE):
        parts = base.split("/")
        for part in relative.split("/"):
            if part == "..":
                parts.pop()
            elif part != ".":
                parts.append(part)
        _follow("/".join(parts), weigh)


if __name__ == "__main__":
    main()
