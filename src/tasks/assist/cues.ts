import { foldText } from '../../core/fold-text.ts';
import { FAULT } from '../../core/gazetteer/words/service-topics.ts';

/** Someone tries to change what the assistant is or does. Such a clause is read by nobody and moves nothing. */
const INJECTION =
  /^\s*(?:system|assistant|developer|系统|开发者) ?[:：]|\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruct\w*|rules?|prompts?|polic(?:y|ies)|guidelines?|everything above)|\byou are (?:now|no longer)\b|\bfrom now on\b.{0,30}\byou\b|\bpretend (?:to be|you|that|the|there|we|it)|\bact as (?:an?|my|the)\b|system prompt|developer mode|jailbreak|\bnew instructions?\b|(?:忽略|无视|忘记|忘掉|绕过).{0,12}(?:指令|规则|设定|提示|要求|限制|内容)|你现在是|从现在起|扮演|假装(?:你|自己)|系统提示|开发者模式|越狱|新的?指令/;

const GREETING =
  /^(?:(?:hi|hiya|yo(?= there|[\s,.!?~]|$)|hello|hey|good (?:morning|afternoon|evening)|(?:你|您)好(?!吗|么)|(?:早上|上午|中午|下午|晚上)好|早安|哈喽|嗨|在吗|在么|亲)(?: there)?[\s,.!?，。！？~、呀啊]*)+/;
