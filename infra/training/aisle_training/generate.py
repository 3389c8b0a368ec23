"""Training rows made from word lists, seeded: tags, attributes by name and intents, in Chinese, English and both mixed.

Every function returns rows in the shape of data.py. `python -m aisle_training.generate` prints samples to read, with `--check` it tests them.
"""

import argparse
import random
import re

from .compose import FILLERS, Product, join, misspelt, query_of, surface, title_of
from .generate_match import match_rows
from .labels import INTENTS, RELATIONS, SPAN_NAMES, SUB_INTENTS
from .words import LANGUAGES, WORDS, Kind, categories, devices

# Names of attributes that no word list states, to ask of titles that state another measure.
NEVER = {"zh": ["保修期", "质保", "包装尺寸", "保质期", "认证", "生产日期", "安装方式", "毛重", "高度", "宽度", "适用年龄", "执行标准", "生产许可证", "货号"],
         "en": ["Warranty", "Package Dimensions", "Shelf Life", "Certification", "Item Height", "Item Width", "Gross Weight", "Care Instructions",
                "Date First Available", "UPC", "Assembly Required", "Energy Rating"]}


# --- tags and attributes by name -------------------------------------------------------------------------------

def _device_query(rng, language):
    """A query or a title of an accessory for a named device, as tagged pieces."""
    device = rng.choice(devices())
    brand, model = rng.choice(device.models)
    accessory = rng.choice(device.accessory)
    code = bool(re.match(r"^[A-Z]{1,4}[- ]?\d|^[A-Z]+-?[A-Z]*\d{3}", model["en"][0])) and device.name["en"][0] not in ("car", "phone", "game console")
    host = (surface(model, language, rng), "model_number" if code else "product_name", None)
    maker = [(surface(brand, language, rng), "brand", None)] if rng.random() < 0.55 and brand["zh"][0] not in host[0] else []
    item = (surface(accessory, language, rng), "product_type", None)
    color = next(a for a in categories()[0].attributes if a.span == "color")
    extra = [(surface(rng.choice(color.values), language, rng), "color", None)] * (rng.random() < 0.35)
    extra += [(rng.choice(FILLERS[language]), "feature", None)] * (rng.random() < 0.3)
    if language == "zh":
        fit = [("适用", None, None)] if rng.random() < 0.3 else []
        pieces = rng.choice((fit + maker + [host, item] + extra, [item] + maker + [host] + extra))
        return join(pieces, rng.random() < 0.6)
    pieces = rng.choice((maker + [host, item] + extra, extra + maker + [host, item], [item, ("for", None, None)] + maker + [host] + extra))
    return join([(t.lower() if rng.random() < 0.7 else t, n, a) for t, n, a in pieces], False)


def tag_rows(count, seed):
    rng = random.Random(f"tags-{seed}")
    service = [p for p in _patterns() if p[0] in ("account_payment", "human_support", "order_status", "return_refund") and "{" not in p[3]]
    rows = []
    for _ in range(count):
        language = "zh" if rng.random() < 0.6 else "en"
        draw = rng.random()
        if draw < 0.04:
            # A question of service states nothing of a product.
            _, _, spoken, pattern = rng.choice(service)
            text, spans = _expand(pattern, spoken, rng), []
        elif draw < 0.18:
            text, spans = _device_query(rng, language)
        elif draw < 0.7:
            product = Product.random(rng, 0, 4)
            if rng.random() < 0.08:
                slip = {tongue: [misspelt(name, rng) for name in names] for tongue, names in product.kind.word.items()}
                product.kind = Kind(slip, [], [], [])
            text, spans = query_of(product, language, rng, mixed=rng.random() < 0.15)
        else:
            text, spans = title_of(Product.random(rng, 2, 6), language, rng)
        rows.append({"text": text, "spans": [s[:3] for s in spans], "partial": False, "dev": False, "source": "generated"})
    return rows


