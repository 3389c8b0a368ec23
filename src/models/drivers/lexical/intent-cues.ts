import type { Intent } from '../../../core/intent.ts';

/**
 * Cue words of an intent in both languages, with the weight each match adds to the intent's score (a log-odds, about).
 * Matched on folded text; every pattern counts once. Written by hand.
 */
export const INTENT_CUES: readonly (readonly [Intent, number, RegExp])[] = [
  [
    'discover',
    3,
    /gift|\bpresent\b|\bideas?\b|\binspo|something (?:for|to|that|nice|fun|cool)|stuff (?:to|for|i)|what (?:can|should|do|could) (?:i|we|you|a \w+) (?:get|buy|bring|need|have|wear|pack)|what to (?:get|buy|wear|bring|pack)|need something|surprise me|gadgets/,
  ],
  [
    'discover',
    3,
    /礼物|送(?:什么|啥|点|女|男|妈|爸|老|朋|领|丈|长|闺|孩|同)|神器|好物|用品推荐|(?:买|带|备|吃|喝|穿|添|入手|弄|玩|准备|添置)(?:点|些|个|哪些|几样)?(?:什么|啥)|(?:有|求)(?:什么|啥|哪些).{0,8}(?:推荐|好|东西|可以)|推荐(?:点|些|一下)|买点|有(?:什么|啥)(?:主意|好东西|办法|推荐)|解馋|该带|要备/,
  ],
  [
    'compare',
    3,
    /\bbest\b|\bvs\b|versus|\bbetter\b|compar|difference between|which (?:one|is|brand|of|\w+ (?:is|should|has|takes|has))|how (?:do i |to )?(?:choose|pick)|\btop \d|worth it|what to look for|recommend|\bpick one\b|\brank|help me decide|\bagainst\b|what (?:kind|type|size) of/,
  ],
  ['compare', 1.6, /^(?!.*\b(?:messi|you|i|it)\b).*\w or \w/],
  [
    'compare',
    3.2,
    /哪个?(?:好|牌|款|种|家|一?款|更)|哪(?:家|款|种)|怎么(?:选|挑|买)|咋(?:选|挑)|\bvs\b|对比|区别|还是.{1,14}$|排行|排名|榜|测评|评测|避坑|哪个.{0,6}(?:好|强|耐|值|省|快|靠谱)|选谁|选哪|比一比|性价比|有哪些款|什么样的.{1,12}适合|更(?:好|耐|值|适合)|谁(?:更|家)|前十|推荐哪/,
  ],
  [
    'product_question',
    2.6,
    /\b(?:is|are|does|do|will|can|has|have|would) (?:the|this|these|those|it|they|my)\b|how (?:big|long|heavy|tall|wide|loud|much does|many|old|thick|deep|warm|fast) |\bfit(?:s)?\b.*\?|\bcome with\b|what(?:'s| is) in the box|true to size|waterproof\?|run (?:small|large|big)|made of|compatible|work (?:with|on)|warranty|any good|what age|battery last/,
  ],
  [
    'product_question',
    2.4,
    /(?:能|会|可以|适合|有没有|是不是|带不带|支不支持|偏|耐|够|防|有|通用|掉|起|沾|带|送|是|响)[^吗不么没]{0,12}(?:吗|不|么|没|嘛)[?？]?$|怎么样|多(?:大|长|重|高|宽|厚|久|少(?:克|斤|米|w|瓦|片|升|毫))|质保|保修(?:几|多)|是(?:真|正|纯|几|什么材|啥材)|什么材质|尺寸|好用(?:吗|不)|(?:含量|系数|续航|克重|色号).{0,3}多少|穿(?:多大|几码)|几(?:段|岁|年|级|码|寸)|这(?:个|款|件|双|台|手|书|狗|猫|笔|锅|车)|你们这/,
  ],
  [
    'how_to',
    3,
    /\bhow (?:do|to|can|should|would|long to)\b|\bclean(?:ing)?\b|\bremov|get .{2,24} (?:out|off)\b|\bfix\b|\breset\b|\bdescale|\bpair\b|\bset up\b|won't|wont|\bwash\b|\bstains?\b|\binstall|\breplace\b|\bassemble|\bfold|what do i do|\bsmell|stop .{2,20} from|shrunk|\bshorten/,
  ],
  [
    'how_to',
    3,
    /怎么办|怎么(?:用|洗|清|装|弄|换|调|连|去|擦|除|拆|存|保养|保存|做|冲|画|穿|戴|折|叠|安|修|重|恢复|处理|消|煮|烤|泡|系|开机|撬|催|背|粘|发|养|收|剪|设|绑)|咋(?:洗|弄|办|用|装|整|搞|清|去|调|换|连)|如何(?!选|挑)|(?:用|往)(?:什么|啥|哪里).{0,2}(?:擦|洗|粘|去|上油)|教程|步骤|保养|清洗|坏了咋|搞定|才能(?:去|洗|不)|打不开|连不上|不亮|没声音|卡纸/,
  ],
  [
    'knowledge',
    3,
    /\bwhat(?:'s| is| are| does| do)\b(?! in the box)|\bmean(?:s|ing|t)?\b|\bwhy (?:do|does|are|is)\b|\bexplain|how (?:do|does|are|is) .{3,40} (?:work|made|differ|measured|graded)|\bdefinition|difference/,
  ],
  [
    'knowledge',
    3,
    /是(?:什么|啥|干什么|干啥|怎么(?:做|分|织|回|算|来))|什么(?:意思|叫|是)|啥(?:意思|原理|叫)|原理|为什么|为啥|怎么(?:分级|区分|织)|表示什么|代表|标准|有啥说法|区别是|科普|几种|什么(?:档次|工艺|面料|纸)/,
  ],
  [
    'deal',
    3.4,
    /coupon|promo|discount|voucher|\bsales?\b|\bdeals?\b|black friday|cyber monday|\brebate|price (?:match|drop|adjust)|bogo|cash ?back|on sale|buy one|% off|student price|cheaper|dropped \$|prime day|\bbundle\b.*(?:price|save)/,
  ],
  [
    'deal',
    3.4,
    /优惠|打折|折扣|满减|满赠|红包|折上|活动|促销|便宜点|(?:多少|几)折|降价|保价|差价|双十一|双11|618|买.送|秒杀|团购|国补|补贴|返现|返券|积分|首单|抢购|包邮|直降|凑单|加油卡|领券|券|会不会更便宜|买贵|年货节有|学生价/,
  ],
  [
    'order_status',
    3,
    /\btrack|where(?:'s| is| are) (?:my|the)|\bdeliver|\bshipp?(?:ed|ing|s)?\b|\barriv|cancel|my order|place (?:an|the) order|\border (?:status|now|for|two|\d)|\bpreorder|check me out|i'?d like to (?:buy|purchase|order)|undo my purchase|\border(?:ed)?\b|package|pick ?up|\bexpress\b|i'll take/,
  ],
  [
    'order_status',
    3,
    /物流|快递|发货|到货|订单|取消|下单|送(?:到|达|货)|配送|几天(?:能)?到|多久(?:能)?(?:到|发|送)|包裹|单号|什么时候(?:到|发|送)|签收|运费|派送|到哪|催|改(?:成|规格|颜色|尺码)|还没(?:发|到|收)|拍错|加急|预售|自提|揽收|顺丰|怎么买|帮我(?:买|拍|提交)|不买了/,
  ],
  [
    'return_refund',
    3.6,
    /\brefund|\breturn(?:s|ed|ing)?\b|exchange|send .{0,20}back|money back|warranty claim|restock|claim|guarantee|wrong (?:size|color|item|foot)|replacement|send (?:me )?(?:a new|the right)|store credit|broke\b/,
  ],
  [
    'return_refund',
    3.6,
    /退(?:款|货|钱|换|了|掉|吗|不|回|给|还)|换(?:货|一|新|个|大|小|成|吗)|能换|可以换|不合(?:身|适)|七天|无理由|补发|保内|三包|报修|维修|漏发|少发|碎了|坏了.*(?:换|赔|保修)|赔|想退|给换|质量问题|假货|发错/,
  ],
  [
    'account_payment',
    3.4,
    /\baccount|password|\blog(?:ged|ging)?(?: me)? ?(?:in|out|into)\b|\blogin|sign ?(?:up|me up|in)|\bpay(?:ment|pal|ing)?\b|invoice|receipt|newsletter|subscri|credit card|\bcards?\b (?:declined|do you)|gift card|\baddress|captcha|\bprofile|\bregist|verification|klarna|apple pay|charged|checkout|username|phone number on/,
  ],
  [
    'account_payment',
    3.4,
    /账号|账户|帐号|密码|登录|登陆|登不|注册|付款|支付|扣(?:款|了|钱|错)|发票|开票|抬头|税号|地址|订阅|花呗|白条|分期|银行卡|余额|实名|验证码|短信码|用户名|昵称|头像|绑定|注销|微信付|支付宝|货到付款|手机号|收货人|账单|会员|切换|开户|礼品卡/,
  ],
  [
    'human_support',
    3.6,
    /\bhuman|\bagent\b|representative|real person|live (?:person|chat|agent)|customer (?:service|support|care)|complain|contact|speak to|talk to|\breviews?\b|\brate (?:the|my|a)|support (?:team|calls?|number|email)|\brude\b|\breport(?:ing)?\b|feedback|call you|manager|\bhelpline|star/,
  ],
  [
    'human_support',
    3.6,
    /客服|人工|真人|投诉|转人|转接|评价|差评|好评|打分|晒单|追评|评论|热线|联系(?:你|商|卖|方|店)|态度|机器人|喘气|叫人|骗子|举报|12315|曝光|售后电话|门店电话|说话的人|活人/,
  ],
  [
    'other',
    3.4,
    /net worth|stock price|population|capital of|translate|\bconvert\b|weather|\bwho (?:is|was|are|won)|\bjoke|\bpoem|\bregex|\bpython|\bjava(?:script)?\b|\bhello\b|^(?:hi|hey|ok|okay|thanks|thank you|lol|yes|no|test)\b.{0,8}$|\bmy (?:wife|knee|head|stomach|back)\b.*\b(?:hurts?|mad)|recipe|\bfever|passport|do you (?:dream|like|love|have feelings)|meaning of life|\bmovie|football score|write (?:me )?(?:a|an) |learn \w+ish|how (?:tall|old) is/,
  ],
  [
    'other',
    3.4,
    /天气|股票|股价|市值|创始人|老板(?:是|推|说)|首都|人口|翻译|笑话|写(?:一?首|个|一篇|段)|你(?:吃|好|是谁|几岁|叫|会|喜欢|在吗)|在吗|谢谢|^(?:哦|嗯|好的?|哈+|嘿+|啊+|呵+|ok)[!！。~]*$|医院|手术|做梦|膝盖疼|头疼|发烧|平方|光速|油价|彩票|足球比分|电影|历史|明星|哈哈|伤胃|怎么读|几点了/,
  ],
  ['other', 4, /^[^a-z\u3400-\u9fff]*$|^\d+ ?[*+/x-] ?\d+(?: ?=)?$|^([a-z])\1{3,}$/],
];

/** Endings and shapes of a question or a sentence: what a terse search isn't. */
export const SENTENCE =
  /[?？]|吗|呢$|怎么|什么|为什么|多少|哪|\b(?:how|what|why|when|where|who|which|can|does|do|is|are|will|my|i|you|me)\b|我|你/;
/** Words by which somebody asks for a thing to buy. */
export const WANTS =
  /\b(?:looking for|show me|find me|i want (?:a|some)|need (?:a|an|some) |search(?:ing)? for|do you (?:have|sell|carry))\b|想买|我要买|有没有卖|求购|找(?:个|一)|想要(?:个|一)|来(?:个|一)/;
/** Things with a service word in their name: a search all the same (`return label printer`, 快递面单打印机). */
export const SERVICE_THINGS =
  /(?:printer|labels?|headset|scanner|holder|stickers?|box|gloves?|paper|bag|stamp|banner|cabinet|打印机|纸箱|意见箱|柜|贴纸|凭证盒|横幅|架|袋|印章|耳机|胶带|盒|标签)(?: [a-z0-9]+)?$/;
