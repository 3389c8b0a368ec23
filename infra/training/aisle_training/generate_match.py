"""Lists of judged titles per query, made from the word lists: hard on purpose, and in both directions across the languages."""

import random

from .compose import FILLERS, Product, misspelt, query_of, surface, title_of
from .words import LANGUAGES, Kind, categories, devices, is_chinese

CHILD = {"kids", "boys", "girls", "toddler", "infant", "newborn", "school kids", "elementary students", "children", "baby boy", "baby girl"}
ADULT = {"men", "women", "adults", "seniors", "moms"}
# Whose difference leaves a product that could still do the job.
SWAPPED = ("brand", "color", "size", "measure", "material", "shape", "pattern", "style", "quantity")


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
        kept = [x for x in full.chosen if x[0].span in ("brand", "color", "audience", "feature") and rng.random() < 0.7]
        near = Product(full.category, Kind(rng.choice(full.kind.near), [], [], []), kept)
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
    shared = [x for x in full.chosen if x[0].span in ("brand", "color", "material", "audience") and rng.random() < 0.6]
    shared += [(a, rng.choice(a.values)) for a in rng.sample(foreign.own[1:], 1)]
    out.append((title_of(Product(foreign, rng.choice(foreign.kinds), shared), language(), rng)[0], 3))
    audience = [(a, v) for a, v in asked if a.span == "audience"]
    if audience and full.category.name in ("shoes", "clothing", "bags", "sports"):
        attribute, value = audience[0]
        group = CHILD if value["en"][0] in ADULT else ADULT if value["en"][0] in CHILD else set()
        opposite = [v for v in attribute.values if v["en"][0] in group]
        if opposite:
            out.append((title_of(Product(full.category, full.kind, full.chosen).but(attribute, rng.choice(opposite)), language(), rng)[0], 3))
    return query, out


def _accessory_title(maker, model, accessory, tongue, rng):
    item, host = surface(accessory, tongue, rng), model[tongue][0]
    if maker[tongue][0] not in host and rng.random() < 0.6:
        host = f"{maker[tongue][0]} {host}"
    extra = rng.sample(FILLERS[tongue], rng.randint(0, 2))
    if tongue == "zh":
        return rng.choice(("", " ")).join([rng.choice((f"适用{host}{item}", f"{host} {item}", f"{item} 适配{host}", f"{host}专用{item}")), *extra])
    name = item.title()
    return ", ".join([rng.choice((f"{host} {name}", f"{name} for {host}", f"{name} Compatible with {host}", f"{name}, Fits {host}")), *extra])


def _device_list(rng):
    query_language = rng.choice(("zh", "zh", "en"))
    titles = rng.choice(("zh", "zh", "en")) if query_language == "zh" else rng.choice(("en", "zh", "zh"))
    language = lambda: titles if rng.random() < 0.85 else rng.choice(LANGUAGES)
    device = rng.choice(devices())
    maker, model = rng.choice(device.models)
    other_maker, other = rng.choice([m for m in device.models if m[1] is not model])
    siblings = [m for m in device.models if m[0] == maker and m[1] is not model]
    foreign = [m for d in devices() if d is not device for m in d.models]
    rival = rng.choice([m for m in foreign if m[0]["en"] == maker["en"]] or foreign)

    def itself(brand, line):
        tongue = language()
        owner = next(d for d in devices() if any(m[1] is line for m in d.models))
        name = surface(line, tongue, rng)
        words = [surface(w, tongue, rng) for w in rng.sample(owner.spec, rng.randint(1, 2))]
        called = owner.name[tongue][0] if tongue == "zh" else owner.name["en"][0].title()
        return " ".join([brand[tongue][0]] * (brand[tongue][0] not in name) + [name, called, *words])

    name = surface(model, query_language, rng)
    if rng.random() < 0.5 and maker[query_language][0] not in name:
        name = f"{maker[query_language][0]}{rng.choice(('', ' ')) if is_chinese(maker[query_language][0]) else ' '}{name}"
    if rng.random() < 0.68 or device.name["en"][0] == "car":
        i = rng.randrange(len(device.accessory))
        accessory = device.accessory[i]
        item = surface(accessory, query_language, rng)
        forms = (f"{name}{item}", f"{name} {item}", f"{item} {name}") if query_language == "zh" else (f"{name} {item}", f"{item} for {name}")
        query = rng.choice(forms)
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
        sibling = rng.choice(siblings) if siblings else (other_maker, other)
        out += [(itself(*sibling), 1), (itself(other_maker, other), 1)]
        out += [(_accessory_title(maker, model, a, language(), rng), 2) for a in rng.sample(device.accessory, 2)]
        if rival[0]["en"] == maker["en"]:
            out.append((itself(*rival), 3))
        out.append((_accessory_title(other_maker, other, rng.choice(device.accessory), language(), rng), 3))
    return (query.lower() if query_language == "en" and rng.random() < 0.85 else query), out


def match_rows(lists, seed):
    """About 7.5 rows a list; relations in like numbers, substitutes fewer."""
    rng = random.Random(f"match-{seed}")
    rows = []
    for _ in range(lists):
        query, titles = _device_list(rng) if rng.random() < 0.33 else _product_list(rng)
        if rng.random() < 0.05:
            query = misspelt(query, rng)
        rows += [{"query": query, "text": t, "label": label, "dev": False, "source": "generated"} for t, label in dict(reversed(titles)).items()]
    return rows
