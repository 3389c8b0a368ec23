/**
 * Product types: groups separated by white space, the names of one thing joined by `=`, `_` for a space. The first name is
 * canonical, in English where the list has an English name. Our own list.
 */
export const PRODUCT_TYPES = `
dress=连衣裙 skirt shirt=衬衫=button-down t-shirt=t恤=tee=tshirt=短袖
polo_shirt hoodie=卫衣=sweatshirt sweater=毛衣 pullover jacket=夹克=外套=上衣 coat=大衣
羽绒服 棉服=棉衣 冲锋衣 雨衣 vest=马甲=背心=tank_top suit=西装=西服=套装
jeans=牛仔裤 pants=裤子 leggings shorts=短裤 jumpsuit
underwear=内裤=boxers=panties bra=文胸=内衣 pajamas=睡衣=睡袍 robe thermals
swimsuit=泳衣 socks=袜子 stockings=丝袜=tights gloves=手套 scarf=围巾 hat=帽子 cap beanie
belt=皮带=腰带 tie=领带 旗袍 汉服 婚纱 礼服 uniform=校服=工作服 costume=演出服 apron onesie
shoes=鞋=鞋子 sneakers=运动鞋=trainers running_shoes boots sandals=凉鞋 slippers=拖鞋=棉拖
heels=pumps flats 皮鞋 cleats 鞋垫 鞋带 鞋架=鞋柜
bag=包=包包 handbag=purse backpack=双肩包=背包=书包 tote wallet=钱包 suitcase=行李箱=luggage
watch=手表 smart_watch 手环 watch_band=表带 necklace=项链=吊坠=pendant bracelet=手链=手镯 ring=戒指 earrings=耳钉 headband sunglasses glasses=眼镜 jewelry=首饰=饰品
phone=手机=smartphone=cell_phone phone_case=手机壳 screen_protector=钢化膜=贴膜=保护膜 charger=充电器 数据线=充电线 充电宝 phone_holder case=壳=保护套 cover=罩=套=盖子 tablet=平板
laptop=笔记本电脑=笔记本 pc=主机 monitor=显示器=显示屏 keyboard=键盘 mouse=鼠标 摄像头 printer=打印机 projector=投影仪 ink_cartridge=墨盒=ink=墨水 toner router hard_drive=硬盘 ssd u盘 sd_card ram 主板 电源 网线
headphones=耳机=headset earbuds=蓝牙耳机 speaker=音箱=音响 microphone=麦克风=话筒 camera=相机 lens=镜头 tripod=三脚架 drone=无人机 security_camera=监控 dash_cam=行车记录仪 tv=电视=电视机 tv_stand=电视柜 遥控器 console controller=手柄 游戏 插座 adapter=转接头 battery=电池=锂电池
refrigerator=冰箱=fridge freezer=冰柜 washing_machine=洗衣机=washer dryer air_conditioner=空调 洗碗机 oven=烤箱 microwave=微波炉 stove=燃气灶 油烟机 热水器 water_filter=净水器 饮水机 humidifier=加湿器 dehumidifier fan=风扇 heater vacuum=吸尘器 mop=拖把 iron 吹风机 shaver=剃须刀=razor 电动牙刷 massager=按摩器
电饭煲=电饭锅 air_fryer=空气炸锅 blender=破壁机 toaster coffee_maker=咖啡机 kettle=水壶 电磁炉 grill
pot=锅=砂锅 炒锅 skillet=pan 蒸锅=蒸笼 knife=刀 菜板 spoon=勺子 筷子 bowl=碗 plate cup=杯子=杯 mug glass 茶具 thermos=保温杯 water_bottle=水杯=tumbler lunch_box=饭盒 trash_can=垃圾桶 餐具 lid thermometer=温度计
sofa=沙发=couch chair=椅子 stool=凳子 table=桌子=餐桌 desk=书桌=电脑桌=办公桌 茶几 bed=床=bed_frame mattress=床垫 衣柜 书架 cabinet=柜子=橱柜 shelf=置物架=货架 床头柜 mirror=镜子 hanger=衣架=晾衣架 收纳箱=收纳盒 drawer=抽屉 pillow=枕头 cushion=抱枕=坐垫 comforter=被子=duvet 四件套=三件套 duvet_cover=被套 sheets=床单=床笠 枕套 blanket curtain=窗帘 rug=地毯 地垫=脚垫 towel=毛巾 shower_curtain tablecloth 墙纸=壁纸 sticker=贴纸=decal clock picture_frame wall_art candle=蜡烛 diffuser=香薰 flower=花束
lamp=台灯=灯 light_bulb=灯泡=led灯 吸顶灯 吊灯 led_strip flashlight night_light string_lights floor_lamp 头灯
faucet=水龙头=龙头 shower_head=花洒 toilet=马桶 马桶盖 sink=水槽 bathtub 卫生纸 纸巾=抽纸 湿巾 洗衣液 cleaner=清洁剂 bucket=桶 sponge=海绵 soap=香皂 洗手液 umbrella
drill screwdriver=螺丝刀 hammer wrench=扳手 saw screw=螺丝 nail tape=胶带 glue=胶水=胶 工具箱 paint=油漆 lock=锁 合页 hose=水管=软管 pump=水泵 switch=开关 wire=电线 valve 轴承 发电机 lawn_mower
tire=轮胎 floor_mats wiper_blades 机油 car_seat air_filter=滤芯 刹车片 headlight=车灯 车衣 helmet=头盔 motorcycle=摩托车 电动车 bicycle=自行车=bike=山地车 scooter=滑板车 skateboard stroller=推车 轮椅 car=汽车
口红=唇膏 concealer powder=散粉 眼影 nail_polish=美甲 perfume=香水 洗面奶 serum=精华 moisturizer=面霜 眼霜 face_mask=面膜 sunscreen=防晒 护手霜 lotion=身体乳 body_wash=沐浴露 shampoo=洗发水 conditioner=护发素 wig=假发 toothpaste=牙膏 toothbrush=牙刷 essential_oil=精油 pads=卫生巾 mask=口罩
diaper=纸尿裤 奶瓶 奶嘴 奶粉 crib 背带 breast_pump toy=玩具 积木 puzzle=拼图 doll=娃娃=玩偶 stuffed_animal=公仔 action_figure=手办=模型 board_game balloon=气球 卡片
book=书=图书=书籍 小说 教材 真题 漫画 绘本 magazine notebook=journal pen=笔=钢笔 pencil=铅笔 marker 橡皮 folder paper=打印纸=纸 calculator 白板 calendar=日历 envelope label=标签 scissors=剪刀
guitar=吉他 piano=钢琴 drum=鼓 ukulele harmonica 古筝 二胡
瑜伽垫 dumbbell 跑步机 basketball=篮球 football=足球 羽毛球拍 乒乓球拍 羽毛球 护膝 goggles tent=帐篷 睡袋 cooler binoculars
dog_food=狗粮 猫粮 cat_litter=猫砂 collar fish_tank=鱼缸=aquarium 冻干
seeds=种子 plant=绿植=盆栽=植物 花盆 土 garden_hose 多肉
tea=茶=茶叶=红茶 coffee=咖啡 咖啡豆 milk=牛奶 酸奶 juice 饮料 water wine=葡萄酒=红酒 beer=啤酒 rice=大米=米 oil=olive_oil 酱油 salt=盐 sugar 酱 调料 honey=蜂蜜 almonds=坚果=核桃 snacks=零食 饼干 chocolate=巧克力 candy=gummies cake=蛋糕 面包 月饼 火腿 牛肉=牛排 chicken egg=鸡蛋 fish=鱼 虾 fruit=水果 apple=苹果 orange cherry 榴莲 草莓 枸杞 vitamin=维生素=multivitamin 鱼油 益生菌 supplement 钙片 燕窝
药 药膏=软膏
礼盒 gift=礼物=礼品 flag keychain 打火机 烟灰缸 香 parts=配件=accessories kit stand=支架 holder=架 rack=架子 strap=肩带 filter machine=机器 fabric=布料 yarn=毛线 zipper=拉链 button 女装 男装 童装
`;
