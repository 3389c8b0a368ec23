import type { SpanName } from '../../attribute.ts';

/** Names that shops give attributes, in both languages, by canonical name; separated by spaces, `_` for a space. Our own list. */
export const ATTRIBUTE_NAMES: Readonly<Record<SpanName, string>> = {
  product_type: 'type category kind department 类型 品类 类目 类别 种类 品种 分类 产品名 商品名',
  brand:
    'brand brand_name manufacturer maker label author artist vendor publisher designer 品牌 牌子 品牌名 品牌名称 厂商 制造商 生产商 厂家 作者 出版社 设计师',
  product_name: 'name title series line collection character 名称 系列 书名 款名 机型 车型 适用型号',
  model_number:
    'model_number model part_number sku mpn style_number isbn article_number reference upc ean 型号 货号 款号 编号 零件号',
  color: 'color colour color_family color_name shade hue 颜色 色系 色彩 主色 颜色分类 花色 色号',
  material:
    'material fabric fabric_type metal_type gem_type composition ingredient 材质 面料 材料 质地 成分 配料 原料 填充物 里料',
  pattern: 'pattern print pattern_type design graphic motif 图案 花纹 花型 纹样 印花 图案类型 纹路',
  style: 'style aesthetic look 风格 样式 款式',
  shape:
    'shape form fit cut silhouette neckline neck_style sleeve_length sleeve_type collar heel_type leg_style fit_type rise 形状 外形 版型 领型 袖长 袖型 裤型 裙型 鞋头 跟型 廓形 款型 腰型 衣长 裙长 裤长 领子',
  size: 'size size_name dimension size_type 尺码 尺寸 码数 大小 鞋码 号型 身高 腰围 胸围',
  measure:
    'measure net_content weight volume capacity length width height depth diameter thickness power wattage voltage battery_life screen_size storage memory ram resolution refresh_rate frequency pressure lumens power_output speed max_load 净重 重量 毛重 容量 体积 长度 宽度 高度 深度 直径 厚度 功率 电压 续航 屏幕尺寸 内存 分辨率 刷新率 跟高 像素 浓度 酒精度 度数 承重 流量 面积 线长 规格 含量',
  quantity:
    'quantity count pack_size number_of_items pieces set_size pages 数量 件数 片数 个数 只数 套件 入数 包装规格 瓶数 页数 张数 条数 支数',
  audience:
    'audience gender age_range age_group age suitable_for target_group for_whom pet_type breed target_species skin_type hair_type 性别 人群 年龄 年龄段 对象 适用宠物 肤质 适用阶段 段位',
  occasion:
    'occasion event holiday scenario activity sport sport_type recommended_uses 场合 节日 场景 运动类型 适用运动 送礼对象',
  season: 'season seasonality 季节',
  feature:
    'feature function use usage purpose compatibility connectivity closure closure_type flavor flavour scent technology finish care_instructions power_source water_resistance mounting_type control_method display_type health_sensor setting_type operating_system room 功能 特点 特性 特征 用途 作用 功效 口味 味道 香型 气味 连接方式 闭合方式 接口 工艺 控制方式 供电方式 安装方式 使用方式 防水等级 适用空间 屏幕类型 能效等级 系统 适用范围 配置',
  theme: 'theme subject topic genre franchise team 主题 题材 卡通形象 动漫 学科 科目 影视 ip',
  condition: 'condition state 成色 新旧 新旧程度 状态 品相',
  origin: 'origin country made_in region country/region_of_manufacture 产地 产国 国家 地区 省份',
  price: 'price cost price_range budget amount_due 价格 价位 售价 单价 价钱 预算 价格区间',
  time: 'time year date era shelf_life decade warranty_period 年份 时间 年代 生产日期 保质期 出版日期 上市年份季节 朝代 年款',
};
