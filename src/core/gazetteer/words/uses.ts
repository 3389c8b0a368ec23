/** Seasons, occasions, audiences, conditions and origins, in the form of `product-types.ts`. Our own lists. */
export const SEASONS = `
spring summer=夏季=夏天 fall=秋季 winter=冬季=冬天=冬款=冬装 春秋 秋冬=秋冬季=秋冬款 spring_and_summer=春夏 all_season=四季=四季通用=all-season
`;
export const OCCASIONS = `
wedding=婚礼=结婚=婚庆 birthday=生日 christmas=圣诞=圣诞节=xmas halloween=万圣节 thanksgiving new_year=新年=元旦 春节=过年=年货 中秋 端午=端午节 valentines=情人节 father's_day=fathers_day 教师节 party=派对 prom graduation=毕业 back_to_school=开学 anniversary=周年 engagement=求婚=proposal baby_shower=满月 housewarming=乔迁 面试 cosplay funeral bridal=新娘 bachelorette holiday
`;
export const AUDIENCES = `
women=女=女士=女性=女款=女生=女式=women's=womens=ladies=女人 men=男=男士=男性=男款=男生=男式=men's=mens=male=男人 男女=男女通用 kids=儿童=小孩=孩子=children=child=kid=children's girls=女童=女孩=girl boys=男童=男孩=boy baby=婴儿=宝宝=婴幼儿=babies=infant toddler=幼儿 newborn=新生儿 teens=青少年=teen 少女 学生=小学生 adults=成人=adult seniors=老人=老年=中老年=老年人=senior 妈妈 dad=爸爸 爷爷 couples maternity=孕妇 老师 nurse=护士 doctor=医生 chef beginners=初学者=新手=beginner=入门 professional=专业 plus-size petite=小个子 tall dogs=狗狗=dog cats=猫咪=cat small_dogs=小型犬=small_dog puppy=puppies pets=宠物=pet 兔子 hamster=仓鼠 birds=鹦鹉 turtles=乌龟=turtle 电竞 新郎 driver 幼儿园
`;
export const CONDITIONS = `
new=全新 used=二手 refurbished=翻新=官翻=renewed 9成新 authentic=正品=genuine=original=原装=正版=真品=原厂=oem damaged=瑕疵 antique=中古=古董 样品 临期 certified=certified_refurbished 限量版=限定 unlocked 进口=原装进口 国产 custom=定制=订制=personalized sealed
`;
export const ORIGINS = `
china=中国=made_in_china japan=日本=made_in_japan=日产 korea=韩国=korean usa=美国=made_in_usa=america=american german=德国 france=法国=french uk=英国 italian=意大利 spanish 澳洲 新西兰 russian=俄罗斯 thailand=泰国=thai india=印度=indian switzerland=瑞士=swiss dutch 台湾 香港 新疆 内蒙古 yunnan=云南 四川 福建 东北=五常 景德镇 山东 海南 广西 广东 zhejiang=浙江 安徽 湖南 杭州 scotland=scottish greek hawaii=夏威夷
`;
