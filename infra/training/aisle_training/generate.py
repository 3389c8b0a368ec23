"""Training rows made from word lists, seeded: tags, attributes by name, relations and intents, in Chinese, English and both mixed.

Every function returns rows in the shape of data.py. `python -m aisle_training.generate` prints samples to read, with `--check` it tests them.
"""

import argparse
import random
import re

from .labels import INTENTS, RELATIONS, SPAN_NAMES, SUB_INTENTS
from .words import LANGUAGES, WORDS, Kind, categories, devices, is_chinese

# What a slip of the finger types, and characters of one sound or nearly one shape.
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioqsdfghjkaxcvbnnb"))
ALIKE = ("带戴", "机级", "壳克", "充冲", "包苞", "裤库", "讨套", "鞋携", "灯登", "盒合", "锅过", "杯背", "板版", "窗床", "店垫", "线现", "膜模", "防房", "税水",
         "洁结", "箱香", "镜净", "静净", "坐座", "宝保", "童同", "帽冒", "衫杉", "裙群", "袜抹", "枕沈", "牙呀", "刷涮", "油由", "粉份", "拖脱", "椅倚", "柜拒",
         "架加", "巾斤", "伞散", "笔比", "书叔", "球求", "拍怕", "狗够", "猫喵", "粮量", "茶查", "糖唐", "酒久", "奶耐", "米迷", "表标", "链练", "环还", "耳尔")
SAME_SOUND = {one: other for pair in ALIKE for one, other in (pair, pair[::-1])}
# Names of attributes that no word list states, to ask of titles that state another measure.
NEVER = {"zh": ["保修期", "质保", "包装尺寸", "保质期", "认证", "生产日期", "安装方式", "毛重", "高度", "宽度", "适用年龄", "执行标准", "生产许可证", "货号"],
         "en": ["Warranty", "Package Dimensions", "Shelf Life", "Certification", "Item Height", "Item Width", "Gross Weight", "Care Instructions",
                "Date First Available", "UPC", "Assembly Required", "Energy Rating"]}
MODELLED = ("appliances", "electronics", "tools", "auto", "music", "health", "sports", "kitchen")
SHOP_WORDS = {"zh": ("【官方旗舰店】", "旗舰店", "包邮", "官方", "厂家直销", "新品上市", "热卖"), "en": ("- Free Shipping", "(Official Store)", "- Best Seller", "| New Arrival")}
# Names of products in titles that say little: both kinds of relation carry them, so that length tells nothing.
FILLERS = {"zh": ("加厚", "升级款", "大号", "家用", "便携", "2个装", "通用", "耐用", "新款", "高品质", "多功能", "迷你"),
           "en": ("Heavy Duty", "2 Pack", "Portable", "Upgraded", "Premium", "Large", "Durable", "Home and Office", "Multi-Purpose", "Compact")}
CHILD = {"kids", "boys", "girls", "toddler", "infant", "newborn", "school kids", "elementary students", "children", "baby boy", "baby girl"}
ADULT = {"men", "women", "adults", "seniors", "moms"}
# Whose difference leaves a product that could still do the job.
SWAPPED = ("brand", "color", "size", "measure", "material", "shape", "pattern", "style", "quantity")


def surface(word, language, rng):
    names = word[language]
    return names[0] if rng.random() < 0.65 else rng.choice(names)


def misspelt(text, rng):
    """One slip: a neighbouring key, a lost, doubled or swapped letter; in Chinese a character of the same sound."""
    places = [i for i, c in enumerate(text) if c.lower() in NEIGHBOURS or c in SAME_SOUND]
    if len(text) < 2 or not places:
        return text
    i = rng.choice(places)
    if text[i] in SAME_SOUND:
        return text[:i] + SAME_SOUND[text[i]] + text[i + 1 :]
    if len(text) < 5:
        return text
    if i + 1 < len(text) and rng.random() < 0.25:
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    return text[:i] + rng.choice((NEIGHBOURS[text[i].lower()], "", text[i] * 2)) + text[i + 1 :]


