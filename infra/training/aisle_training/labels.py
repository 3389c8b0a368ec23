"""Label lists. Their order is the order of the rows of the heads, and is written to pack.json."""

INTENTS = [
    "find_product", "discover", "compare", "product_question", "how_to", "knowledge",
    "deal", "order_status", "return_refund", "account_payment", "human_support", "other",
]

SUB_INTENTS = {
    "track_order": "order_status", "change_order": "order_status", "cancel_order": "order_status",
    "check_cancellation_fee": "order_status", "delivery_options": "order_status",
    "delivery_period": "order_status", "place_order": "order_status",
    "get_refund": "return_refund", "track_refund": "return_refund", "check_refund_policy": "return_refund",
    "complaint": "human_support", "contact_customer_service": "human_support",
    "contact_human_agent": "human_support", "review": "human_support",
    "payment_issue": "account_payment", "check_payment_methods": "account_payment",
    "check_invoice": "account_payment", "get_invoice": "account_payment",
    "create_account": "account_payment", "edit_account": "account_payment",
    "delete_account": "account_payment", "switch_account": "account_payment",
    "recover_password": "account_payment", "registration_problems": "account_payment",
    "newsletter_subscription": "account_payment", "set_up_shipping_address": "account_payment",
    "change_shipping_address": "account_payment",
}

RELATIONS = ["exact", "substitute", "complement", "irrelevant"]

# ESCI's gains (Reddy et al. 2022, "Shopping Queries Dataset", section 5.1).
GAINS = [1.0, 0.1, 0.01, 0.0]

SPAN_NAMES = [
    "product_type", "brand", "product_name", "model_number", "color", "material", "pattern", "style",
    "shape", "size", "measure", "quantity", "audience", "occasion", "season", "feature", "theme",
    "condition", "origin", "price", "time",
]

TAGS = ["O"] + [f"{prefix}-{name}" for name in SPAN_NAMES for prefix in ("B", "I")]
NAMED = ["O", "B", "I"]

QUERYNER = {
    "core_product_type": "product_type", "creator": "brand", "modifier": "feature", "department": "audience",
    "UoM": "measure", "content": "theme", "product_number": "model_number",
}

# The names under which a shop may ask for a canonical span, in both languages.
NAMES_OF_SPAN = {
    "product_type": ["Product Type", "Item Type", "品类", "产品类型"],
    "brand": ["Brand", "Brand Name", "品牌"],
    "product_name": ["Product Name", "Series", "系列", "产品名称"],
    "model_number": ["Model", "Model Number", "型号"],
    "color": ["Color", "Colour", "颜色"],
    "material": ["Material", "Fabric", "材质", "面料"],
    "pattern": ["Pattern", "图案", "花型"],
    "style": ["Style", "风格"],
    "shape": ["Shape", "Cut", "形状", "版型"],
    "size": ["Size", "尺码", "尺寸"],
    "quantity": ["Quantity", "Pack Size", "数量", "件数"],
    "audience": ["Department", "Target Audience", "适用人群", "适用对象"],
    "occasion": ["Occasion", "场合"],
    "season": ["Season", "适用季节", "季节"],
    "theme": ["Theme", "主题"],
    "condition": ["Condition", "成色"],
    "origin": ["Country of Origin", "Origin", "产地"],
    "price": ["Price", "价格"],
}

# Chinese names for the attribute names of the English sets: a Chinese name may be asked of an English text.
NAME_IN_CHINESE = {
    "Brand": "品牌", "Brand Name": "品牌", "Color": "颜色", "Material": "材质", "Size": "尺码", "Flavor": "口味",
    "Net Content": "净含量", "Net content": "净含量", "Weight": "重量", "Length": "长度", "Width": "宽度",
    "Height": "高度", "Gender": "适用性别", "Model Number": "型号", "Model": "型号", "Model name": "型号名称",
    "Type": "类型", "Shoe type": "鞋类型", "Pattern": "图案", "Style": "风格", "Season": "季节",
    "Pack size": "包装数量", "Packaging": "包装", "Container": "容器", "Age": "适用年龄", "Scent": "香味",
    "Feature": "功能", "Capacity": "容量", "Power": "功率", "Voltage": "电压", "Diameter": "直径",
    "Department": "适用人群", "Department Name": "适用人群", "Fabric Type": "面料", "Closure Type": "闭合方式",
    "Sleeve Length": "袖长", "Shape": "形状", "Theme": "主题", "Origin": "产地", "Country of Origin": "产地",
    "Item Form": "剂型", "Skin Type": "适用肤质", "Hair Type": "适用发质", "Caffeine": "咖啡因含量",
    "Sport Type": "运动类型", "Application": "用途", "Finish": "表面工艺", "Item Type": "品类",
}
