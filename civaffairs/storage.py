"""How static files are kept: under hashed names, compressed."""

from __future__ import annotations

from typing import Any

import brotli
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

QUALITY = 9  # plotly.js: 8 seconds and 1.11 MB at the highest quality, 0.4 seconds and 1.23 MB at this one


class QuickCompressor(Compressor):
    @staticmethod
    def compress_brotli(data: bytes) -> bytes:
        return bytes(brotli.compress(data, quality=QUALITY))


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage, but quick enough to run at every start."""

    def create_compressor(self, **kwargs: Any) -> Compressor:
        return QuickCompressor(**kwargs)
