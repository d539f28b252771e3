"""Writes weights files: arrays that numpy reads without pickle.

They hold nets and page regressions.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np

from training.nets import Packed


def write(path: Path, nets: Mapping[str, Packed], about: Mapping[str, Any]) -> None:
    """Writes a weights file, the same bytes for the same nets."""
    written = dict(about) | {
        "forms": {form: net.names for form, net in nets.items()},
        "bits": {name: bits for net in nets.values() for name, bits in net.bits.items()},
    }
    text = json.dumps(written, separators=(",", ":"), ensure_ascii=False).encode()
    arrays = {name: values for net in nets.values() for name, values in net.arrays.items()}
    arrays["about"] = np.frombuffer(text, np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with ZipFile(path, "w", ZIP_DEFLATED) as file:
        for name, values in arrays.items():
            entry = BytesIO()
            np.save(entry, values, allow_pickle=False)
            member = ZipInfo(f"{name}.npy")  # dated 1980, whenever it is written
            member.compress_type = ZIP_DEFLATED
            file.writestr(member, entry.getvalue())
