/**
 * Product types: groups separated by white space, the names of one thing joined by `=`, `_` for a space. The first name is
 * canonical. An empty line parts the goods of a shop (clothes, shoes, bags, …); what may be of any stands last. Our own list.
 */
export const PRODUCT_TYPES = `
dress=连衣裙=长裙=短裙子=裙子=吊带裙 skirt=半身裙=短裙=百褶裙=a字裙 shirt=衬衫=衬衣=button-down blouse=雪纺衫=女衬衫 t-shirt=t恤=tee=tshirt=短袖=体恤=半袖
polo_shirt=polo衫 hoodie=卫衣=连帽衫=sweatshirt sweater=毛衣=针织衫=毛衫=jumper=羊毛衫=羊绒衫 cardigan=开衫=针织开衫 pullover=套头衫 jacket=夹克=外套=上衣 coat=大衣=风衣=呢大衣 trench_coat=长风衣
down_jacket=羽绒服=puffer_jacket=puffer padded_jacket=棉服=棉衣=棉袄 windbreaker=冲锋衣 raincoat=雨衣=rain_jacket vest=马甲=背心=waistcoat=tank_top suit=西装=西服=套装 blazer=西装外套=小西装
jeans=牛仔裤 pants=裤子=长裤=trousers=休闲裤 leggings=打底裤=鲨鱼裤=瑜伽裤=yoga_pants shorts=短裤=五分裤=热裤 sweatpants=运动裤=卫裤=joggers chinos=工装裤=cargo_pants overalls=背带裤=连体裤=jumpsuit
underwear=内裤=boxers=briefs=panties bra=文胸=内衣=胸罩 sports_bra=运动内衣=运动文胸 pajamas=睡衣=家居服=pyjamas=睡袍 nightgown=睡裙 bathrobe=浴袍=robe long_johns=秋裤=秋衣=thermal_underwear=保暖内衣 thermals=棉毛裤
swimsuit=泳衣=bikini=比基尼=泳装 swim_trunks=泳裤 socks=袜子=短袜=船袜 stockings=丝袜=连裤袜=tights=长筒袜 gloves=手套=mittens scarf=围巾=丝巾=披肩=shawl hat=帽子=渔夫帽=bucket_hat cap=棒球帽=鸭舌帽=baseball_cap beanie=毛线帽=针织帽
belt=皮带=腰带=裤带 tie=领带=necktie bow_tie=领结 cheongsam=旗袍 hanfu=汉服=马面裙 kimono=和服 wedding_dress=婚纱 evening_gown=礼服=晚礼服 uniform=制服=校服=工作服 costume=演出服=cosplay服 apron=围裙 onesie=连体衣=哈衣=爬服=romper

shoes=鞋=鞋子=单鞋 sneakers=运动鞋=trainers=板鞋=小白鞋 running_shoes=跑鞋=跑步鞋 basketball_shoes=篮球鞋=球鞋 hiking_boots=登山鞋=徒步鞋=hiking_shoes boots=靴子=短靴=长靴=马丁靴=雪地靴 rain_boots=雨鞋=雨靴 sandals=凉鞋 slippers=拖鞋=棉拖=flip_flops=人字拖
high_heels=高跟鞋=heels=pumps flats=平底鞋=豆豆鞋 loafers=乐福鞋 canvas_shoes=帆布鞋 leather_shoes=皮鞋=oxfords soccer_cleats=足球鞋=cleats safety_shoes=劳保鞋 insoles=鞋垫 shoelaces=鞋带 shoe_rack=鞋架=鞋柜=shoe_cabinet

bag=包=包包 handbag=手提包=女包=purse backpack=双肩包=背包=书包=rucksack=school_bag tote_bag=托特包=tote=帆布包 crossbody_bag=斜挎包=单肩包=shoulder_bag clutch=手拿包 wallet=钱包=卡包 suitcase=行李箱=拉杆箱=luggage=旅行箱 duffel_bag=旅行袋=旅行包=健身包 fanny_pack=腰包=belt_bag briefcase=公文包 lunch_bag=便当包 makeup_bag=化妆包=cosmetic_bag

watch=手表=腕表 smartwatch=智能手表=smart_watch fitness_tracker=手环=运动手环 watch_band=表带=watch_strap necklace=项链=吊坠=pendant bracelet=手链=手镯=bangle ring=戒指=对戒 earrings=耳环=耳钉=耳坠 brooch=胸针 anklet=脚链 hair_clip=发夹=发卡=抓夹 hair_tie=发圈=皮筋=scrunchie headband=发箍=发带 sunglasses=太阳镜=墨镜 glasses=眼镜=镜框=eyeglasses=老花镜 jewelry=首饰=饰品

phone=手机=smartphone=智能手机=cell_phone phone_case=手机壳=手机套=保护壳=phone_cover screen_protector=钢化膜=手机膜=贴膜=保护膜 charger=充电器=充电头=快充头 wireless_charger=无线充电器 charging_cable=数据线=充电线=usb_cable=usb线 power_bank=充电宝=移动电源=portable_charger phone_holder=手机支架=phone_stand=phone_mount selfie_stick=自拍杆 case=壳=保护套=套子 cover=罩=套=盖子 tablet=平板=平板电脑 ereader=电子书阅读器=e-reader

laptop=笔记本电脑=笔记本=notebook_computer=轻薄本=游戏本 desktop_computer=台式机=台式电脑=主机=desktop=pc monitor=显示器=显示屏 keyboard=键盘=机械键盘 mouse=鼠标 mouse_pad=鼠标垫=mousepad webcam=摄像头 printer=打印机 scanner=扫描仪 projector=投影仪=投影机 ink_cartridge=墨盒=ink=墨水 toner=硒鼓=碳粉=toner_cartridge router=路由器 modem=光猫 hard_drive=硬盘=移动硬盘 ssd=固态硬盘=固态 usb_flash_drive=u盘=flash_drive=优盘=thumb_drive memory_card=内存卡=存储卡=sd_card=sd卡 ram=内存条 graphics_card=显卡=gpu motherboard=主板 cpu=处理器=processor power_supply=电源 laptop_stand=笔记本支架=电脑支架 docking_station=扩展坞=usb_hub hdmi_cable=hdmi线 ethernet_cable=网线

headphones=耳机=头戴式耳机=headset earbuds=蓝牙耳机=无线耳机=earphones=入耳式耳机 speaker=音箱=音响=蓝牙音箱 soundbar=回音壁=sound_bar microphone=麦克风=话筒 camera=相机=单反=照相机=微单 lens=镜头 tripod=三脚架 drone=无人机=航拍器 action_camera=运动相机 security_camera=监控=监控摄像头 dash_cam=行车记录仪 television=电视=电视机=tv=智能电视 tv_stand=电视柜 tv_mount=电视挂架=电视支架 remote_control=遥控器 game_console=游戏机=console=游戏主机 controller=手柄=游戏手柄 video_game=游戏 vr_headset=vr眼镜 walkie-talkie=对讲机 power_strip=插座=插线板=排插=extension_cord adapter=适配器=转换器=转接头=转换插头 battery=电池=充电电池=锂电池 doorbell=门铃 smart_lock=指纹锁=智能锁=电子锁

refrigerator=冰箱=fridge freezer=冰柜=冷柜 washing_machine=洗衣机=washer dryer=烘干机=干衣机 air_conditioner=空调=挂机 dishwasher=洗碗机 oven=烤箱=烤炉 microwave=微波炉 stove=燃气灶=灶具=cooktop range_hood=油烟机=抽油烟机 water_heater=热水器 water_purifier=净水器=water_filter water_dispenser=饮水机 air_purifier=空气净化器=净化器 humidifier=加湿器 dehumidifier=除湿机 fan=电风扇=风扇=落地扇 heater=取暖器=暖风机=电暖器=space_heater electric_blanket=电热毯 vacuum_cleaner=吸尘器=vacuum robot_vacuum=扫地机器人=扫地机 mop=拖把=拖布 steam_mop=洗地机 iron=电熨斗=熨斗 garment_steamer=挂烫机 sewing_machine=缝纫机 hair_dryer=吹风机=电吹风=blow_dryer curling_iron=卷发棒 hair_straightener=直发器=flat_iron shaver=剃须刀=电动剃须刀=razor hair_clipper=理发器=推子=clippers electric_toothbrush=电动牙刷 massager=按摩器=按摩仪=massage_gun=筋膜枪 massage_chair=按摩椅
rice_cooker=电饭煲=电饭锅 pressure_cooker=高压锅=电压力锅 air_fryer=空气炸锅 slow_cooker=炖锅=电炖锅 blender=搅拌机=破壁机 juicer=榨汁机=原汁机 mixer=打蛋器=和面机=厨师机=stand_mixer toaster=面包机=吐司机 coffee_maker=咖啡机=espresso_machine coffee_grinder=磨豆机 kettle=水壶=电水壶=热水壶=烧水壶 soymilk_maker=豆浆机 induction_cooker=电磁炉 electric_grill=电烤盘=烤盘 bbq_grill=烧烤架=烧烤炉=grill

pot=锅=汤锅=砂锅=saucepan wok=炒锅=炒菜锅 frying_pan=平底锅=煎锅=不粘锅=skillet=pan steamer=蒸锅=蒸笼 knife=刀=菜刀=刀具 cutting_board=菜板=砧板 spatula=锅铲=铲子 spoon=勺子=汤勺 chopsticks=筷子 fork=叉子 bowl=碗=饭碗 plate=盘子=餐盘 cup=杯子=杯 mug=马克杯 glass=玻璃杯=酒杯=wine_glass tea_set=茶具=茶壶=teapot thermos=保温杯=保温壶=vacuum_flask water_bottle=水杯=水壶杯=tumbler lunch_box=饭盒=便当盒=bento_box food_container=保鲜盒=密封罐 cling_film=保鲜膜=保鲜袋 garbage_bag=垃圾袋=trash_bag trash_can=垃圾桶=garbage_can dish_rack=沥水架=碗架 bakeware=烘焙模具=蛋糕模 tableware=餐具=碗碟 lid=锅盖 thermometer=温度计=体温计

sofa=沙发=couch chair=椅子=餐椅 office_chair=办公椅=电脑椅 gaming_chair=电竞椅 stool=凳子=板凳 table=桌子=餐桌=dining_table desk=书桌=电脑桌=办公桌 coffee_table=茶几 bed=床=床架=bed_frame bunk_bed=上下床=高低床 mattress=床垫 wardrobe=衣柜=closet bookshelf=书架=书柜=bookcase cabinet=柜子=橱柜=储物柜 shelf=置物架=货架=层架 nightstand=床头柜 dresser=斗柜 dressing_table=梳妆台=化妆桌 mirror=镜子=全身镜 coat_rack=衣帽架=挂衣架 hanger=衣架=晾衣架 storage_box=收纳箱=收纳盒=整理箱=storage_bin drawer=抽屉 pillow=枕头=枕芯 cushion=靠垫=抱枕=坐垫 quilt=被子=被芯=comforter=duvet bedding_set=四件套=三件套=床上用品=床品 duvet_cover=被套 bed_sheet=床单=床笠=sheets pillowcase=枕套 blanket=毛毯=毯子=盖毯 mattress_topper=床褥=褥子 mosquito_net=蚊帐 curtain=窗帘=纱帘 blinds=百叶窗=卷帘 rug=地毯=carpet doormat=地垫=脚垫 towel=毛巾=浴巾=bath_towel shower_curtain=浴帘 tablecloth=桌布 wallpaper=墙纸=壁纸=墙布 sticker=贴纸=墙贴=decal clock=钟=挂钟=闹钟=alarm_clock vase=花瓶 picture_frame=相框=画框 painting=挂画=装饰画=wall_art candle=蜡烛=香薰蜡烛 diffuser=香薰机=香薰 artificial_flowers=假花=仿真花 flower=鲜花=花束

lamp=台灯=灯=desk_lamp light_bulb=灯泡=led灯 ceiling_light=吸顶灯 chandelier=吊灯 led_strip=灯带 flashlight=手电筒=手电 night_light=小夜灯 string_lights=彩灯=串灯 floor_lamp=落地灯 headlamp=头灯 solar_light=太阳能灯

faucet=水龙头=龙头 shower_head=花洒=淋浴头 toilet=马桶 toilet_seat=马桶盖=马桶圈 sink=水槽=洗手盆 bathtub=浴缸 toilet_brush=马桶刷 toilet_paper=卫生纸=卷纸 tissue=纸巾=抽纸=面巾纸 wet_wipes=湿巾 laundry_detergent=洗衣液=洗衣粉=detergent fabric_softener=柔顺剂 dish_soap=洗洁精 cleaner=清洁剂=洁厕灵 broom=扫把=扫帚 bucket=水桶=桶 sponge=海绵 soap=肥皂=香皂 hand_soap=洗手液 insecticide=杀虫剂=蚊香=mosquito_repellent mousetrap=老鼠夹 umbrella=雨伞=伞=遮阳伞

drill=电钻=手电钻 screwdriver=螺丝刀=螺丝批 hammer=锤子 wrench=扳手 pliers=钳子 saw=锯子=电锯=chainsaw screw=螺丝=螺丝钉 nail=钉子 tape=胶带=胶布 glue=胶水=胶 ladder=梯子 toolbox=工具箱 tool_set=工具套装 tape_measure=卷尺 paint=油漆=乳胶漆=涂料 lock=锁=挂锁=padlock hinge=铰链=合页 hose=水管=软管 pump=水泵=抽水泵 switch=开关 wire=电线 rope=绳子 valve=阀门 bearing=轴承 sandpaper=砂纸 angle_grinder=角磨机 welder=电焊机 generator=发电机 pressure_washer=洗车机=高压水枪 lawn_mower=割草机

tire=轮胎 car_seat_cover=汽车坐垫=座套 floor_mats=汽车脚垫 car_charger=车载充电器 wiper=雨刮器=wiper_blades engine_oil=机油=motor_oil car_seat=儿童安全座椅=安全座椅 steering_wheel_cover=方向盘套 air_filter=空气滤芯=滤芯 brake_pads=刹车片 headlight=车灯 car_cover=车衣 air_freshener=车载香水 spark_plug=火花塞 helmet=头盔 motorcycle=摩托车 electric_bike=电动车=e-bike bicycle=自行车=bike=山地车 scooter=滑板车 skateboard=滑板 stroller=婴儿车=推车=婴儿推车 wheelchair=轮椅 car=汽车

lipstick=口红=唇膏=lip_balm=唇釉 foundation=粉底液=粉底 concealer=遮瑕=遮瑕膏 powder=散粉=粉饼 blush=腮红 eyeshadow=眼影=眼影盘 eyeliner=眼线笔 mascara=睫毛膏 eyebrow_pencil=眉笔 nail_polish=指甲油=美甲 perfume=香水=cologne=fragrance makeup_remover=卸妆水=卸妆油 makeup_brush=化妆刷 facial_cleanser=洗面奶=洁面=face_wash toner_water=爽肤水=化妆水 serum=精华=精华液 moisturizer=面霜=乳液=face_cream eye_cream=眼霜 face_mask=面膜 sunscreen=防晒霜=防晒=sunblock hand_cream=护手霜 body_lotion=身体乳=lotion body_wash=沐浴露=沐浴乳=shower_gel shampoo=洗发水=洗发露 conditioner=护发素 hair_dye=染发剂=染发膏 hair_oil=护发精油 wig=假发 hair_brush=梳子=comb toothpaste=牙膏 toothbrush=牙刷 mouthwash=漱口水 dental_floss=牙线 deodorant=止汗露 essential_oil=精油 sanitary_pads=卫生巾=pads tampon=棉条 cotton_pads=化妆棉 condom=避孕套=安全套 mask=口罩 false_eyelashes=假睫毛 contact_lenses=隐形眼镜=美瞳

diaper=纸尿裤=尿不湿=拉拉裤=nappy baby_bottle=奶瓶 pacifier=安抚奶嘴=奶嘴 baby_formula=奶粉 baby_wipes=婴儿湿巾 crib=婴儿床 high_chair=宝宝餐椅 baby_carrier=背带=腰凳 breast_pump=吸奶器 playpen=围栏=游戏围栏 toy=玩具 building_blocks=积木=拼装积木 puzzle=拼图=jigsaw doll=娃娃=玩偶 plush_toy=毛绒玩具=公仔=stuffed_animal action_figure=手办=模型=figurine toy_car=玩具车=遥控车 board_game=桌游 balloon=气球 kite=风筝 card_game=卡牌 trading_cards=卡片 slime=史莱姆 water_gun=水枪

book=书=图书=书籍 novel=小说 dictionary=词典=字典 textbook=教材=课本 workbook=练习册=真题 comic=漫画 picture_book=绘本 magazine=杂志 notebook=笔记本子=本子=日记本=journal pen=笔=钢笔=中性笔=圆珠笔 pencil=铅笔 marker=马克笔=记号笔 eraser=橡皮 ruler=尺子 pencil_case=文具盒=笔袋 folder=文件夹 paper=打印纸=a4纸=纸 calculator=计算器 stapler=订书机 whiteboard=白板 calendar=日历=台历=planner envelope=信封 greeting_card=贺卡 label=标签=标签纸 scissors=剪刀 label_printer=标签机=面单打印机 school_supplies=文具

guitar=吉他 piano=钢琴=电钢琴 violin=小提琴 drum=鼓=架子鼓 ukulele=尤克里里 flute=长笛=笛子 harmonica=口琴 guzheng=古筝 erhu=二胡 guitar_strings=琴弦 music_stand=谱架

yoga_mat=瑜伽垫 dumbbell=哑铃 barbell=杠铃 treadmill=跑步机 exercise_bike=动感单车=健身车 jump_rope=跳绳 resistance_bands=弹力带 basketball=篮球 football=足球=soccer_ball volleyball=排球 badminton_racket=羽毛球拍 table_tennis_paddle=乒乓球拍 tennis_racket=网球拍 shuttlecock=羽毛球 golf_club=高尔夫球杆 golf_balls=高尔夫球 boxing_gloves=拳击手套 knee_pads=护膝=knee_brace goggles=泳镜=护目镜 swim_cap=泳帽 tent=帐篷 sleeping_bag=睡袋 camping_chair=折叠椅 cooler=保温箱=冰桶 fishing_rod=鱼竿=钓鱼竿 fishing_reel=渔轮 fishing_line=鱼线 lure=路亚饵=鱼饵 binoculars=望远镜 telescope=天文望远镜 compass=指南针 hiking_pole=登山杖 skis=滑雪板=snowboard roller_skates=轮滑鞋=溜冰鞋

dog_food=狗粮 cat_food=猫粮 cat_litter=猫砂 litter_box=猫砂盆 dog_leash=牵引绳=leash dog_collar=项圈=collar pet_bed=狗窝=猫窝=dog_bed cat_tree=猫爬架 scratching_post=猫抓板 dog_toy=狗玩具 cat_toy=逗猫棒 pet_carrier=猫包=航空箱 fish_tank=鱼缸=aquarium fish_food=鱼粮 bird_cage=鸟笼 pet_clothes=宠物衣服 dog_crate=狗笼 dog_treats=狗零食 cat_treats=猫条=冻干

seeds=种子 plant=绿植=盆栽=植物 flower_pot=花盆 soil=营养土=土 fertilizer=肥料=花肥 watering_can=浇水壶=洒水壶 garden_hose=浇水管 shovel=铁锹 pruning_shears=修枝剪 succulent=多肉

tea=茶=茶叶=绿茶=红茶=乌龙茶=普洱茶 coffee=咖啡 coffee_beans=咖啡豆 milk=牛奶=纯牛奶 yogurt=酸奶 juice=果汁 soda=饮料=汽水=可乐 water=矿泉水 wine=葡萄酒=红酒 beer=啤酒 liquor=白酒=whiskey=威士忌 rice=大米=米 flour=面粉 noodles=面条=方便面=挂面=拉面=泡面 pasta=意大利面=意面 oil=食用油=橄榄油=花生油=olive_oil soy_sauce=酱油 vinegar=醋 salt=盐=食盐 sugar=白糖=红糖 sauce=酱=辣椒酱=火锅底料 spice=调料=香料 honey=蜂蜜 jam=果酱 nuts=坚果=核桃=almonds snacks=零食 chips=薯片 cookies=饼干=biscuits=曲奇 chocolate=巧克力 candy=糖果=软糖=gummies cake=蛋糕 bread=面包=吐司 mooncake=月饼 jerky=牛肉干=肉干 sausage=香肠=腊肠 ham=火腿 beef=牛肉=牛排=steak pork=猪肉 chicken=鸡肉=鸡胸肉 egg=鸡蛋 fish=鱼 shrimp=虾 crab=大闸蟹=螃蟹 seaweed=海苔 fruit=水果 apple=苹果 orange=橙子 banana=香蕉 mango=芒果 cherry=车厘子 durian=榴莲 strawberry=草莓 dates=红枣 goji_berries=枸杞 oatmeal=燕麦=麦片=cereal protein_powder=蛋白粉 protein_bar=蛋白棒 vitamin=维生素=multivitamin fish_oil=鱼油 probiotics=益生菌 collagen=胶原蛋白 supplement=保健品 calcium=钙片 ginseng=人参 birds_nest=燕窝

medicine=药=感冒药 bandage=创可贴=绷带 blood_pressure_monitor=血压计 glucose_meter=血糖仪 cotton_swab=棉签 disinfectant=消毒液=酒精 eye_drops=眼药水 ointment=药膏=软膏 plaster=膏药 hearing_aid=助听器 first_aid_kit=急救包

gift_box=礼盒=礼品盒 gift=礼物=礼品 wrapping_paper=包装纸 packing_box=纸箱=快递箱 bubble_wrap=气泡膜 tape_dispenser=封箱器 flag=旗帜 banner=横幅 keychain=钥匙扣 lighter=打火机 ashtray=烟灰缸 incense=香=线香 parts=配件=零件=accessories replacement_part=替换装 kit=套件 stand=支架 holder=架 rack=架子 strap=肩带 filter=过滤器 machine=机器 fabric=布料=面料布 yarn=毛线 zipper=拉链 button=纽扣 women's_clothing=女装 men's_clothing=男装 kids'_clothing=童装
`;
