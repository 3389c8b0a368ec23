"""Between character spans and token labels."""


def token_spans(encoding, text):
    """Per token its (start, end) in the text without outer spaces, or None for special and blank tokens."""
    spans = []
    for start, end in encoding.offsets:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        spans.append((start, end) if end > start else None)
    return spans


def labels_for(offsets, spans, label_of, partial=False, begin=0):
    """BIO label ids per token; -100 where the loss doesn't look (special tokens, text before `begin`, the rest of a partial row)."""
    labels = []
    for offset in offsets:
        if offset is None or offset[0] < begin:
            labels.append(-100)
            continue
        inside = next((s for s in spans if offset[0] < s[1] and offset[1] > s[0]), None)
        if inside is None:
            labels.append(-100 if partial else 0)
        else:
            labels.append((offset, inside))
    seen = set()
    for i, label in enumerate(labels):
        if isinstance(label, tuple):
            _, span = label
            labels[i] = label_of("I" if span in seen else "B", span)
            seen.add(span)
    return labels


def decode(offsets, tags, begin=0):
    """Spans from BIO tags: [(start, end, name)], an I without its B opens a span. The twin of `tagHead` in src/models/heads/tag-head.ts."""
    spans, current = [], None
    for offset, tag in zip(offsets, tags):
        if offset is None or offset[0] < begin:
            if offset is not None:
                current = None
            continue
        prefix, _, name = tag.partition("-")
        if prefix == "O":
            current = None
        elif prefix == "I" and current is not None and current[2] == name:
            current[1] = offset[1]
        else:
            current = [offset[0], offset[1], name]
            spans.append(current)
    return [tuple(s) for s in spans]
