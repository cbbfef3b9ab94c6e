"""Golden embeddings of all-MiniLM-L6-v2, computed apart from the product: numpy for the network, the published tokenizer.

    pip install numpy safetensors tokenizers
    python tools/golden/minilm-golden.py FOLDER > libs/models/src/local/fixtures/minilm-golden.json

FOLDER holds model.safetensors and tokenizer.json as published. The network is BERT (Devlin et al. 2019, arXiv:1810.04805) with mean
pooling over all tokens and unit length, as the model card says.
"""

import json
import math
import sys

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

TEXTS = [
    "lion",
    "A cheetah is a large cat native to Africa and Southwest Asia.",
    "Crème brûlée, jalapeño & naïve façade",
    "日本 sushi 🍣 plate",
    "Rosalind Franklin: British chemist; X-ray diffraction of DNA, RNA, viruses, coal and graphite (1920–1958)",
]
HEADS, LAYERS, EPSILON = 12, 6, 1e-12

folder = sys.argv[1]
weights = load_file(f"{folder}/model.safetensors")
tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
tokenizer.no_padding()
tokenizer.no_truncation()
erf = np.vectorize(math.erf)


def dense(x, name):
    return x @ weights[f"{name}.weight"].T.astype(np.float64) + weights[f"{name}.bias"]


def norm(x, name):
    centred = x - x.mean(-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + EPSILON)
    return scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]


def heads(x):
    return x.reshape(len(x), HEADS, -1).transpose(1, 0, 2)


def embed(text):
    ids = tokenizer.encode(text).ids
    x = weights["embeddings.word_embeddings.weight"][ids].astype(np.float64)
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)] + weights["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        query, key, value = (heads(dense(x, f"{at}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(query.shape[-1])
        share = np.exp(scores - scores.max(-1, keepdims=True))
        share /= share.sum(-1, keepdims=True)
        mixed = (share @ value).transpose(1, 0, 2).reshape(len(ids), -1)
        x = norm(x + dense(mixed, f"{at}.attention.output.dense"), f"{at}.attention.output.LayerNorm")
        inner = dense(x, f"{at}.intermediate.dense")
        inner = inner * 0.5 * (1 + erf(inner / math.sqrt(2)))
        x = norm(x + dense(inner, f"{at}.output.dense"), f"{at}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


golden = [{"text": text, "vector": [round(float(v), 6) for v in embed(text)]} for text in TEXTS]
json.dump(golden, sys.stdout, ensure_ascii=False, separators=(",", ":"))
print()