class Product:
    """A kind with one or two values for some attributes; `chosen` is [(attribute, value)]."""

    def __init__(self, category, kind, chosen, model=None):
        self.category, self.kind, self.chosen, self.model = category, kind, chosen, model

    @classmethod
    def random(cls, rng, low=1, high=5):
        category = rng.choices(categories(), [len(c.kinds) for c in categories()])[0]
        attributes = rng.sample(category.own, min(len(category.own), rng.randint(low, high)))
        if category.common and rng.random() < 0.4:
            attributes.append(rng.choice(category.common))
        if rng.random() < 0.45:
            attributes = list(dict.fromkeys([a for a in category.own if a.span == "brand"] + attributes))
        chosen = [(a, rng.choice(a.values)) for a in attributes]
        model = None
        if category.name in MODELLED and rng.random() < 0.22:
            letters = "".join(rng.choice("ABCDEFGHJKLMNPRSTXYZ") for _ in range(rng.randint(1, 3)))
            model = f"{letters}{rng.choice(('', '-', ' ') if len(letters) > 1 else ('', '-'))}{rng.randint(10, 9999)}{rng.choice(('', '', 'A', 'Pro', 'W', 'S'))}"
        return cls(category, rng.choice(category.kinds), chosen, model)

    def but(self, attribute, value):
        return Product(self.category, self.kind, [(a, value if a is attribute else v) for a, v in self.chosen], self.model)


def join(pieces, language, rng, tight):
    """[(text, span name or None, attribute or None)] → (text, [(start, end, name, attribute)]); `tight`: Chinese runs on without blanks."""
    text, spans = "", []
    for piece, name, attribute in pieces:
        if text and piece and not (tight and not (text[-1].isascii() and piece[0].isascii()) or piece[0] in ",;" or text[-1] == " "):
            text += " "
        start = len(text)
        text += piece
        if name:
            spans.append((start, len(text), name, attribute))
    return text, spans


def _piece(attribute, value, language, rng):
    text = surface(value, language, rng)
    if language == "en" and attribute.span == "audience" and rng.random() < 0.5:
        first = value["en"][0]
        return ("for " + first, "audience", attribute)
    return (text, attribute.span, attribute)


def _after(piece):
    text, name, _ = piece
    return name in ("measure", "quantity", "size", "price", "time", "occasion") or text.startswith(("with ", "for ", "under ", "below ", "less ", "around ", "set of ", "budget", "pack of "))


ASK = {"zh": ("有没有", "我想买", "给我找", "想要", "帮我找一下", "我要买个", "求推荐", "找一款", "看看"),
       "en": ("i need", "looking for", "do you have", "show me", "i want to buy", "find me", "any", "where can i get", "need a")}


def query_of(product, language, rng, mixed=False):
    """A shopper's query for the product: terse or spoken, in one language or with words of the other."""
    tongue = lambda: rng.choice(LANGUAGES) if mixed else language
    pieces = [_piece(a, v, tongue(), rng) for a, v in product.chosen]
    if product.model:
        pieces.append((product.model if rng.random() < 0.5 else product.model.lower(), "model_number", None))
    head = (surface(product.kind.word, tongue(), rng), "product_type", None)
    rng.shuffle(pieces)
    spoken = rng.random() < 0.2
    if language == "zh":
        price = [p for p in pieces if p[1] == "price"]
        rest = [p for p in pieces if p[1] != "price"]
        brand = [p for p in rest if p[1] == "brand"]
        rest = [p for p in rest if p[1] != "brand"]
        if spoken:
            of = [("的", None, None)] if rest or price else []
            return join([(rng.choice(ASK["zh"]), None, None), *brand, *price, *rest, *of, head] + ([("吗", None, None)] if rng.random() < 0.2 else []), "zh", rng, True)
        order = [brand + rest + [head] + price, brand + [head] + rest + price, [head] + brand + rest + price, price + rest + [head] + brand]
        return join(rng.choice(order[:3] if rng.random() < 0.9 else order), "zh", rng, rng.random() < 0.45)
    first = {"price": 0, "time": 1, "condition": 1, "brand": 2, "model_number": 3, "season": 4, "audience": 5, "style": 6, "color": 7, "material": 8}
    before = sorted([p for p in pieces if not _after(p) and (spoken or rng.random() < 0.75)], key=lambda p: first.get(p[1], 6))
    after = [p for p in pieces if p not in before]
    lowered = [(t.lower() if rng.random() < 0.97 else t, n, a) for t, n, a in before + [head] + after]
    ask = [(rng.choice(ASK["en"]), None, None)] if spoken else []
    if rng.random() < 0.07 and not spoken:
        rng.shuffle(lowered)
    return join(ask + lowered, "en", rng, False)