def named_rows(count, seed):
    rng = random.Random(f"named-{seed}")
    rows = []
    while len(rows) < count:
        language = "zh" if rng.random() < 0.6 else "en"
        product = Product.random(rng, 3, 7)
        text, spans = title_of(product, language, rng)
        asked = language if rng.random() < 0.65 else ("en" if language == "zh" else "zh")
        chosen = [a for a, _ in product.chosen if a.span != "price"]
        # A value that another attribute states too would have two owners.
        stated = [a for a in chosen if sum(text.count(text[s:e]) for s, e, _, b in spans if b is a) == 1]
        taken = {n for a in chosen for names in a.names.values() for n in names}
        for attribute in rng.sample(stated, min(2, len(stated))):
            rows.append((rng.choice(attribute.names[asked]), text, [s[:2] for s in spans if s[3] is attribute]))
        if rng.random() < 0.3:
            name = rng.choice({"zh": ("品类", "产品类型", "商品名称"), "en": ("Product Type", "Item Type", "Type")}[asked])
            rows.append((name, text, [s[:2] for s in spans if s[2] == "product_type"]))
        absent = [n for a in product.category.attributes if a not in chosen for n in a.names[asked] if n not in taken]
        absent = rng.sample(absent, min(1, len(absent))) + rng.sample(NEVER[asked], 1 if rng.random() < 0.3 else 0)
        rows += [(name, text, []) for name in absent]
    return [{"name": n, "text": t, "spans": s, "dev": False, "source": "generated"} for n, t, s in rows[:count]]


# --- intent ----------------------------------------------------------------------------------------------------

FILL = {
    "zh": {"city": ("北京", "成都", "广州", "沈阳", "拉萨", "苏州", "乌鲁木齐", "县城", "三亚", "西安", "海口", "老家"),
           "day": ("昨天", "上周五", "前天", "周日", "星期三", "国庆", "月底", "除夕"),
           "courier": ("顺丰", "京东快递", "圆通", "邮政", "中通"),
           "pay": ("微信", "支付宝", "花呗", "白条", "云闪付", "银行卡", "数字人民币")},
    "en": {"city": ("boston", "toronto", "alaska", "london", "dallas", "hawaii", "chicago", "singapore", "rural montana"),
           "day": ("monday", "friday", "wednesday", "thursday", "saturday"),
           "courier": ("fedex", "ups", "usps", "dhl"),
           "pay": ("paypal", "apple pay", "visa", "klarna", "afterpay", "amex")},
}
# What may stand for {value}, and attributes whose values ask for a word beside them.
TOLD = ("material", "feature", "style", "shape", "pattern")
NOT_ALONE = ("Room", "Closure", "Capacity (Persons)", "Occasion of Use", "Vehicle Type", "For")


