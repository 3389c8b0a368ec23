"""Queries and titles put together from the word lists, in Chinese, English or both mixed, with exact spans."""

import re

from .words import LANGUAGES, categories

# What a slip of the finger types, and characters of one sound or nearly one shape.
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuioqsdfghjkaxcvbnnb"))
ALIKE = ("带戴", "机级", "壳克", "充冲", "包苞", "裤库", "讨套", "鞋携", "灯登", "盒合", "锅过", "杯背", "板版", "窗床", "店垫", "线现", "膜模", "防房", "税水",
         "洁结", "箱香", "镜净", "静净", "坐座", "宝保", "童同", "帽冒", "衫杉", "裙群", "袜抹", "枕沈", "牙呀", "刷涮", "油由", "粉份", "拖脱", "椅倚", "柜拒",
         "架加", "巾斤", "伞散", "笔比", "书叔", "球求", "拍怕", "狗够", "猫喵", "粮量", "茶查", "糖唐", "酒久", "奶耐", "米迷", "表标", "链练", "环还", "耳尔")
SAME_SOUND = {one: other for pair in ALIKE for one, other in (pair, pair[::-1])}
MODELLED = ("appliances", "electronics", "tools", "auto", "music", "health", "sports", "kitchen")
SHOP_WORDS = {"zh": ("【官方旗舰店】", "旗舰店", "包邮", "官方", "厂家直销", "新品上市", "热卖"),
              "en": ("- Free Shipping", "(Official Store)", "- Best Seller", "| New Arrival")}
# Words of titles that say little: every relation carries them, so that length tells nothing.
FILLERS = {"zh": ("加厚", "升级款", "实用", "家用", "便携", "结实", "通用", "耐用", "新款", "高品质", "多功能", "迷你"),
           "en": ("Heavy Duty", "Easy to Use", "Portable", "Upgraded", "Premium", "Sturdy", "Durable", "Home and Office", "Multi-Purpose", "Compact")}


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
            model = letters + rng.choice(("", "-", " ")) + str(rng.randint(10, 9999)) + rng.choice(("", "", "A", "Pro", "W", "S"))
        return cls(category, rng.choice(category.kinds), chosen, model)

    def but(self, attribute, value):
        return Product(self.category, self.kind, [(a, value if a is attribute else v) for a, v in self.chosen], self.model)


def join(pieces, tight):
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


def piece_of(attribute, value, language, rng):
    text = surface(value, language, rng)
    if language == "en" and attribute.span == "audience" and rng.random() < 0.5:
        first = value["en"][0]
        return ("for " + first, "audience", attribute)
    return (text, attribute.span, attribute)


def _after(piece):
    text, name, _ = piece
    return name in ("measure", "quantity", "size", "price", "time", "occasion") or text.startswith(("with ", "for "))


ASK = {"zh": ("有没有", "我想买", "给我找", "想要", "帮我找一下", "我要买个", "求推荐", "找一款", "看看"),
       "en": ("i need", "looking for", "do you have", "show me", "i want to buy", "find me", "any", "where can i get", "need a")}


def query_of(product, language, rng, mixed=False):
    """A shopper's query for the product: terse or spoken, in one language or with words of the other."""
    tongue = lambda: rng.choice(LANGUAGES) if mixed else language
    pieces = [piece_of(a, v, tongue(), rng) for a, v in product.chosen]
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
            ask = rng.choice(ASK["zh"])
            of = [("的", None, None)] * bool(rest or price)
            really = [("吗", None, None)] * (ask == "有没有" and rng.random() < 0.4)
            return join([(ask, None, None), *brand, *price, *rest, *of, head, *really], True)
        order = [brand + rest + [head] + price, brand + [head] + rest + price, [head] + brand + rest + price, price + rest + [head] + brand]
        return join(rng.choice(order[:3] if rng.random() < 0.9 else order), rng.random() < 0.45)
    first = {"price": 0, "time": 1, "condition": 1, "brand": 2, "model_number": 3, "season": 4, "audience": 5, "style": 6, "color": 7, "material": 8}
    before = sorted([p for p in pieces if not _after(p) and (spoken or rng.random() < 0.75)], key=lambda p: first.get(p[1], 6))
    after = [p for p in pieces if p not in before]
    lowered = [(t.lower() if rng.random() < 0.97 else t, n, a) for t, n, a in before + [head] + after]
    ask = [(rng.choice(ASK["en"]), None, None)] if spoken else []
    if rng.random() < 0.07 and not spoken:
        rng.shuffle(lowered)
    return join(ask + lowered, False)


def title_of(product, language, rng, fillers=0):
    """A shop's title for the product, with up to `fillers` words that say little."""
    pieces = [piece_of(a, v, language, rng) for a, v in product.chosen if a.span != "price"]
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
        return join(shop + brand + rest[:cut] + [head] + rest[cut:], rng.random() < 0.6)
    before = [p for p in rest if not _after(p) and rng.random() < 0.4][:2]
    after = [p for p in rest if p not in before]
    title = lambda p: (re.sub(r"(?<![\w'])[a-z]", lambda m: m[0].upper(), p[0]) if not p[0].startswith(("with ", "for ")) else p[0], p[1], p[2])
    pieces = [title(p) for p in brand + before + [head]]
    comma = rng.random() < 0.75
    for p in after:
        pieces += [(",", None, None)] * comma + [title(p)]
    return join(pieces + shop, False)
