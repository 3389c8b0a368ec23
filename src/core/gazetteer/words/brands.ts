/** Brands, in the form of `product-types.ts`: names of one brand in either script joined by `=`. Our own list. */
export const BRANDS = `
apple huawei=华为 xiaomi=小米 redmi=红米 samsung=三星 oppo vivo honor=荣耀 motorola nokia google sony=索尼 lenovo=联想 thinkpad dell=戴尔 hp=惠普 asus=华硕 acer msi microsoft=微软 logitech=罗技 razer corsair 倍思 绿联 spigen otterbox
金士顿 sandisk=闪迪 canon=佳能 nikon=尼康 富士 gopro dji=大疆 epson=爱普生 brother tp-link bose jbl beats 漫步者 philips=飞利浦 松下 东芝 sharp=夏普 lg tcl 海信 创维 海尔 midea=美的 格力 aux=奥克斯 西门子 bosch=博世 whirlpool dyson=戴森 科沃斯 irobot shark 九阳 苏泊尔 bear 格兰仕 方太 华帝 keurig nespresso 德龙 kitchenaid cuisinart ninja instant_pot tiger 膳魔师 stanley yeti hydro_flask pyrex lodge le_creuset 双立人 康宁 braun=博朗 oral-b=欧乐b 吉列
nike=耐克 adidas=阿迪达斯=阿迪 puma reebok new_balance converse=匡威 vans asics=亚瑟士 fila=斐乐 skechers under_armour=安德玛 李宁 安踏 特步 匹克 鸿星尔克 回力 jordan=乔丹 lululemon 北面 columbia=哥伦比亚 patagonia 始祖鸟 timberland crocs birkenstock ugg clarks 百丽 优衣库 zara muji=无印良品 levis wrangler calvin_klein=ck tommy_hilfiger lacoste carhartt champion 波司登 海澜之家 七匹狼 九牧王 南极人 恒源祥 蕉内
gucci prada chanel=香奈儿 dior=迪奥 louis_vuitton=lv 爱马仕 coach michael_kors fossil casio=卡西欧 seiko=精工 rolex omega 天梭 garmin fitbit oakley 周大福 samsonite=新秀丽
欧莱雅 兰蔻 雅诗兰黛 资生堂 sk-ii 花西子 crest 力士 蓝月亮 立白 维达
pampers huggies 花王 graco chicco lego=乐高 barbie=芭比 hasbro nerf 万代 泡泡玛特 disney=迪士尼 nintendo playstation=ps5 xbox 好孩子 purina
雀巢 starbucks=星巴克 农夫山泉 伊利 蒙牛 费列罗 三只松鼠 良品铺子 百草味 康师傅 海天 李锦记 老干妈 海底捞 金龙鱼 茅台 青岛啤酒 swisse 汤臣倍健
宜家 席梦思 罗莱 富安娜 dewalt makita milwaukee ryobi craftsman 3m 科勒 toto 九牧 箭牌 雷士 欧普 公牛 得力 晨光 pilot=百乐 zebra=斑马 crayola 派克
toyota=丰田 honda=本田 ford=福特 bmw=宝马 奔驰 奥迪 日产 tesla=特斯拉 比亚迪 五菱 米其林 美孚 shell 雅迪 爱玛 九号 giant=捷安特 美利达 shimano=禧玛诺 yonex=尤尼克斯 红双喜 迪卡侬 coleman arena fender yamaha=雅马哈 罗兰 bowflex
`;
