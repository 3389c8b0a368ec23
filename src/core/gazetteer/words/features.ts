/** Features (functions, modifiers, places of use) sizes in words and flavours, in the form of `product-types.ts`. Our own lists. */
export const FEATURES = `
waterproof=防水 防风 透气 速干 warm=保暖=thermal insulated=保温=隔热 cooling non-slip=防滑 防摔 耐磨 防尘 除螨 抗菌 防爆 防盗 privacy blue_light_blocking 密封 防臭=除臭 noise_cancelling=降噪 silent=静音 隔音
wireless=无线 wired=有线 bluetooth=蓝牙 wifi=wi-fi usb type-c=usb-c=typec magnetic=磁吸=magsafe 快充 rechargeable=充电式 cordless solar=太阳能 battery_powered 插电 electric=电动 manual=手动 automatic=自动=全自动 smart=智能 遥控 touchscreen 语音 gps hd=高清=1080p 4k oled led rgb 5g 4g 变频 大容量 大功率 portable=便携=便携式 foldable=可折叠=折叠=folding retractable=伸缩 adjustable=可调节=调节 可拆卸 washable disposable=一次性 reusable stackable rotating=旋转 升降 ergonomic=护腰 lightweight=轻便=轻薄=超轻=light ultra-thin=超薄 加长 heavy_duty=heavy-duty stretch=弹力=elastic soft comfortable tight seamless=无痕 收腹 nursing=哺乳 lined fleece-lined=加绒加厚 双面 双层 多层=三层 多功能 3_in_1=三合一 all-in-one=一体=一体机 built-in 壁挂=挂墙 落地 桌面=台式 handheld=手持 车载=车用 household=家用=家庭=home commercial=商用 工业 outdoor=户外=室外 indoor=室内 kitchen=厨房 bathroom=浴室=卫生间 bedroom=卧室 living_room=客厅 阳台 宿舍 garden=花园 garage hotel=酒店
食品级 不粘 bpa-free 免洗 免打孔 自粘 biodegradable organic=有机 natural=天然 保湿=补水 whitening=美白 acne 控油 持久 matte=哑光 scented=香型=留香 unscented=fragrance-free sugar-free=无糖 gluten-free vegan keto decaf 即食 dried 新鲜 冷冻 烘焙 weight_loss=减肥 高速 延长 heated=加热=发热=heating 发光 reflective=反光 inflatable=充气 早教 with_lid=带盖 with_handle 万向轮 with_pockets with_light=带灯 靠背 隐形 compression=压力 steel_toe cushioned=减震=气垫 zip-up=zip_up lace-up slip-on=slip_on velcro=魔术贴 buckle gaming mechanical=机械 universal=通用 compatible=适用 礼盒装 bulk=散装=整箱 独立包装=小包装 refill
立领 hooded=连帽 high_waisted=高腰 crop=短款 长款 中长款 flat 厚底 wedge high_top=高帮=high-top long_sleeve=长袖=long_sleeves short_sleeve=short_sleeves split vertical=立式 thin=薄款 thick=加厚 travel=旅行 camping=露营 hiking=登山 beach fishing=钓鱼 running=跑步 gym=健身=workout yoga=瑜伽 dance=舞蹈 swimming=游泳 骑行 滑雪 办公 school work sleep 比赛
`;
export const SIZES = `
small=小号=小型 medium=中号 large=大号=大型=大码 extra_large=特大=特大号=超大=加大 mini=迷你 life_size oversized=加肥加大 plus_size queen king twin full_size 大瓶=大桶=大包 小瓶
`;
export const FLAVORS = `
原味 strawberry_flavor=草莓味 vanilla_flavor=香草味 柠檬味 mint_flavor 抹茶味 watermelon_flavor spicy=香辣味=麻辣=香辣 五香 tomato_flavor 红烧牛肉味 鸡肉味 蒜香 sour_and_spicy=酸辣 sweet_and_sour lavender_scent taro_flavor sesame_flavor 桂花味 yuzu_flavor
`;
