"""The tagger's body without its head, as a folder that text-embeddings-inference serves.

    python3 tagger_body.py FOLDER        FOLDER/tagger → FOLDER/tagger-body

TEI would load a token classification model as a classifier of whole texts. As a plain BertModel it answers /embed_all; the head's weights
in the file are ignored, and Aisle applies its own. Needs nothing but Python.
"""

import json
import os
import shutil
import sys
from pathlib import Path


def main():
    source = Path(sys.argv[1]) / "tagger"
    target = source.with_name("tagger-body")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    config = json.loads((source / "config.json").read_text())
    config["architectures"] = ["BertModel"]
    for name in ("id2label", "label2id"):
        config.pop(name, None)
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in ("model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        os.link(source / name, target / name)
    print(target)


if __name__ == "__main__":
    main()
