"""How long a thousand corrections take to be put into a volume of a thousand pages.

python tests/bench/corrections.py
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reader"))

from corrected import long_volume, thousand
from measure import milliseconds

from reader.corrections import Corrections
from reader.mending import corrected

PAGES = 1000
ROUNDS = 9


def main() -> None:
    documents, links = long_volume(PAGES)
    records = tuple(thousand(documents[0], PAGES // 3 + 1)[:1000])
    wanted = Corrections(records, ("a",))
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        done = corrected(documents, links, wanted)
        taken.append(time.perf_counter() - start)
        assert len(done.standing) == len(records)
    print(f"{len(records)} corrections over {PAGES} pages: {milliseconds(taken)}")


if __name__ == "__main__":
    main()
