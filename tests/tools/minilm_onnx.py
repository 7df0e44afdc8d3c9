#!/usr/bin/env python3
"""A BERT-class model of safetensors as an ONNX graph, with the fused operators that onnxruntime's own optimiser makes of such models, so that the peer
runs at its best. For tests and benchmarks; needs numpy, onnx, safetensors.

usage: minilm_onnx.py FOLDER OUT.onnx
"""
import json
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

OURS = "com.microsoft"


class Graph:
    def __init__(self, weights):
        self.weights, self.nodes, self.constants = weights, [], {}

    def tensor(self, name, transposed=False):
        key = name + (".T" if transposed else "")
        at = self.weights[name].astype(np.float32)
        self.constants[key] = np.ascontiguousarray(at.T) if transposed else at
        return key

    def put(self, kind, inputs, outputs, domain="", **attributes):
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def norm(self, x, skip, name, bias, out, eps):
        return self.put("SkipLayerNormalization", [x, skip, self.tensor(name + ".weight"), self.tensor(name + ".bias"), bias], [out], OURS,
                        epsilon=eps)

    def attention(self, x, base, heads, out):
        parts = ["query", "key", "value"]
        w = np.concatenate([self.weights["%s.attention.self.%s.weight" % (base, p)].T for p in parts], axis=1)
        b = np.concatenate([self.weights["%s.attention.self.%s.bias" % (base, p)] for p in parts])
        self.constants[base + ".qkv.w"], self.constants[base + ".qkv.b"] = w.astype(np.float32), b.astype(np.float32)
        return self.put("Attention", [x, base + ".qkv.w", base + ".qkv.b", "mask"], [out], OURS, num_heads=heads)

    def layer(self, x, number, config):
        base, eps = "encoder.layer.%d" % number, config["layer_norm_eps"]
        mixed = self.attention(x, base, config["num_attention_heads"], base + ".mixed")
        shown = self.put("MatMul", [mixed, self.tensor(base + ".attention.output.dense.weight", True)], [base + ".shown"])
        middle = self.norm(shown, x, base + ".attention.output.LayerNorm", self.tensor(base + ".attention.output.dense.bias"), base + ".middle", eps)
        wide = self.put("MatMul", [middle, self.tensor(base + ".intermediate.dense.weight", True)], [base + ".wide"])
        bent = self.put("BiasGelu", [wide, self.tensor(base + ".intermediate.dense.bias")], [base + ".bent"], OURS)
        back = self.put("MatMul", [bent, self.tensor(base + ".output.dense.weight", True)], [base + ".back"])
        return self.norm(back, middle, base + ".output.LayerNorm", self.tensor(base + ".output.dense.bias"), base + ".out", eps)


def convert(folder, path):
    with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
        config = json.load(f)
    graph = Graph(load_file(os.path.join(folder, "model.safetensors")))
    e = "embeddings."
    x = graph.put("EmbedLayerNormalization",
                  ["ids", "segments"] + [graph.tensor(e + n) for n in ("word_embeddings.weight", "position_embeddings.weight",
                                                                        "token_type_embeddings.weight", "LayerNorm.weight", "LayerNorm.bias")],
                  ["embedded", "unused"], OURS, epsilon=config["layer_norm_eps"])
    for number in range(config["num_hidden_layers"]):
        x = graph.layer(x, number, config)
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, ["batch", "tokens"]) for n in ("ids", "segments", "mask")]
    output = helper.make_tensor_value_info(x, TensorProto.FLOAT, ["batch", "tokens", config["hidden_size"]])
    constants = [numpy_helper.from_array(at, name) for name, at in graph.constants.items()]
    model = helper.make_model(helper.make_graph(graph.nodes, "bert", inputs, [output], constants),
                              opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OURS, 1)], ir_version=9)
    onnx.save(model, path)


if __name__ == "__main__":
    convert(sys.argv[1], sys.argv[2])