def title_of(product, language, rng, fillers=0):
    """A shop's title for the product, with up to `fillers` words that say little."""
    pieces = [_piece(a, v, language, rng) for a, v in product.chosen if a.span != "price"]
    brand = [p for p in pieces if p[1] == "brand"]
    rest = [p for p in pieces if p[1] != "brand"] + [(w, "feature", None) for w in rng.sample(FILLERS[language], fillers)]
    rng.shuffle(rest)
    if product.model:
        brand.append((product.model, "model_number", None))
    head = (surface(product.kind.word, language, rng), "product_type", None)
    shop = [(rng.choice(SHOP_WORDS[language]), None, None)] if rng.random() < 0.12 else []
    if language == "zh":
        cut = rng.randint(0, len(rest))
        value = next((v for a, v in product.chosen if a.span == "brand"), None)
        if value and value["zh"][0] != value["en"][0] and rng.random() < 0.15:
            brand = [(rng.choice((f"{value['en'][0]}/{value['zh'][0]}", f"{value['en'][0]} {value['zh'][0]}")), "brand", brand[0][2])] + brand[1:]
        return join(shop + brand + rest[:cut] + [head] + rest[cut:], "zh", rng, rng.random() < 0.6)
    before = [p for p in rest if not _after(p) and rng.random() < 0.4][:2]
    after = [p for p in rest if p not in before]
    title = lambda p: (re.sub(r"(?<![\w'])[a-z]", lambda m: m[0].upper(), p[0]) if not p[0].startswith(("with ", "for ")) else p[0], p[1], p[2])
    pieces = [title(p) for p in brand + before + [head]]
    comma = rng.random() < 0.75
    for p in after:
        pieces += [(",", None, None)] * comma + [title(p)]
    return join(pieces + shop, "en", rng, False)


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
        return join(pieces, "zh", rng, rng.random() < 0.6)
    pieces = rng.choice((maker + [host, item] + extra, extra + maker + [host, item], [item, ("for", None, None)] + maker + [host] + extra))
    return join([(t.lower() if rng.random() < 0.7 else t, n, a) for t, n, a in pieces], "en", rng, False)


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


# --- match -----------------------------------------------------------------------------------------------------

def _plain(word, language, rng, *around):
    """A title of a product of which only the type is known."""
    name = surface(word, language, rng)
    extra = [*around, *rng.sample(FILLERS[language], rng.randint(0, 2))]
    if language == "zh":
        return rng.choice(("", " ")).join([*around, name, *extra[len(around) :]])
    return ", ".join([" ".join([*around, name]).title(), *extra[len(around) :]]).replace("'S", "'s")


def _product_list(rng):
    query_language = rng.choice(("zh", "zh", "en"))
    titles = rng.choice(("zh", "zh", "en")) if query_language == "zh" else rng.choice(("en", "zh", "zh"))
    language = lambda: titles if rng.random() < 0.85 else rng.choice(LANGUAGES)
    full = Product.random(rng, 3, 7)
    full.chosen = [(a, v) for a, v in full.chosen if a.span not in ("price", "time", "condition", "occasion")]
    asked = rng.sample(full.chosen, min(len(full.chosen), rng.choice((0, 1, 1, 2, 2, 3))))
    model = full.model if rng.random() < 0.5 else None
    query, _ = query_of(Product(full.category, full.kind, asked, model), query_language, rng, mixed=rng.random() < 0.06)

    def exact():
        said = asked + [x for x in full.chosen if x not in asked and rng.random() < 0.7]
        number = full.model if model or rng.random() < 0.5 else None
        return title_of(Product(full.category, full.kind, said, number), language(), rng, rng.choice((0, 0, 1)))[0]

    out = [(exact(), 0), (exact(), 0)]
    swappable = [(a, v) for a, v in asked if a.span in SWAPPED and len(a.values) > 1]
    if swappable:
        attribute, value = rng.choice(swappable)
        other = rng.choice([v for v in attribute.values if v is not value])
        out.append((title_of(Product(full.category, full.kind, full.chosen).but(attribute, other), language(), rng)[0], 1))
    if full.kind.near:
        near = Product(full.category, Kind(rng.choice(full.kind.near), [], [], []), [x for x in full.chosen if x[0].span in ("brand", "color", "audience", "feature") and rng.random() < 0.7])
        out.append((title_of(near, language(), rng, rng.choice((0, 1)))[0], 1))
    brand = [v for a, v in asked if a.span == "brand"]
    color = [v for a, v in full.chosen if a.span == "color"]
    around = lambda tongue, words: [surface(w, tongue, rng) for w in words if rng.random() < 0.5]
    for word in rng.sample(full.kind.beside, min(2, len(full.kind.beside))):
        tongue = language()
        title = _plain(word, tongue, rng, *around(tongue, color))
        host = full.kind.word[tongue][0]
        if rng.random() < 0.35:
            title = f"{host}{rng.choice(('专用', '用'))}{title}" if tongue == "zh" else f"{title} for {host.title()}"
        out.append((title, 2))
    for word in rng.sample(full.kind.trap, min(rng.choice((1, 2)), len(full.kind.trap))):
        tongue = language()
        out.append((_plain(word, tongue, rng, *around(tongue, brand + color)), 3))
    foreign = rng.choice([c for c in categories() if c is not full.category])
    kind = rng.choice(foreign.kinds)
    shared = [x for x in full.chosen if x[0].span in ("brand", "color", "material", "audience") and rng.random() < 0.6]
    out.append((title_of(Product(foreign, kind, shared + [(a, rng.choice(a.values)) for a in rng.sample(foreign.attributes[1:], 1) if a.span != "price"]), language(), rng)[0], 3))
    audience = [(a, v) for a, v in asked if a.span == "audience"]
    if audience and full.category.name in ("shoes", "clothing", "bags", "sports"):
        attribute, value = audience[0]
        group = CHILD if value["en"][0] in ADULT else ADULT if value["en"][0] in CHILD else set()
        opposite = [v for v in attribute.values if v["en"][0] in group]
        if opposite:
            out.append((title_of(Product(full.category, full.kind, full.chosen).but(attribute, rng.choice(opposite)), language(), rng)[0], 3))
    return query, out


