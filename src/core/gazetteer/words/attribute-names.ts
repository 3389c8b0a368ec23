import type { SpanName } from '../../attribute.ts';

/** Names that shops give attributes, in both languages, by canonical name; separated by spaces, `_` for a space. Our own list. */
export const ATTRIBUTE_NAMES: Readonly<Record<SpanName, string>> = {
  product_type:
    'product_type type item_type category product_category kind garment_type clothing_type shoe_type bag_type food_type department 产品类型 类型 品类 类目 类别 商品类型 商品类目 产品类别 种类 品种 分类 款式类型 产品名 商品名',
  brand:
    'brand brand_name manufacturer maker label author artist vendor publisher designer 品牌 牌子 品牌名 品牌名称 厂商 制造商 生产商 生产厂家 厂家 作者 出版社 设计师',
  product_name:
    'product_name name title series line model_name collection product_line edition_title character 产品名称 商品名称 名称 系列 产品系列 书名 款名 机型 车型 适用机型 适用车型 适用型号',
  model_number:
    'model_number model part_number sku mpn item_model_number style_number isbn article_number reference upc ean 型号 产品型号 货号 款号 编号 商品编号 规格型号 零件号 主机型号',
  color:
    'color colour colors colours color_family color_name main_color shade finish_color hue 颜色 色系 色彩 主色 颜色分类 花色 色号 主色系 外观颜色',
  material:
    'material materials fabric fabric_type upper_material outer_material lining_material sole_material frame_material metal_type gem_type composition material_composition handle_material ingredient ingredients 材质 面料 材料 质地 成分 面料材质 鞋面材质 内里材质 鞋底材质 面料成分 材质成分 主要材质 配料 原料 填充物 里料',
  pattern: 'pattern print pattern_type design graphic motif 图案 花纹 花型 纹样 印花 图案类型 纹路',
  style:
    'style design_style fashion_style aesthetic look decor_style 风格 款式风格 样式 款式 服装风格 装修风格 设计风格',
  shape:
    'shape form fit cut silhouette neckline neck_style sleeve_length sleeve_type collar heel_type toe_shape stone_shape leg_style fit_type rise 形状 外形 版型 领型 袖长 袖型 裤型 裙型 鞋头 跟型 廓形 款型 腰型 衣长 裙长 裤长 领子 鞋跟形状',
  size: 'size sizes size_name clothing_size shoe_size ring_size dimensions dimension size_type product_dimensions item_dimensions waist_size tire_size bed_size cup_size 尺码 尺寸 码数 大小 鞋码 规格尺寸 适用床尺寸 外形尺寸 号型 身高 腰围 胸围',
  measure:
    'measure net_content net_weight weight item_weight volume capacity length width height depth diameter thickness power wattage voltage battery_capacity battery_life screen_size storage memory ram storage_capacity resolution refresh_rate heel_height frequency pressure lumens liquid_volume item_length cable_length power_output speed print_speed max_load load_capacity stone_weight 净含量 净重 重量 毛重 容量 体积 长度 宽度 高度 深度 直径 厚度 功率 电压 电池容量 续航 屏幕尺寸 内存 存储容量 运行内存 机身内存 分辨率 刷新率 跟高 额定功率 像素 浓度 酒精度 度数 承重 流量 面积 适用面积 线长 规格 含量',
  quantity:
    'quantity count pack_size number_of_pieces number_of_items pieces unit_count piece_count package_quantity set_size item_count number_of_pages pages 数量 件数 包装数量 片数 个数 只数 套件 入数 包装规格 瓶数 页数 张数 条数 支数',
  audience:
    'audience gender target_audience age_range age_group age suitable_for target_gender target_group for_whom recommended_age pet_type breed target_species skin_type hair_type 适用人群 性别 适用性别 人群 适用对象 年龄 适用年龄 年龄段 适用年龄段 对象 适用宠物 适合人群 适用肤质 肤质 适用阶段 段位',
  occasion:
    'occasion event use_occasion holiday scenario usage_scenario activity sport sport_type recommended_uses 场合 适用场合 使用场景 适用场景 节日 场景 运动类型 适用运动 用途场景 送礼对象',
  season: 'season seasons seasonality applicable_season 季节 适用季节 适合季节 上市季节',
  feature:
    'feature features function functions special_feature special_features use usage purpose compatibility connectivity connectivity_technology closure closure_type flavor flavour scent technology finish care_instructions power_source water_resistance mounting_type control_method display_type health_sensor setting_type operating_system place_of_use room 功能 特点 特性 特征 用途 作用 功效 口味 味道 香型 气味 连接方式 闭合方式 接口 工艺 控制方式 供电方式 安装方式 使用方式 防水等级 适用空间 屏幕类型 能效等级 系统 操作系统 适用范围 配置',
  theme: 'theme subject topic genre character_theme franchise team 主题 题材 内容主题 卡通形象 动漫 学科 科目 影视 ip',
  condition: 'condition item_condition state 成色 新旧 新旧程度 状态 品相 商品状态 物品状态',
  origin:
    'origin country_of_origin country made_in place_of_origin region country/region_of_manufacture 产地 原产地 产国 原产国 国家 国家/地区 地区 生产地 省份 原产国/地区',
  price: 'price cost price_range budget amount_due 价格 价位 售价 单价 价钱 预算 价格区间',
  time: 'time year release_year model_year date era manufacture_date expiry_date shelf_life release_date decade publication_date warranty_period 年份 时间 上市时间 上市年份 年代 生产日期 保质期 出版时间 出版日期 上市年份季节 朝代 年款',
};
