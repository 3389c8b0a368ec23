import { stemWord } from '../../core/tokenize-words.ts';
import { STOP_WORDS } from '../support.ts';

/** Words that say nothing of a product or a policy: function words, greetings, what leads to a claim. Stemmed. */
export const NEUTRAL_ENGLISH: ReadonlySet<string> = new Set(
  [
    ...STOP_WORDS,
    ...(
      'his her whose another other others both each might having nor yet since though because while although whether within without over under between through during until off out up down per via ' +
      'after before next last first second third above below following however otherwise else together along along already again even still quite rather well more less most much few several such same either only also too ' +
      'sorry glad happy pleased welcome great good nice fine certainly help let see look found find show check choose option recommend suggest suit suited suitable fit match consider compare prefer hope ' +
      'come came goes made give keep take use used using run hold weigh called name include included including provide contain list listed described description detail state stated mention mentioned note said according based given ' +
      'price priced cost costing around exactly model brand color colour size type kind version style document policy page text information info budget range material capacity weight dimension ' +
      'now currently time part side way lot bit point wait patience hear understand unfortunately ready easy easily possible maybe available ideal everyday daily hundred thousand half ' +
      'user customer someone person people cannot ca wo course anything something'
    ).split(' '),
  ].map(stemWord),
);

/** Measure words with what they count by: 这条, 一双. */
const MEASURED = '[这那一两几三四五每](?:条|双|台|套|只|支|把|张|本|瓶|盒|包|袋|辆|部|顶|副|组|对|份|杯)';

/** Chinese characters that say nothing wherever they stand, and so what is made of them: 这款, 以及, 可以的. */
const NEUTRAL_CHARACTERS =
  '这那们些么样自且之店其该本此各每请选挑看想需要可能会应得让使把被将由用以若但并而或和与及跟同另也还都就才又再则即便很挺较约现已正共后前内中里上下时款个件种好是为有在到从对于向给等的地了着过吧吗呢啊呀哦嘛您你我它他她哪几不没无未非别仅只写叫做来去说讲问答买凭按';

/** Words of the same kind that are not made of these alone. */
const NEUTRAL_WORDS =
  '谢谢|感谢|抱歉|当然|没问题|希望|帮助|帮您|帮你|告诉|随时|欢迎|很高兴|根据|按照|说明|描述|详情|页面|信息|内容|介绍|显示|提到|表示|政策|属于|关于|方面|' +
  '推荐|建议|考虑|选择|要求|喜欢|合适|适合|适用|符合|满足|匹配|找|比较|对比|采用|具有|拥有|配有|配备|带有|含有|包含|包括|支持|提供|能够|' +
  '材质|材料|颜色|款式|尺寸|尺码|规格|容量|重量|品牌|型号|价格|售价|商品|产品|功能|特点|设计|类型|系列|外观|' +
  '如果|因为|所以|因此|此外|非常|大约|大概|左右|目前|当前|已经|一般|通常|主要|一共|分别|一款|一个|一种|一件|一些|一下|多款|两款|三款|两个|三个|' +
  '不错|方便|日常|用户|顾客|怎么|什么|如何|多少|耐心|等待|注意|提醒|放进|服务|理解|带来|收到|情况|时间|方式|方法|问题|订单|下单|购买|进行|完成|通过';

/** Cuts them out of a text. */
export const NEUTRAL_CHINESE = new RegExp(`${MEASURED}|${NEUTRAL_WORDS}|[${NEUTRAL_CHARACTERS}]`, 'g');

/** Of these what has two characters and more, and the characters that belong to no word: what topics are found without. */
export const NEUTRAL_CHINESE_PHRASES = new RegExp(
  `${MEASURED}|${NEUTRAL_WORDS}|[${NEUTRAL_CHARACTERS}]{2,}|[的了是在和与也都还很把被将对从给您你我它这那为有不没无]`,
  'g',
);