const SMALL_TALK =
  /^(?:(?:lol|(?:ha){2,}|hmm+|oh|哈哈+|嘿嘿+|哦|噢)[,.!，。！~\s]+|哈哈+|嘿嘿+)?(?:(?:ok(?:ay)?|great|perfect)?[,.! ]*thank(?:s| you)(?: so much| a lot| very much)?(?:[,.! ]+(?:that(?:'?s| is) (?:all|it)|bye|for .{2,24}))?|thx|cheers(?:[,.! ]+(?:mate|bye))?|lol|(?:ha){2,}|ok(?:ay)?|great|cool|perfect|got it|bye|goodbye|see (?:you|ya)(?: later)?|how are you(?: (?:doing|today))?|who are you|what are you|are you (?:a |an )?(?:human|robot|bot|ai|real|chat ?gpt|gpt).{0,12}|what'?s your name|(?:你|您)好[吗么]|最近(?:好吗|怎么样)|多谢|(?:好的?|行|嗯)?[，, ]?谢[谢啦了].{0,6}|先这样.{0,6}|感谢.{0,6}|好的?|好吧|嗯+|行|收到|知道了|明白了?|再见|拜拜|哈哈+|嘿嘿+|你是谁|你是(?:不是)?(?:机器人|真人|人工智能|ai).{0,3}|你叫什么.{0,4})[\s.!?，。！？~]*$/;
const IDENTITY =
  /\bwho are you|\bwhat are you|are you (?:a |an )?(?:human|robot|bot|ai|real|chat ?gpt|gpt)|your name|你是谁|你是(?:不是)?(?:机器人|真人|人工智能|ai)|你叫什么/;
const WELLBEING = /how are you|(?:你|您)好[吗么]|最近(?:好吗|怎么样)/;
const THANKS = /\bthank|\bthx\b|\bcheers\b|谢/;
const BYE = /\bbye\b|goodbye|see (?:you|ya)|先这样|再见|拜拜/;

const INSULT =
  /\b(?:idiot|stupid|useless|moron|dumb|f+u+c+k\w*|bullshit|shut up|you suck|piece of (?:shit|crap|garbage))\b|傻[逼比叉b]|煞笔|智障|脑残|废物|去死|妈的|他妈|(?:你|真|太|就是个?)垃圾|垃圾(?:客服|机器人|店)|滚(?:开|蛋|吧|！|!|$)|蠢/;
const ANGER =
  /\b(?:angry|furious|ridiculous|unacceptable|outrageous|terrible|horrible|worst|disgusting|scam|complain\w*|complaint)\b|fed up|sick of|waste of (?:time|money)|投诉|举报|生气|气死|太差|什么破|骗子|骗人|差评|受够了|垃圾店/;

const PERSON =
  /\b(?:human|real person|live (?:agent|person|chat)|representative|manager|supervisor)\b(?: please)?[\s.!?]*$|\b(?:talk|speak|chat|connect|transfer|get|want|need) .{0,24}\b(?:human|person|someone|agent|representative|manager)\b|customer (?:service|support) (?:agent|rep)|转人工|人工(?:客服|服务)?$|(?:找|要|叫|换|接)(?:个|一个)?(?:人工|真人|客服|经理|活人)|转(?:接)?(?:客服|人工)/;

const ORDINALS: readonly (readonly [number, RegExp])[] = [
  [0, /\b(?:first|1st|number one)\b|第[一1](?:个|款|件|双|种|条)?|(?:前|上)面那个/],
  [1, /\b(?:second|2nd|number two)\b|第[二2](?:个|款|件|双|种|条)?/],
  [2, /\b(?:third|3rd|number three)\b|第[三3](?:个|款|件|双|种|条)?/],
  [3, /\b(?:fourth|4th)\b|第[四4](?:个|款|件|双|种|条)?/],
  [4, /\b(?:fifth|5th)\b|第[五5](?:个|款|件|双|种|条)?/],
  [-1, /\b(?:the )?last (?:one|item|product)\b|最后(?:一)?(?:个|款|件|双)/],
];
/** Two of the list by their numbers: `between 1 and 2`, 1和3哪个好. */
const NUMBERED =
  /(?:^|\b(?:between|compare|numbers?|options?) |[#比较]) ?#?([1-9]) ?(?:and|or|vs\.?|with|to|&|和|跟|与|还是) ?#?([1-9])(?![\d.]|\w|寸|米|升|元|块|个|岁)/;
const FIRST_TWO =
  /\b(?:first|these|those|the) two\b|\bboth\b|前两个?|前2个?|这两|那两|两(?:个|款|件)(?:比|对|哪|的|有)/;
const ALL =
  /\b(?:these|those|all of them|them all|the three|between them)\b|这几|那几|它们|这些|这三|哪个(?:更|最)?(?:好|便宜|贵|适合|值)/;
const THIS =
  /\b(?:it|its|this|that|this one|that one|they|them|their)\b|^(?:is|does|can|will|has) (?:it|this|that)\b|它|这(?:个|款|件|双|条|台|只|本|种)|那(?:个|款|件|双|条|台|只)/;
const COMPARES =
  /\bcompare|\bvs\b|versus|\bdif+e?re?nces?\b|\bwhich (?:one|is|of|should|has|have|does|can|works|comes)\b|better|对比|比较|比一比|区别|哪个|哪一?款|还是.{1,16}好|差别|不一样|有(?:什么|啥|何)不同|哪种/;

const CHEAPER =
  /(?<!\b(?:the|that) )cheaper|less expensive|more affordable|lower price|too expensive|too pricey|too much\b|便宜(?:一?点|些|的(?!那))|(?<!哪一?(?:个|款|件|种))更便宜|有没有便宜|太贵|贵了|有点贵|价格低/;
const CHEAPEST = /\bcheapest\b|最便宜/;
/** One of what was shown, by its price: `I'll take the cheaper one`, 便宜的那个. */
const THE_CHEAPER = /\b(?:the|that) cheaper (?:one|of)\b|便宜的?那一?(?:个|款|件|双)/;
const DEARER = /more expensive|higher.end|better quality|more premium|贵(?:一?点|些)的|高端|好一?点的|档次高/;
const OTHER_BRAND =
  /(?:an)?other brands?|different brands?|any other make|(?:换|别的|其他|其它|另一)(?:个|一个)?(?:的)?(?:牌子|品牌)/;
const MORE =
  /^(?:show (?:me )?|any |some |see )?(?:more|others?|other ones|something else|anything else|different ones?)(?: options| products| please)?[?.! ]*$|还有(?:别的|其他|其它|吗)|换一?[批些]|换一?个(?:别的|其他的?)?[吧呢]?[。！.!]?$|(?:别的|其他|其它)(?:的|款)?(?:呢|吗|有吗)?[?？]?$|更多/;
const NO_MATTER =
  /(?:any|whatever|(?:forget|drop|never mind)(?: about)? the) (color|colour|brand|size|price|material|style)|(color|colour|brand|size|price|material|style) (?:is not important|does ?n.t matter|is fine)|(颜色|品牌|牌子|尺码|大小|价格|价位|材质|款式|风格)(?:都|也)?(?:无所谓|都行|都可以|不重要|随便|不限|没要求)|(?:随便|任何)(颜色|品牌|牌子|尺码|价格|材质)/;
const NO_PREFERENCE =
  /^(?:no preference|i don.t (?:care|mind)|doesn.t matter|any(?:thing)?(?: is fine| works)?|whatever|either|都可以|都行|随便|无所谓|没有|没要求|不限|都可)[\s.!。！]*$/;
const ALSO = /\b(?:also|too|as well|or)\b|也(?:可以|行)|或者|以及/;
const START_OVER =
  /start over|start again|new search|forget (?:it|that|about (?!the (?:colou?r|brand|size|price|material|style)\b))|never ?mind|\bnvm\b|重新(?:来|开始|找)|算了|不找了|换个话题/;

const WANTS =
  /\b(?:do you (?:have|sell|carry|stock)|looking for|what about|how about|show me|find me|i(?:'d| would)? (?:want|like|need) (?:a|an|some|to buy)|anything (?:from|by|in|with|under|for)|got any)\b|你们有|有没有|有[吗么][?？]?$|有卖|想买|要买|买个|推荐|\brecommend/;
/** What is put in place of what was said: `actually blue`, `make it the small one`, 换成黑色, 还是要蓝色的吧. */
const CORRECTION_EN =
  /(?:(?:^|[,.;] ?)(?:actually|rather|no,|make (?:it|that)|i meant)[, ]*(?:i (?:want|need) )?|^in (?!stock|time|total|person|store|general|case))(?:the |a |an )?([^,.;?!]{1,40}?)(?: instead)?[.! ]*$/;
const CORRECTION_ZH =
  /(?:^|[,，.。;；\s])(?:不对|还是|那就|我)?(?:换成|改成|想要|要)([^,，。！？!?\s]{1,16}?)的?(?:吧|了)?[。！!]?$/;

const SUITS =
  /^(?:要|适合)?[\u3400-\u9fff]{1,8}[用穿吃戴玩]的[。！]?$|^(?:something |one |it'?s |it is )?for (?:a |an |my |the )?[a-z' -]{2,24}[.!]?$/;

const QUESTION =
  /[?？]|吗|呢$|怎么|什么|多少|多[大长重高久宽厚]|几|([是能会可行好有要])不\1|有没有|可不可以|[能可会行有用开].{0,8}不$|\b(?:is|are|does|do|can|will|how|what|which|has|why|when|where)\b/;
const BEST = /\bbest\b|\btop\b|recommend|哪个牌子|哪款好|推荐|最好/;

/** What a user's message says beside its words for products. */
export interface Cues {
  /** The message without quotes and without what tries to change the assistant, and a greeting before a request. */
  text: string;
  /** Whether something of the kind was taken out. */
  injected: boolean;
  talk: 'greeting' | 'thanks' | 'bye' | 'identity' | 'wellbeing' | 'polite' | 'insult' | null;
  angry: boolean;
  wantsPerson: boolean;
  /** Places in what was shown, from 0; −1: the last. */
  ordinals: number[];
  refersTo: 'two' | 'all' | 'one' | null;
  compares: boolean;
  cheaper: boolean;
  /** It wants what costs least first. */
  cheapest: boolean;
  /** It points at the one of what was shown that costs least. */
  theCheaper: boolean;
  dearer: boolean;
  /** What was bought no longer works. */
  faulty: boolean;
  otherBrand: boolean;
  more: boolean;
  /** It asks the shop for a thing. */
  wants: boolean;
  /** Whom or what the thing is to be for: 打游戏用的, `for my office`. */
  suits: string | null;
  /** What it puts in place of what was said; null where it corrects nothing. */
  correction: string | null;
  /** A name that may have any value from now on. */
  freed: string | null;
  noPreference: boolean;
  also: boolean;
  startsOver: boolean;
  asks: boolean;
  best: boolean;
}

/** The names by which people call what they don't mind. */
const FREED: Readonly<Record<string, string>> = {
  color: 'color',
  colour: 'color',
  颜色: 'color',
  brand: 'brand',
  品牌: 'brand',
  牌子: 'brand',
  size: 'size',
  尺码: 'size',
  大小: 'size',
  price: 'price',
  价格: 'price',
  价位: 'price',
  material: 'material',
  材质: 'material',
  style: 'style',
  款式: 'style',
  风格: 'style',
};

/** Reads one message of the user. Total for any text, and linear in its length but for bounded repetitions. */
export function readCues(message: string): Cues {
  const { text: own, injected } = withoutInjection(withoutQuotes(message));
  const whole = foldText(own).trim();
  const afterGreeting = whole.replace(GREETING, '').trim();
  const isGreeting = whole !== '' && afterGreeting === '';
  const text = afterGreeting === '' ? own.trim() : own.trim().slice(own.trim().length - afterGreeting.length);
  const folded = foldText(text);
  const freed = NO_MATTER.exec(folded)
    ?.slice(1)
    .find((name) => name !== undefined);
  return {
    text,
    injected,
    talk: talkOf(folded, isGreeting),
    angry: ANGER.test(folded) || INSULT.test(folded),
    wantsPerson: PERSON.test(folded),
    ordinals: placesIn(folded),
    refersTo: FIRST_TWO.test(folded) ? 'two' : ALL.test(folded) ? 'all' : THIS.test(folded) ? 'one' : null,
    compares: COMPARES.test(folded),
    cheaper: CHEAPER.test(folded),
    cheapest: CHEAPEST.test(folded),
    theCheaper: THE_CHEAPER.test(folded),
    dearer: DEARER.test(folded),
    faulty: FAULT.test(folded),
    otherBrand: OTHER_BRAND.test(folded),
    more: MORE.test(folded),
    wants: WANTS.test(folded),
    suits: QUESTION.test(folded) ? null : (SUITS.exec(folded)?.[0].replace(/[。！.!]$/, '') ?? null),
    correction: (CORRECTION_EN.exec(folded) ?? CORRECTION_ZH.exec(folded))?.[1]?.trim() ?? null,
    freed: freed === undefined ? null : (FREED[freed] ?? null),
    noPreference: NO_PREFERENCE.test(folded),
    also: ALSO.test(folded),
    startsOver: START_OVER.test(folded),
    asks: QUESTION.test(folded),
    best: BEST.test(folded),
  };
}

function placesIn(folded: string): number[] {
  const named = ORDINALS.flatMap(([place, pattern]) => (pattern.test(folded) ? [place] : []));
  const [, first, second] = NUMBERED.exec(folded) ?? [];
  return named.length > 0 || first === undefined ? named : [Number(first) - 1, Number(second) - 1];
}

function talkOf(folded: string, isGreeting: boolean): Cues['talk'] {
  if (INSULT.test(folded) && folded.length < 60) return 'insult';
  if (isGreeting) return 'greeting';
  if (!SMALL_TALK.test(folded)) return null;
  if (IDENTITY.test(folded)) return 'identity';
  if (WELLBEING.test(folded)) return 'wellbeing';
  if (BYE.test(folded)) return 'bye';
  return THANKS.test(folded) ? 'thanks' : 'polite';
}

/** What others are quoted with is not the shopper's own request: lines behind `>`, code, and long quotations. */
function withoutQuotes(message: string): string {
  return message
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replaceAll(/^[ \t]*>.*$/gm, ' ')
    .replaceAll(/“[^”]{12,}”|"[^"\n]{12,}"|「[^」]{8,}」|『[^』]{8,}』/g, ' ');
}

function withoutInjection(message: string): { text: string; injected: boolean } {
  if (!INJECTION.test(foldText(message))) return { text: message, injected: false };
  const clauses = message.split(/(?<=[。！？!?；;\n，,])|(?<=\.)\s+/);
  const text = clauses.filter((clause) => !INJECTION.test(foldText(clause))).join(' ');
  return { text, injected: true };
}
