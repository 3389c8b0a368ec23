"""The tasks body: one BERT with four heads. Its word embeddings stay frozen, so that encoder.onnx and tasks.onnx share one table."""

import json
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel

from .labels import INTENTS, NAMED, RELATIONS, SUB_INTENTS, TAGS


class TasksModel(nn.Module):
    """match: pair → 4 logits, by BERT's own pooler and a linear classifier (what TEI serves). tags, named: token → logits.
    intent: the mean of a query's token vectors → 12 intent logits, then 27 sub-intents and none."""

    def __init__(self, config):
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=True)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(config.hidden_size, len(RELATIONS))
        self.tags = nn.Linear(config.hidden_size, len(TAGS))
        self.named = nn.Linear(config.hidden_size, len(NAMED))
        self.intent = nn.Linear(config.hidden_size, len(INTENTS))
        self.sub_intent = nn.Linear(config.hidden_size, len(SUB_INTENTS) + 1)
        for head in (self.classifier, self.tags, self.named, self.intent, self.sub_intent):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.bert.embeddings.word_embeddings.weight.requires_grad = False

    @classmethod
    def from_base(cls, folder, layers):
        """The base's first `layers` layers, the pooler fresh."""
        config = BertConfig(**json.loads((Path(folder) / "config.json").read_text()))
        base = BertModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32)
        config.num_hidden_layers = layers
        config.dtype = None
        model = cls(config)
        state = {k: v for k, v in base.state_dict().items() if not k.startswith("encoder.layer.") or int(k.split(".")[2]) < layers}
        missing, unexpected = model.bert.load_state_dict(state, strict=False)
        assert not unexpected and all(k.startswith("pooler") for k in missing), (missing, unexpected)
        return model

    def forward(self, task, input_ids, attention_mask):
        out = self.bert(input_ids=input_ids, attention_mask=attention_mask)
        if task == "match":
            return self.classifier(self.dropout(out.pooler_output))
        if task == "intent":
            mask = attention_mask.unsqueeze(-1).to(out.last_hidden_state.dtype)
            mean = self.dropout((out.last_hidden_state * mask).sum(1) / mask.sum(1))
            return torch.cat([self.intent(mean), self.sub_intent(mean)], -1)
        return getattr(self, task)(self.dropout(out.last_hidden_state))
