"""How the judge's weights are made from a corpus: `make train CORPORA=...`."""
