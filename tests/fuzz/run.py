"""Coverage-guided fuzzing of the readers, the fields and the whole of `clean`: `make fuzz
SECONDS=3600`.

atheris (libFuzzer) mutates the seeds; an input that breaks a promise, or takes longer than it may,
is kept in build/fuzz/found, once for each place in the code that broke, and the run goes on. What
it found becomes a case of the part that broke.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["copydesk"]):
    from copydesk import chain

    # Imported here, so that the fuzzer instruments them.
    from copydesk.readers import html, jsonld, tag_balance, text  # noqa: F401

    for step in chain.steps():
        import_module(step.module)

from tests.fuzz.seeds import write_dictionary, write_seeds
from tests.fuzz.target import one_input

PLACE = Path("build/fuzz")
SLOWEST = 3.0
"""Seconds for an input of a few thousand bytes, which usually takes hundredths (instrumented code
is several times slower).
"""


def main(seconds: int, longest: int = 8_000) -> None:
    """Fuzzes for so many seconds with inputs of at most `longest` bytes."""
    corpus, found = PLACE / "corpus", PLACE / "found"
    found.mkdir(parents=True, exist_ok=True)
    write_seeds(corpus)
    write_dictionary(PLACE / "words.dict")

    def once(data: bytes) -> None:
        began = time.process_time()
        try:
            one_input(data)
        except Exception as error:  # noqa: BLE001 - whatever it raises is what is looked for
            _keep(found, data, _place_of(error), traceback.format_exc())
        if time.process_time() - began > SLOWEST:
            _keep(
                found,
                data,
                f"slow-{hashlib.sha1(data).hexdigest()[:4]}",
                f"took {time.process_time() - began:.1f} s",
            )

    words = [
        "fuzz",
        str(corpus),
        f"-max_total_time={seconds}",
        f"-max_len={longest}",
        f"-dict={PLACE / 'words.dict'}",
        # libFuzzer's own finds, which it writes into the working folder otherwise
        f"-artifact_prefix={found}/",
        "-print_final_stats=1",
        "-rss_limit_mb=3000",
        # it goes by the clock, which other work on the machine slows; the target goes by processor
        # time
        "-report_slow_units=1000",
    ]
    atheris.Setup(words, once)
    atheris.Fuzz()


def _place_of(error: Exception) -> str:
    """The last line of copydesk's, or of the promise, that the error came through."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if "copydesk" in frame.filename or "promises" in frame.filename
    ]
    last = frames[-1] if frames else traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}-{Path(last.filename).stem}-{last.lineno}"


def _keep(folder: Path, data: bytes, name: str, why: str) -> None:
    path = folder / name
    if not path.exists() or len(data) < path.stat().st_size:
        path.write_bytes(data)
        path.with_suffix(".why").write_text(why, "utf-8", "backslashreplace")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 600)
