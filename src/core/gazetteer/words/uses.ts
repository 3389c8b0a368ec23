/** Seasons, occasions, audiences, conditions and origins, in the form of `product-types.ts`. Our own lists. */
export const SEASONS = `
spring=春季=春天=春款=春装 summer=夏季=夏天=夏款=夏装=夏 autumn=秋季=秋天=秋款=秋装=fall winter=冬季=冬天=冬款=冬装=冬 spring_and_autumn=春秋=春秋款=春秋季 autumn_and_winter=秋冬=秋冬季=秋冬款 spring_and_summer=春夏 all_season=四季=四季通用=all-season=一年四季
`;
/** Occasions. */
export const OCCASIONS = `
wedding=婚礼=结婚=婚庆 birthday=生日 christmas=圣诞=圣诞节=xmas halloween=万圣节 easter=复活节 thanksgiving=感恩节 new_year=新年=元旦 spring_festival=春节=过年=年货=chinese_new_year mid-autumn_festival=中秋=中秋节 dragon_boat_festival=端午=端午节 valentine's_day=情人节=七夕=valentines mother's_day=母亲节=mothers_day father's_day=父亲节=fathers_day teachers'_day=教师节 children's_day=儿童节=六一 party=派对=聚会 prom=舞会 graduation=毕业 back_to_school=开学=开学季 anniversary=周年=纪念日 engagement=订婚=求婚=proposal baby_shower=满月=百天 housewarming=乔迁=暖房 interview=面试 date_night=约会 cosplay funeral=葬礼 christening=洗礼 bridal=新娘 bachelorette=单身派对 holiday=节日
`;
/** For whom. */
export const AUDIENCES = `
women=女=女士=女性=女款=女生=女式=women's=womens=ladies=female=female's=女人 men=男=男士=男性=男款=男生=男式=men's=mens=male=gentlemen=男人 unisex=男女=男女通用=中性=男女同款 kids=儿童=小孩=孩子=小朋友=children=kids'=child=kid=kid's=children's girls=女童=女孩=girl=girl's=girls'=小女孩 boys=男童=男孩=boy=boy's=boys'=小男孩 baby=婴儿=宝宝=婴幼儿=babies=infant toddler=幼儿 newborn=新生儿=初生 teens=青少年=teen=teenager=少年 young_girls=少女 students=学生=student=college_student=大学生=小学生=中学生 adults=成人=成年人=adult seniors=老人=老年=中老年=elderly=老年人=senior mom=妈妈=mother=mum=母亲 dad=爸爸=father=父亲 grandma=奶奶=grandmother=外婆 grandpa=爷爷=grandfather=外公 girlfriend=女朋友=女友 boyfriend=男朋友=男友 wife=老婆=妻子 husband=老公=丈夫 couples=情侣款 maternity=孕妇=孕妇装=pregnant=pregnancy=孕产妇 teacher=老师 nurse=护士 doctor=医生 chef=厨师 beginners=初学者=新手=beginner=入门 professional=专业=专业级 plus-size=胖mm=大码女=胖妹妹 petite=小个子 tall=高个子 dogs=狗=狗狗=dog=犬 cats=猫=猫咪=cat=猫猫 small_dogs=小型犬=small_dog large_dogs=大型犬=large_dog puppy=幼犬=puppies kitten=幼猫=kittens pets=宠物=pet rabbits=兔子=rabbit hamster=仓鼠 birds=鸟=鹦鹉=parrot turtles=乌龟=turtle gamers=电竞 golfers=高尔夫爱好者 bride=新娘款 bridesmaid=伴娘 groom=新郎 driver=司机 preschool=幼儿园
`;
/** Conditions of used things. */
export const CONDITIONS = `
new=全新=brand_new=全新未拆封=未拆封 used=二手=pre-owned=second_hand=secondhand=旧 refurbished=翻新=官翻=renewed=翻新机 open_box=拆封=开箱 like_new=99新=95新=9成新=九成新=几乎全新 authentic=正品=genuine=original=原装=正版=保真=真品=原厂=oem damaged=瑕疵=有瑕疵=破损 vintage_used=中古=antique=古董 unused=未使用=闲置 display_item=样品=展示机=展示品 near_expiry=临期 certified=官方认证=certified_refurbished limited_edition=限量版=限量=限定 unlocked=无锁=解锁版 imported=进口=原装进口 domestic=国产 custom=定制=订制=personalized=customized sealed=未开封
`;
/** Places of origin. */
export const ORIGINS = `
china=中国=made_in_china japan=日本=日本制=made_in_japan=日产 korea=韩国=korean usa=美国=made_in_usa=america=american germany=德国=german=made_in_germany france=法国=french uk=英国=english_made italy=意大利=italian=made_in_italy spain=西班牙=spanish australia=澳洲=澳大利亚=australian new_zealand=新西兰 canada=加拿大=canadian russia=俄罗斯=russian thailand=泰国=thai vietnam=越南=vietnamese india=印度=indian switzerland=瑞士=swiss sweden=瑞典=swedish netherlands=荷兰=dutch denmark=丹麦 brazil=巴西 chile=智利 mexico=墨西哥 ethiopia=埃塞俄比亚 colombia_origin=哥伦比亚产 turkey_origin=土耳其=turkish malaysia=马来西亚 indonesia=印尼 taiwan=台湾 hong_kong=香港 xinjiang=新疆 inner_mongolia=内蒙古 yunnan=云南 sichuan=四川 fujian=福建 northeast_china=东北=五常 jingdezhen=景德镇 yixing=宜兴 shandong=山东 ningxia=宁夏 tibet=西藏 hainan=海南 guangxi=广西 guangdong=广东 zhejiang=浙江 anhui=安徽 hunan=湖南 hangzhou=杭州 yangcheng_lake=阳澄湖 scotland=苏格兰=scottish greece=希腊=greek hawaii=夏威夷
`;
