/**
 * Names of one attribute in either language, in the form of `product-types.ts`: narrower than `attribute-names.ts`, where weight and
 * voltage are both measures. Our own list.
 */
export const SAME_ATTRIBUTES = `
product_type=item_type=type_of_product=产品类型=商品类型=产品类别=商品类别
brand=brand_name=manufacturer=maker=品牌=牌子=品牌名=品牌名称=厂商=制造商=生产商=生产厂家
product_name=item_name=产品名称=商品名称=品名=产品名 series=product_line=collection=系列=产品系列
model_number=model=item_model_number=part_number=mpn=manufacturer_part_number=型号=产品型号=货号=款号
color=colour=color_name=colour_name=main_color=颜色=色彩=颜色分类=外观颜色=主色
material=materials=material_type=composition=material_composition=材质=材料=材质成分=主要材质 fabric=fabric_type=面料=面料材质=面料成分
upper_material=鞋面材质 lining_material=内里材质=里料 sole_material=outsole_material=鞋底材质 ingredient=ingredients=配料=原料=配料表
pattern=pattern_type=print=图案=花纹=图案类型 style=style_name=风格=款式风格 shape=item_shape=形状=外形
fit=fit_type=版型 neckline=neck_style=collar=领型=领子 sleeve_length=sleeve=袖长 sleeve_type=袖型 closure=closure_type=闭合方式
size=size_name=尺码=码数=号型=尺寸 shoe_size=鞋码 dimensions=dimension=product_dimensions=item_dimensions=外形尺寸=产品尺寸
net_content=net_contents=net_quantity=净含量 net_weight=净重 gross_weight=毛重 weight=item_weight=product_weight=重量=产品重量
length=item_length=长度 width=item_width=宽度 height=item_height=高度 depth=item_depth=深度 diameter=直径 thickness=厚度
volume=liquid_volume=体积=容积 capacity=容量 power=wattage=rated_power=功率=额定功率 voltage=rated_voltage=电压=额定电压 current=rated_current=电流=额定电流
battery_capacity=电池容量 battery_life=续航=续航时间 screen_size=display_size=屏幕尺寸 resolution=screen_resolution=分辨率=屏幕分辨率 refresh_rate=刷新率
memory=ram=ram_size=memory_size=内存=运行内存 storage=storage_capacity=internal_storage=存储=存储容量=机身内存
operating_system=系统=操作系统 processor=cpu=处理器 connectivity=connection_type=连接方式
quantity=count=item_count=unit_count=number_of_items=数量 pack_size=package_quantity=pack_quantity=包装数量=包装规格 number_of_pieces=piece_count=pieces=件数=片数 number_of_pages=pages=page_count=页数
gender=target_gender=性别=适用性别 audience=target_audience=suitable_for=适用人群=适用对象=适合人群 age=age_range=age_group=recommended_age=适用年龄=年龄段=适用年龄段=年龄
skin_type=适用肤质=肤质 hair_type=发质=适用发质 occasion=适用场合=场合 scenario=usage_scenario=使用场景=适用场景 season=适用季节=季节
function=functions=功能 feature=features=special_feature=special_features=特点=特性 use=usage=purpose=用途 benefit=benefits=efficacy=功效 flavor=flavour=taste=口味=味道 scent=fragrance=香型=气味=香味
theme=主题 author=作者 publisher=出版社 artist=艺术家 title=书名 subject=科目=学科
condition=item_condition=成色=新旧程度 origin=country_of_origin=place_of_origin=made_in=country=country/region_of_manufacture=产地=原产地=产国=原产国=生产地=原产国/地区
price=价格=售价=价钱 shelf_life=保质期 expiry_date=expiration_date=有效期 production_date=manufacture_date=生产日期 release_year=year=年份=上市年份 warranty=warranty_period=保修=保修期=质保
`;
