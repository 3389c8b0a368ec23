"""Kernel SHAP as the package `shap` has it, over masks that a running Aisle judges by POST /v1/match.

Reads JSON lines `{"query": [stretch, …], "title": [stretch, …], "relation": name}` and writes one a line, `{"weights": [number, …], "calls": count}`: the words of
the query first. A stretch is a word with what follows it, so that those that are left make up a text; a text without any is "-".

    python kernel_shap.py URL SAMPLES L1_REG < rows.jsonl > weights.jsonl

L1_REG is `default`, as the package has it, or `none`.
"""

import json
import sys
import urllib.request

import numpy as np
import shap

PAIRS = 100


def judge(url: str, pairs: list[dict]) -> list[dict]:
    """The answers of /v1/match, in the order of the pairs."""
    results = []
    for at in range(0, len(pairs), PAIRS):
        body = json.dumps({"pairs": pairs[at : at + PAIRS]}).encode()
        headers = {"content-type": "application/json", "x-deadline-ms": "30000"}
        with urllib.request.urlopen(urllib.request.Request(f"{url}/v1/match", body, headers)) as response:
            answer = json.load(response)
        if answer["served_by"]["degraded"]:
            raise RuntimeError("the model did not answer")
        results += answer["results"]
    return results


def main() -> None:
    url, samples, l1 = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    for line in sys.stdin:
        row = json.loads(line)
        query, title = row["query"], row["title"]
        calls = 0

        def text(words: list[str], mask: np.ndarray) -> str:
            return "".join(word for word, there in zip(words, mask) if there).strip() or "-"

        def probability(masks: np.ndarray) -> np.ndarray:
            nonlocal calls
            calls += len(masks)
            pairs = [
                {"query": text(query, mask[: len(query)]), "product": {"title": text(title, mask[len(query) :])}}
                for mask in masks
            ]
            return np.array([result["distribution"][row["relation"]] for result in judge(url, pairs)])

        count = len(query) + len(title)
        np.random.seed(0)
        explainer = shap.KernelExplainer(probability, np.zeros((1, count)))
        options = {} if l1 == "default" else {"l1_reg": 0}
        weights = explainer.shap_values(np.ones((1, count)), nsamples=samples, silent=True, **options)[0]
        print(json.dumps({"weights": weights.tolist(), "calls": calls}), flush=True)


if __name__ == "__main__":
    main()