def _patterns():
    out, header = [], None
    for line in (WORDS / "intents.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            name, language = line[1:].split()
            intent, _, sub = name.partition("/")
            header = (intent, sub or None, language)
        elif line.strip() and not line.startswith("#"):
            out.append((*header, line.strip()))
    return out


def _expand(pattern, language, rng):
    while (match := re.search(r"\(([^()]*)\)", pattern)):
        pattern = pattern[: match.start()] + rng.choice(match[1].split("|")) + pattern[match.end() :]
    category = rng.choices(categories(), [len(c.kinds) for c in categories()])[0]
    tongue = language if rng.random() < 0.94 else rng.choice(LANGUAGES)
    kinds = rng.sample(category.kinds, 2)
    brands = rng.sample(next(a for a in category.attributes if a.span == "brand").values, 2)
    told = [a for a in category.own if a.span in TOLD and a.names["en"][0] not in NOT_ALONE and len(a.values) > 1]
    attribute = rng.choice(told or category.own)
    values = rng.sample(attribute.values, 2)
    slots = {"item": surface(kinds[0].word, tongue, rng), "item2": surface(kinds[1].word, language, rng), "brand": brands[0][language][0],
             "brand2": brands[1][language][0], "value": values[0][language][0], "value2": values[1][language][0],
             "n": str(rng.randint(2, 24)), "money": str(rng.choice((20, 30, 50, 80, 99, 100, 150, 200, 300, 500, 800, 1000))),
             "order": rng.choice(("", "#", "No.")) + str(rng.randint(10000, 999999))}
    device = rng.choice(devices())
    (_, model), (_, model2) = rng.sample(device.models, 2)
    slots |= {"model": surface(model, language, rng), "model2": surface(model2, language, rng),
              "accessory": surface(rng.choice(device.accessory), tongue, rng)}
    slots |= {name: rng.choice(words) for name, words in FILL[language].items()}
    slots["city2"] = rng.choice([c for c in FILL[language]["city"] if c != slots["city"]])
    text = re.sub(r"\{(\w+)\}", lambda m: slots[m[1]], pattern)
    if language == "zh":
        return re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\ba (?=[aeiou])", "an ", re.sub(r"\s+", " ", text).strip().replace(" ,", ","))
    return text if rng.random() < 0.12 else text.lower()


def intent_rows(each, seed):
    """`each` queries of every pattern, twice as many where an intent has few patterns; equal ones come once."""
    rng = random.Random(f"intent-{seed}")
    rows, seen = [], set()
    for intent, sub, language, pattern in _patterns():
        for _ in range(each if intent in (*SUB_INTENTS.values(), "other") else each * 2):
            query = _expand(pattern, language, rng)
            if rng.random() < 0.07:
                query = misspelt(query, rng)
            if query not in seen:
                seen.add(query)
                rows.append({"query": query, "intent": intent, "sub_intent": sub, "language": language,
                             "dev": False, "source": "generated", "weight": 0.4})
    return rows


def check(seed):
    """Fails on a row that breaks what data.py promises of it."""
    tags, named, match, intent = tag_rows(3000, seed), named_rows(3000, seed), match_rows(300, seed), intent_rows(6, seed)
    assert tags == tag_rows(3000, seed), "the same seed gives other rows"
    for row in tags + named:
        end = 0
        for span in sorted(row["spans"]):
            stated = row["text"][span[0] : span[1]]
            assert end <= span[0] < span[1] and stated.strip() == stated, row
            assert len(span) == 2 or span[2] in SPAN_NAMES, row
            end = span[1]
    assert {r["label"] for r in match} == set(range(len(RELATIONS)))
    assert {(r["intent"], r["language"]) for r in intent} == {(i, language) for i in INTENTS for language in LANGUAGES}
    assert {(r["sub_intent"], r["language"]) for r in intent if r["sub_intent"]} == {(s, language) for s in SUB_INTENTS for language in LANGUAGES}
    assert all(r["sub_intent"] is None or SUB_INTENTS[r["sub_intent"]] == r["intent"] for r in intent)
    left = [r["query"] for r in intent if re.search(r"[{}()|]", r["query"])]
    assert not left, left[:5]
    print(f"{len(tags)} tagged, {len(named)} named, {len(match)} judged and {len(intent)} intent rows are sound")


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--seed", type=int, default=0)
    args.add_argument("--check", action="store_true", help="check rows instead of printing samples")
    args = args.parse_args()
    if args.check:
        return check(args.seed)
    seed, rng = args.seed, random.Random(args.seed)
    show = lambda rows: rng.sample(rows, 40)
    for row in show(tag_rows(2000, seed)):
        print(row["text"], "||", "  ".join(f"{row['text'][s:e]}/{n}" for s, e, n in row["spans"]))
    for row in show(named_rows(2000, seed)):
        print(row["name"], "||", row["text"], "||", [row["text"][s:e] for s, e in row["spans"]])
    for row in match_rows(12, seed):
        print(row["query"], "||", RELATIONS[row["label"]], "||", row["text"])
    for row in show(intent_rows(6, seed)):
        print(row["query"], "||", row["intent"], row["sub_intent"] or "")


if __name__ == "__main__":
    main()
