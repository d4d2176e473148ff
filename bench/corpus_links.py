"""How well citations are resolved: precision and recall against what the made letters mean, wrong links one by one.

`python -m bench.corpus_links --out DIR --truth FILE`, both as `bench.corpus_build` wrote them. A link counts where a
reference is resolved to a held letter; a citation of a letter that is not held must stay without one.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import corpus
from corpus.corpus import Corpus


def judge(held: Corpus, truth: Path, show: int) -> dict[str, object]:
    """Precision and recall over all citations; prints the first `show` wrong links."""
    lines = [json.loads(line) for line in truth.read_text().splitlines()]
    ids = {index: id for index, id, _ in lines}
    right = wrong = wanted = 0
    for _, id, meant in lines:
        for at, (link, index) in enumerate(zip(held.graph.resolved(id), meant, strict=True)):
            target = ids.get(index)
            wanted += target is not None
            right += link is not None and link == target
            if link is not None and link != target:
                wrong += 1
                if wrong <= show:
                    print(f"wrong: {id} reference {at}: {link}, meant {target}: {held.graph.cites(id)[at]}", file=sys.stderr)
    return {
        "citations": sum(len(meant) for *_, meant in lines),
        "of_held": wanted,
        "linked": right + wrong,
        "wrong": wrong,
        "precision": round(right / max(1, right + wrong), 5),
        "recall": round(right / max(1, wanted), 5),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus_links", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    parser.add_argument("--show", type=int, default=10)
    options = parser.parse_args(arguments)
    with corpus.open(options.out, create=False) as held:
        print(json.dumps(judge(held, options.truth, options.show)))
        rules = "SELECT rule, count(*) FROM forms GROUP BY rule ORDER BY 2 DESC"
        print(json.dumps(dict(held.connection.execute(rules).fetchall())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
