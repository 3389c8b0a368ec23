"""A BERT as an ONNX graph, written node by node: nothing in it but what inference needs, in the operators that onnxruntime runs fastest.

torch's exporter writes about 500 nodes where these are 250, GELU as five passes over the widest tensor, and masks that are looked up
pair by pair. What multiplies by weights is left to a `Linears`, so that one function writes the graph in every precision.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"


class Graph:
    """Collects nodes and constants. `op` returns the name of a node's output; arguments that are no names become constants."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, value):
        self.constants.append(numpy_helper.from_array(np.asarray(value), f"constant_{len(self.constants)}"))
        return self.constants[-1].name

    def op(self, kind, *inputs, outputs=(), domain="", **attributes):
        names = [i if isinstance(i, str) else self.constant(i) for i in inputs]
        outputs = list(outputs) or [f"{kind}_{len(self.nodes)}"]
        self.nodes.append(helper.make_node(kind, names, outputs, domain=domain, **attributes))
        return outputs[0]

    def model(self, outputs):
        """outputs: {name: shape, a text for what varies}."""
        inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, ["batch", "length"]) for n in ("input_ids", "attention_mask")]
        answers = [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in outputs.items()]
        graph = helper.make_graph(self.nodes, "aisle", inputs, answers, self.constants)
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)], ir_version=9)


class Linears:
    """fp32. `project`: the input, [rows, in], through layers that share it → one [rows, out] each; `feed_forward`: BERT's two with GELU
    between; `words`: the rows of the word-embedding table."""

    def __init__(self, state):
        self.state = state

    def array(self, name):
        return self.state[name].numpy().astype(np.float32)

    def layer(self, name):
        """(weight [in, out], bias [out])."""
        return self.array(f"{name}.weight").T.copy(), self.array(f"{name}.bias")

    def words(self, graph, ids):
        return graph.op("Gather", self.array("embeddings.word_embeddings.weight"), ids)

    def project(self, graph, x, names):
        return [graph.op("Gemm", x, *self.layer(n)) for n in names]

    def feed_forward(self, graph, x, inner, outer):
        return self.project(graph, graph.op("Gelu", self.project(graph, x, [inner])[0]), [outer])[0]


def norm(graph, x, linears, name):
    return graph.op("LayerNormalization", x, linears.array(f"{name}.weight"), linears.array(f"{name}.bias"), axis=-1, epsilon=1e-12)


def bert(graph, config, linears):
    """Appends the body to graph: → the name of the last hidden state, [batch · length, hidden], and of the shape [batch, length]."""
    hidden, heads = config.hidden_size, config.num_attention_heads
    size = hidden // heads
    shape = graph.op("Shape", "input_ids")
    length = graph.op("Shape", "input_ids", start=1)
    positions = linears.array("embeddings.position_embeddings.weight") + linears.array("embeddings.token_type_embeddings.weight")[0]
    places = graph.op("Slice", positions, np.array([0]), length, np.array([0]))
    x = norm(graph, graph.op("Add", linears.words(graph, "input_ids"), places), linears, "embeddings.LayerNorm")
    x = graph.op("Reshape", x, np.array([-1, hidden]))
    by_head = graph.op("Concat", shape, np.array([heads, size]), axis=0)
    # 0 where a token counts, −10⁹ where it is padding: [batch, 1, 1, length].
    mask = graph.op("Mul", graph.op("Sub", graph.op("Cast", "attention_mask", to=TensorProto.FLOAT), np.float32(1)), np.float32(1e9))
    mask = graph.op("Unsqueeze", mask, np.array([1, 2]))
    for i in range(config.num_hidden_layers):
        at = f"encoder.layer.{i}."
        q, k, v = (graph.op("Transpose", graph.op("Reshape", y, by_head), perm=perm) for y, perm in zip(
            linears.project(graph, x, [f"{at}attention.self.{n}" for n in ("query", "key", "value")]), ((0, 2, 1, 3), (0, 2, 3, 1), (0, 2, 1, 3))))
        scores = graph.op("Mul", graph.op("MatMul", q, k), np.float32(size**-0.5))
        weights = graph.op("Softmax", graph.op("Add", scores, mask), axis=-1)
        context = graph.op("Transpose", graph.op("MatMul", weights, v), perm=(0, 2, 1, 3))
        context = graph.op("Reshape", context, np.array([-1, hidden]))
        # Sum, not Add: with Add onnxruntime makes the two one SkipLayerNormalization, which takes seven times as long on a CPU.
        y = linears.project(graph, context, [f"{at}attention.output.dense"])[0]
        x = norm(graph, graph.op("Sum", x, y), linears, f"{at}attention.output.LayerNorm")
        y = linears.feed_forward(graph, x, f"{at}intermediate.dense", f"{at}output.dense")
        x = norm(graph, graph.op("Sum", x, y), linears, f"{at}output.LayerNorm")
    return x, shape


def whole(graph, x, shape, hidden, outputs=()):
    """[batch · length, hidden] → [batch, length, hidden]."""
    return graph.op("Reshape", x, graph.op("Concat", shape, np.array([hidden]), axis=0), outputs=outputs)


def encoder_graph(config, linears):
    """→ sentence_embedding [batch, hidden]: the mean of the token vectors, of length 1."""
    graph, hidden = Graph(), config.hidden_size
    x, shape = bert(graph, config, linears)
    counts = graph.op("Unsqueeze", graph.op("Cast", "attention_mask", to=TensorProto.FLOAT), np.array([1]))
    # The sum has the direction of the mean.
    total = graph.op("Squeeze", graph.op("MatMul", counts, whole(graph, x, shape, hidden)), np.array([1]))
    graph.op("LpNormalization", total, axis=-1, p=2, outputs=["sentence_embedding"])
    return graph.model({"sentence_embedding": ["batch", hidden]})


def tasks_graph(config, linears, classifier):
    """→ last_hidden_state [batch, length, hidden] and logits [batch, relations]; classifier is (weight [relations, hidden], bias)."""
    graph, hidden = Graph(), config.hidden_size
    tokens = whole(graph, *bert(graph, config, linears), hidden, outputs=["last_hidden_state"])
    pooled = graph.op("Tanh", graph.op("Gemm", graph.op("Gather", tokens, np.array(0), axis=1), *linears.layer("pooler.dense")))
    weight, bias = classifier
    graph.op("Gemm", pooled, weight.T.copy(), bias, outputs=["logits"])
    return graph.model({"last_hidden_state": ["batch", "length", hidden], "logits": ["batch", len(bias)]})


def save(model, path):
    onnx.checker.check_model(model)
    path.write_bytes(model.SerializeToString())