def _accessory_title(maker, model, accessory, tongue, rng):
    fit, item = f"{surface(maker, tongue, rng)} " if maker["zh"][0] not in surface(model, tongue, rng) and rng.random() < 0.6 else "", surface(accessory, tongue, rng)
    host = fit + model[tongue][0]
    extra = rng.sample(FILLERS[tongue], rng.randint(0, 2))
    if tongue == "zh":
        return rng.choice(("", " ")).join([rng.choice((f"适用{host}{item}", f"{host} {item}", f"{item} 适配{host}", f"{host}专用{item}")), *extra])
    name = item.title()
    return rng.choice((f"{host} {name}", f"{name} for {host}", f"{name} Compatible with {host}", f"Replacement {name} for {host}" if "Replacement" not in name else f"{name} for {host}")) + "".join(f", {e}" for e in extra)


def _device_list(rng):
    query_language = rng.choice(("zh", "zh", "en"))
    titles = rng.choice(("zh", "zh", "en")) if query_language == "zh" else rng.choice(("en", "zh", "zh"))
    language = lambda: titles if rng.random() < 0.85 else rng.choice(LANGUAGES)
    device = rng.choice(devices())
    maker, model = rng.choice(device.models)
    other_maker, other = rng.choice([m for m in device.models if m[1] is not model])
    siblings = [m for m in device.models if m[0] == maker and m[1] is not model]
    rival = rng.choice([m for d in devices() if d is not device for m in d.models if m[0]["en"] == maker["en"]] or rng.choice(devices()).models)

    def itself(brand, line, owner=None):
        tongue = language()
        owner = owner or next(d for d in devices() if any(m[1] is line for m in d.models))
        name = surface(line, tongue, rng)
        words = [surface(w, tongue, rng) for w in rng.sample(owner.spec, rng.randint(1, 2))]
        pieces = ([] if brand[tongue][0] in name else [brand[tongue][0]]) + [name, owner.name[tongue][0] if tongue == "zh" else owner.name["en"][0].title(), *words]
        return " ".join(pieces)

    name = surface(model, query_language, rng)
    if rng.random() < 0.5 and maker[query_language][0] not in name:
        name = f"{maker[query_language][0]}{rng.choice(('', ' ')) if is_chinese(maker[query_language][0]) else ' '}{name}"
    if rng.random() < 0.68 or device.name["en"][0] == "car":
        i = rng.randrange(len(device.accessory))
        accessory = device.accessory[i]
        item = surface(accessory, query_language, rng)
        query = rng.choice((f"{name}{item}", f"{name} {item}", f"{item} {name}")) if query_language == "zh" else rng.choice((f"{name} {item}", f"{name} {item}", f"{item} for {name}"))
        out = [(_accessory_title(maker, model, accessory, language(), rng), 0) for _ in range(2)]
        if device.universal and i == 0:
            out.append((_plain(device.universal[0], language(), rng), 1))
        if device.name["en"][0] != "car":
            out.append((itself(maker, model), 2))
        beside = rng.choice([a for a in device.accessory if a is not accessory])
        if not {"膜", "壳", "套"} & set(accessory["zh"][0][-1:]) or beside["zh"][0][-1:] != accessory["zh"][0][-1:]:
            out.append((_accessory_title(maker, model, beside, language(), rng), 2))
        wrong_maker, wrong = rng.choice(siblings) if siblings and rng.random() < 0.7 else (other_maker, other)
        out.append((_accessory_title(wrong_maker, wrong, accessory, language(), rng), 3))
        out.append((_accessory_title(other_maker, other, accessory, language(), rng) if rng.random() < 0.4 else itself(*rival), 3))
    else:
        query = name if rng.random() < 0.6 else f"{name} {surface(device.name, query_language, rng)}"
        out = [(itself(maker, model), 0), (itself(maker, model), 0)]
        out += [(itself(*(rng.choice(siblings) if siblings and rng.random() < 0.5 else (other_maker, other))), 1), (itself(other_maker, other), 1)]
        out += [(_accessory_title(maker, model, a, language(), rng), 2) for a in rng.sample(device.accessory, 2)]
        if rival[0]["en"] == maker["en"]:
            out.append((itself(*rival), 3))
        out.append((_accessory_title(other_maker, other, rng.choice(device.accessory), language(), rng), 3))
    return (query.lower() if query_language == "en" and rng.random() < 0.85 else query), out


