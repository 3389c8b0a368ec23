import { stemWord } from '../../core/tokenize-words.ts';

/** Words that say nothing of a product or a policy: function words, greetings, what leads to a claim. Stemmed. */
export const NEUTRAL_ENGLISH: ReadonlySet<string> = new Set(
  (
    'a an the this that these those it its they them their there here he she his her who which what when where why how one ones another other others each both ' +
    'i me my we us our you your yours ' +
    'am is are was were be been being do does did done has have had having can could may might must will would shall should ' +
    'and or but nor so yet if then than as of in on at by to for from with without into onto about over under within between through up down out off per via while because since though although whether also too just ' +
    'not no yes very really quite rather well still already even again more less most much many some any few several such same both either ' +
    'hello hi hey thanks thank please sorry apologize sure okay ok certainly absolutely glad happy pleased welcome great good nice right fine ' +
    'help assist let know tell ask answer question see look looking find found search show check choose choice pick option alternative recommend recommendation suggest suggestion suit suited suitable fit match matches consider compare comparison ' +
    'want need like prefer preference think feel hope wish would mind care matter ' +
    'come comes came give get go goes keep take make made use used using work call called name named known ' +
    'feature features include included including offer offers provide provides contain consist has hold holds carry list listed listing describe described description detail details state stated states mention mentioned note noted say says said according based read reads shown given ' +
    'price priced cost costs costing around approximately roughly about exactly just ' +
    'product item thing model brand color colour size type kind version style piece order shop store catalog policy document page source text information info ' +
    'first second third next last above below following also after before during until however otherwise plus along together summary short long way lot bit ' +
    'now currently time moment case part side end start point reason idea need budget range spec specification material capacity weight dimension measure measurement ' +
    'understand hear patience wait sound sounds unfortunately fortunately ' +
    'ready easy easily able possible possibly perhaps maybe likely available ideal fits everyday daily run weigh last hundred thousand half user customer buyer shopper people someone person ' +
    'cannot ca wo course else anything something everyone'
  )
    .split(' ')
    .map(stemWord),
);

/** Measure words with what they count by: 这条, 一双. */
const MEASURED = '[这那一两几三四五每](?:条|双|台|套|只|支|把|张|本|瓶|盒|包|袋|辆|部|顶|副|组|对|份|杯)';

/** The same in Chinese, cut out where they stand; the longer first. */
const NEUTRAL_CHINESE_WORDS =
  '您好|你好|谢谢|感谢|抱歉|不好意思|请问|好的|可以的|当然|没问题|希望|帮助|帮您|帮你|为您|为你|给您|给你|告诉我|随时|欢迎|很高兴|乐意|请|麻烦|' +
  '这一款|这款|那款|这件|这个|那个|这些|那些|这里|那里|这样|那样|这种|那种|它们|他们|我们|你们|您的|你的|我的|它的|其中|其|该|本|此|各|每|另外|另一|其他|其它|' +
  '以下|以上|下面|上面|如下|根据|按照|资料|说明|描述|详情|页面|信息|内容|文字|介绍|显示|写明|注明|标注|标明|提到|表示|规定|政策|来自|属于|关于|对于|至于|方面|' +
  '推荐|建议|考虑|选择|选|挑|看看|看|想要|想|需要|要求|需求|喜欢|偏好|合适|适合|适用于|适用|符合|满足|匹配|找到|找|查到|查询|搜索|比较|对比|' +
  '采用|使用|具有|具备|拥有|配有|配备|带有|含有|包含|包括|自带|附带|支持|提供|可以|可|能够|能|会|应该|应|需|要|得|让|使|把|被|将|由|用|以|' +
  '材质|材料|颜色|款式|尺寸|尺码|规格|容量|重量|品牌|型号|产地|价格|售价|价位|价钱|商品|产品|东西|店铺|本店|店里|店内|功能|特点|设计|类型|种类|系列|版本|外观|' +
  '如果|若|的话|因为|所以|因此|但是|但|不过|而且|并且|并|而|以及|还有|还是|或者|或|和|与|及|跟|同|同时|此外|另|也|还|都|就|才|又|再|则|即|便|' +
  '非常|很|比较|相当|挺|较|大约|大概|左右|约|目前|现在|现|当前|已经|已|正在|正|一般|通常|主要|共|一共|分别|之间|之内|以内|之后|之前|以后|以前|后|前|内|中|里|上|下|时|期间|' +
  '一款|一个|一种|一件|一些|一下|一点|几款|几个|多款|两款|三款|两个|三个|款|个|件|种|' +
  '不错|好|方便|日常|平时|用户|顾客|' +
  '是|为|有|在|到|从|对|于|向|给|等|等等|的|地|了|着|过|吧|吗|呢|啊|呀|哦|嘛|您|你|我|它|他|她|哪|什么|怎么|怎样|如何|多少|几|' +
  '耐心|等待|请注意|注意|提醒|不|没|无|未|非|别|不能|不可|不会|不要|没有|只要|仅|只|放进|放入|下来|出来|服务|理解|不便|带来|造成|继续|请您|可选|写|叫|叫做|做|来|去|说|讲|问|答|收到|发生|情况|时候|时间|方式|方法|问题|订单|下单|购买|买|后续|进行|完成|通过|凭|按|需在';

/** Cuts them out of a text. */
export const NEUTRAL_CHINESE = new RegExp(
  [MEASURED, ...NEUTRAL_CHINESE_WORDS.split('|').toSorted((a, b) => b.length - a.length)].join('|'),
  'g',
);

const FUNCTION_CHARACTERS = '的了是在和与也都还很把被将对从给您你我它这那为有不没无';

/** Of these the words of two characters and more, and the characters that belong to no word: what topics are found without. */
export const NEUTRAL_CHINESE_PHRASES = new RegExp(
  [
    MEASURED,
    ...NEUTRAL_CHINESE_WORDS.split('|')
      .filter((word) => word.length > 1)
      .toSorted((a, b) => b.length - a.length),
    `[${FUNCTION_CHARACTERS}]`,
  ].join('|'),
  'g',
);
