/** English cues; what they exclude follows them. `no` stands alone so that `no-iron` isn't one. */
export const ENGLISH_CUE =
  /(?<![a-z0-9-])(?:without(?: any)?|w\/o|excluding|exclude|except(?: for)?|other than|anything but|free (?:of|from)|avoid|(?:do not|don't|dont) (?:want|need|like)|not|no)(?= )/g;
/** Words between a cue and what it excludes. */
export const ENGLISH_FILLER = /^(?:a|an|the|any|in|with|made|of|from|by|too|added|very|more|want|having) /;
/** A word that ends what is excluded. */
export const ENGLISH_STOP =
  /^(?:for|with|without|under|over|below|above|in|on|at|that|which|to|from|please|size|sized|price|by|of|is|are|was|but|because|than|as|if|you|i|it|this|my|your|less|more|not|no|only|just|sure|working|needed|required|necessary|matter|longer|one|idea|problem|way|yet|so|up|be|have|has|do|does|can|will|get|use|using|when|while|until|unless|included|show|iron|tie|slip|pull|drill|stick|spill|sew|bake|touch|fog|see|rinse|tears?|name|mess|bark|fly|scratch|residue|knot|glare|limits?|brainer|more|less|time|what|how)$/;
/** Words that make `X-free` a feature or an offer rather than an exclusion. */
export const FREE_FEATURES =
  /^(?:hands?|tool|tax|duty|toll|risk|stress|hassle|worry|frost|region|royalty|cruelty|wrinkle|maintenance|tangle|care|postage|ad|interest|rent|fat-burning)$/;
/** What `X free`, written with a space, can exclude; anything else is a free thing (`free shipping`). */
export const FREE_SUBSTANCES =
  /^(?:sugar|gluten|dairy|lactose|nut|peanut|soy|egg|fat|salt|sodium|caffeine|alcohol|bpa|phthalate|paraben|sulfate|sulphate|silicone|fragrance|scent|perfume|oil|latex|lead|nickel|chemical|gmo|preservative|grain|wheat|corn|meat|pork|msg|carb|cholesterol|calorie|acid|fluoride|aluminum|aluminium|talc|dye|paba|ammonia|formaldehyde|pesticide|plastic|pvc|wire|lint|odor|odour|smoke|acetone|toxin|allergen|yeast|shellfish|wax|pfas|ptfe|pfoa)s?$/;
/** What follows `X free` when it's an offer or a brand. */
export const FREE_OFFER =
  /^ ?(?:shipping|delivery|gifts?|returns?|samples?|trial|people|fly|size|weights?|download|printable|pdf|of |from )/;

/** Chinese cues; what they exclude follows them. A question (要不要, 带不带, 有没有, 是不是) isn't one. */
export const CHINESE_CUE =
  /(?<![要带含是加想])不(?:想要|需要|喜欢|要(?![求紧钱])|带|含|加(?![价班])|是)|(?<!有)没有|除了|除去|排除|拒绝|(?<![特区级性分类个识鉴辨])别(?:要|买|给我?|选|推荐|用|加|放|带|太)|(?<![\d.])[0零](?=[糖蔗脂卡添酒甲])|无|非/g;
/** What comes between a Chinese cue and what it excludes. */
export const CHINESE_FILLER = /^(?:[ ]|有|含有|含|带有|带|是|任何|那种|这种|什么|用|买|要|到)/;
/** What 无 and 0 exclude: a closed list, since 无线, 无人机, 无印良品, 无痕 … are words. */
export const WITHOUT_NOUNS =
  /^(?:脂肪|脂|卡路里|卡|添加剂|添加|蔗糖|糖精|糖|防腐剂|酒精|香精|香料|硅油|硅|氟|铅|甲醛|荧光剂|麸质|乳糖|盐|油脂|咖啡因|色素|钢圈|袖|领|帽|盖|拉链|logo|图案|印花|刺|籽|皂基|硫酸盐|胶水|胶|异味|涂层|螺丝|鞋带|口袋|把手|手柄|扶手|靠背|肩带|激素|乳化剂|明矾|坑|奶油|奶|蛋)/;
/** What 非 can't be followed by: 非常, 非洲, 非遗 …; what it excludes is a term of the word lists. */
export const CHINESE_END =
  /^(?:[的了吧啊哦呀呢吗,，.。;；!！?？:：()（）[\]【】]|以外|之外|外(?!套|壳|衣)|还|都|其他|其它|另外|有没有|谢谢|行不行|可以|就行|就好)/;
/** What joins two excluded terms. */
export const CHINESE_AND = /^(?:以及|还有|或者|[、和或及与跟/])/;
/** Words whose 和, 与, 及 joins nothing. */
export const NOT_AND = /[温柔暖平调饱缓中祥共]$/;
