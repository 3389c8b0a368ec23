/** Colours, materials, patterns, styles and shapes, in the form of `product-types.ts`. Our own lists. */
export const COLORS = `
black=黑色=纯黑 white=白色=纯白 cream=米白=米白色 red=红色=大红=正红 burgundy=酒红色 pink=粉色=粉红=粉红色 rose_gold=玫瑰金=玫瑰金色 hot_pink=玫红色=magenta blue=蓝色 navy=深蓝色=藏青=藏青色=navy_blue light_blue=浅蓝=浅蓝色=天蓝色 宝蓝色=克莱因蓝 teal=孔雀蓝 green=绿色 墨绿色 mint_green=mint olive=军绿色 sage=豆绿 yellow=黄色 orange=橙色=橘红 purple=紫色=紫罗兰 lavender brown=棕色=咖啡色=咖色=深棕 tan=驼色=焦糖色 khaki=卡其色=卡其 beige=米色=米黄 gray=灰色=grey charcoal 浅灰=浅灰色 silver=银色 gold=金色 香槟色=香槟金 bronze ivory transparent=透明=clear colorful=彩色=多色=rainbow=五彩 nude=肤色 荧光绿 neon=荧光色=荧光 midnight titanium matte_black two-tone 莫兰迪色 black_and_white=黑白 原木色=胡桃色 solid=纯色 dark=深色 暖光 白光 nickel rust lemon 烟灰=烟灰色
`;
export const MATERIALS = `
cotton=纯棉=全棉 linen=亚麻=棉麻 silk=真丝=蚕丝=桑蚕丝 冰丝 wool=羊毛=merino 羊绒 down=羽绒=鹅绒 nylon=尼龙 acrylic=亚克力 satin velvet=丝绒 fleece=抓绒=摇粒绒=加绒=珊瑚绒 flannel=法兰绒 denim=牛仔 canvas=帆布 毛呢 lace=蕾丝 mesh=网面 knit=针织 皮草 羊羔毛 leather=真皮=皮革=皮质 genuine_leather=牛皮=头层牛皮 羊皮 suede vegan_leather latex=乳胶 memory_foam=记忆棉 foam=泡沫 rubber=橡胶 silicone=硅胶 tpu eva pvc abs plastic=塑料 树脂 碳纤维=碳素 glass=tempered_glass crystal=水晶 ceramic=陶瓷 紫砂 搪瓷 stone=石材 marble=大理石 岩板 石英 stainless_steel=不锈钢=304不锈钢 steel cast_iron=铸铁 铁艺 aluminum=铝合金 copper=纯铜=brass 纯钛 metal=金属=合金 sterling_silver=纯银 黄金=足金 珍珠 翡翠 amber diamond=钻石 wood=木质=木头=wooden 实木 bamboo 红木 straw cardboard 牛皮纸 纱布 waffle wax 竹炭=活性炭 felt 牛角
`;
export const PATTERNS = `
striped=条纹=stripe plaid=格子=tartan 千鸟格 dots floral=碎花=花朵=印花=花卉 leopard=豹纹 snake_print camo=迷彩 tie-dye abstract cartoon=卡通 graphic=图案 embroidery=刺绣=绣花 字母 木纹 quilted 麻花 渐变 镂空 雕花 relief plain=素色 棋盘格 starry=星星=stars 爱心 蝴蝶 dragon cloud daisy 拼接 青花 glitter tropical
`;
export const STYLES = `
casual=休闲 formal=正装 business=商务 vintage=复古=retro modern=现代 minimalist=简约 中式=中国风 新中式 日式 韩版=韩式 欧式 美式 英伦 法式 北欧 意式 industrial rustic farmhouse boho 潮牌 athletic sexy=性感 cute=可爱 sweet lolita luxury=轻奢 文艺 western ins=ins风 fashion=时尚 网红 classic=经典 cool fresh tactical=战术 military playful 创意 handmade=手工 couple=情侣 亲子 工装 通勤
`;
export const SHAPES = `
round=圆形=circular square=方形=正方形 长方形 oval=椭圆 heart-shaped=heart_shaped 六角 八角 l-shaped=l型=l_shaped u型 slim_fit=修身=紧身=slim=skinny loose=宽松 straight=直筒=straight_leg 阔腿 喇叭 a字 bodycon mermaid=鱼尾 wrap=收腰 curved=曲面=弧形 spiral=螺旋 猫眼 corner=转角 bell flat_head=平头
`;