def match_rows(lists, seed):
    rng = random.Random(f"match-{seed}")
    rows = []
    for _ in range(lists):
        query, titles = _device_list(rng) if rng.random() < 0.33 else _product_list(rng)
        if rng.random() < 0.05:
            query = misspelt(query, rng)
        rows += [{"query": query, "text": t, "label": label, "dev": False, "source": "generated"} for t, label in dict(reversed(titles)).items()]
    return rows


# --- intent ----------------------------------------------------------------------------------------------------

FILL = {
    "zh": {"city": ("北京", "成都", "广州", "沈阳", "拉萨", "苏州", "乌鲁木齐", "县城", "三亚", "西安", "海口", "老家"), "day": ("昨天", "上周五", "前天", "周日", "星期三", "国庆", "月底", "除夕"),
           "courier": ("顺丰", "京东快递", "圆通", "邮政", "中通"), "pay": ("微信", "支付宝", "花呗", "白条", "云闪付", "银行卡", "数字人民币")},
    "en": {"city": ("boston", "toronto", "alaska", "london", "dallas", "hawaii", "chicago", "singapore", "rural montana"), "day": ("monday", "friday", "wednesday", "thursday", "saturday"),
           "courier": ("fedex", "ups", "usps", "dhl"), "pay": ("paypal", "apple pay", "visa", "klarna", "afterpay", "amex")},
}


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
    attribute = rng.choice([a for a in category.attributes if a.span in ("material", "feature", "style", "shape", "pattern") and len(a.values) > 1] or [a for a in category.attributes if a.span == "feature"])
    values = rng.sample(attribute.values, 2)
    slots = {"item": surface(kinds[0].word, tongue, rng), "item2": surface(kinds[1].word, language, rng), "brand": brands[0][language][0],
             "brand2": brands[1][language][0], "value": values[0][language][0], "value2": values[1][language][0],
             "n": str(rng.randint(2, 24)), "money": str(rng.choice((20, 30, 50, 80, 99, 100, 150, 200, 300, 500, 800, 1000))),
             "order": rng.choice(("", "#", "No.")) + str(rng.randint(10000, 999999))}
    device = rng.choice(devices())
    (_, model), (_, model2) = rng.sample(device.models, 2)
    slots |= {"model": surface(model, language, rng), "model2": surface(model2, language, rng), "accessory": surface(rng.choice(device.accessory), tongue, rng)}
    slots |= {name: rng.choice(words) for name, words in FILL[language].items()}
    slots["city2"] = rng.choice([c for c in FILL[language]["city"] if c != slots["city"]])
    text = re.sub(r"\{(\w+)\}", lambda m: slots[m[1]], pattern)
    if language == "zh":
        return re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\ba (?=[aeiou])", "an ", re.sub(r"\s+", " ", text).strip().replace(" ,", ","))
    return text if rng.random() < 0.12 else text.lower()


def intent_rows(each, seed):
    """`each` queries of every pattern; a pattern of few words gives fewer different ones, one of find_product twice as many."""
    rng = random.Random(f"intent-{seed}")
    rows, seen = [], set()
    for intent, sub, language, pattern in _patterns():
        for _ in range(each * 2 if intent == "find_product" else each):
            query = _expand(pattern, language, rng)
            if rng.random() < 0.07:
                query = misspelt(query, rng)
            if query not in seen:
                seen.add(query)
                rows.append({"query": query, "intent": intent, "sub_intent": sub, "language": language, "dev": False, "source": "generated", "weight": 0.4})
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
