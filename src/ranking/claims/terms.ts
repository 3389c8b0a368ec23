/**
 * What a shop must not be said to promise unless a source says so, by concept, in both languages: terms of its policy, availability,
 * superlatives, comparisons, days, effects. A concept in a sentence must be in a source that the sentence names.
 */
const CONCEPTS: Readonly<Record<string, RegExp>> = {
  refund: /\brefund|\bmoney[- ]back|\breimburs|退款|退钱|退费/g,
  return: /\breturn(?:s|ed|able|ing)?\b|\bsend (?:it|them) back\b|退货|退回|退换|可退|寄回/g,
  exchange: /\bexchang|\bswap|换货|退换|调换|换新|更换/g,
  repair: /\brepair|维修|修理|返修/g,
  replacement: /\breplac|换新|更换|补发/g,
  warranty: /\bwarrant|保修|质保|三包/g,
  guarantee: /\bguarante|保证|担保|承诺|保障/g,
  free: /(?<![-a-z])(?<!\b(?:bpa|sugar|gluten|dairy|lactose|fat|alcohol|caffeine|fragrance|paraben|oil|wire|lead|latex) )free\b(?!-)(?! (?:of|from) (?!charge))|\bcomplimentary\b|\bno (?:extra |additional )?(?:charge|cost|fee)|\bat no\b|免费|包邮|免运|免邮|不收费|赠送|赠品/g,
  discount:
    /\bdiscount|\bcoupon|\bpromo|\bvoucher|\bon sale\b|\bsale price|\b(?:%|percent) off\b|\bbargain|\bclearance|打折|折扣|优惠|促销|特价|降价|减免|满减|优惠券|代金券|返现/g,
  shipping:
    /\bship(?!shape)|\bdeliver|\bdispatch|\bcourier|\bcarrier|\barriv|发货|配送|送货|快递|物流|送达|到货|签收|收货|寄出|邮寄|运送/g,
  included: /\bincluded\b|\binclud(?:es|ing)\b|随附|附赠/g,
  separate: /\bsold separately\b|\bseparately\b|另购|另售|单独购买/g,
  fee: /\bfees?\b|\bsurcharge|\bcharge[sd]? (?:for|an?|you|extra|\$)|\bdeposit|\bcustoms|\bdut(?:y|ies)\b|手续费|运费|邮费|押金|关税|税费/g,
  invoice: /\binvoice|\breceipt|发票|收据/g,
  payment:
    /\bpay(?:ing|ment)?s?\b|\bcredit cards?\b|\bpaypal\b|\bapple pay\b|\binstal|付款|支付|信用卡|支付宝|微信|货到付款|分期|花呗/g,
  stock:
    /\b(?:in|out of|back in) stock\b|\bsold out\b|\bstock\b|\bback-?order|\bavailable (?:now|today|immediately|for)\b|\bunits? left\b|现货|有货|缺货|没货|售罄|库存|补货/g,
  authentic: /\bauthentic|\bgenuine\b|\bofficial|\bcounterfeit|正品|原装|官方|假货/g,
  certified: /\bcertifi|\bapproved\b|\bcomplian|\bfda\b|\blab[- ]tested|认证|检测|质检|批准/g,
  membership: /\bmembers?(?:hip)?\b|\bpoints\b|\bloyalty\b|\brewards?\b|会员|积分/g,
  insurance: /\binsur|\bcompensat|保险|运费险|赔付|赔偿|补偿/g,
  support: /\bcustomer (?:service|support|care)\b|\bhotline\b|\bcontact us\b|\b24\/7\b|客服|热线|人工/g,
  account: /\bpassword|\baccount\b|\bcheckout\b|密码|账号|账户|结账/g,
  health:
    /\bcures?\b|\bheals?\b|\btreats?\b|\bprevents?\b|\bmedical|\btherap|\bclinical|治疗|治愈|疗效|预防|医用|药用|养生/g,
  safe: /\bsafe(?:ty|ly)?\b|\bharmless\b|安全|无害/g,
  superlative:
    /\b(?:best|cheapest|lowest|highest|fastest|lightest|largest|smallest|biggest|strongest|quietest|longest|newest|latest|finest|safest|worst|perfect|unbeatable|unique|number one|no\. ?1)\b|\b(?:the )?most [a-z]+|\bleast [a-z]+|最[^近后初终多少]|唯一|第一名|独家|顶级|极致|完美/g,
  absolute:
    /\b(?:always|never|every|everything|anyone|entirely|completely|totally|permanent|forever|lifetime|unlimited|any(?! (?:questions?|other|more|further|help|of|one|way))(?= [a-z])|any ?time|instantly|100 ?%)|永远|永久|终身|绝对|所有|全部|一切|任何|无限|百分之百|随时/g,
  only: /\bonly\b|\bexclusive|\bsolely\b|仅限|仅有|只有|只能|只需|专供/g,
  comparative:
    /\b(?:more|less|fewer|[a-z]{2,}(?<!oth|eith|neith|rath|wheth|bett)er|better|worse) than (?!\$?\d)|\b(?:cheaper|pricier|lighter|heavier|bigger|smaller|larger|longer|shorter|faster|slower|quieter|louder|stronger|better|worse)\b|比.{1,16}(?:更|还|便宜|贵|大|小|轻|重|长|短|高|低|好|快|多|少)|更(?!多|换|改|新|衣)/g,
  popular:
    /\bbest-?sell|\bpopular|\btop-? ?rated\b|\btrending\b|\bfavou?rite|\breview|\brat(?:ed|ings?)\b|评分|打分|\bcustomers (?:love|say|like)|热销|畅销|爆款|好评|人气|口碑|评价|销量/g,
  monday: /\bmondays?\b|(?:周|星期|礼拜)一/g,
  tuesday: /\btuesdays?\b|(?:周|星期|礼拜)二/g,
  wednesday: /\bwednesdays?\b|(?:周|星期|礼拜)三/g,
  thursday: /\bthursdays?\b|(?:周|星期|礼拜)四/g,
  friday: /\bfridays?\b|(?:周|星期|礼拜)五/g,
  saturday: /\bsaturdays?\b|(?:周|星期|礼拜)六/g,
  sunday: /\bsundays?\b|(?:周|星期|礼拜)[日天]/g,
  weekend: /\bweekends?\b|周末|双休日/g,
  holiday: /\b(?:public |bank )?holidays?\b|节假日|法定假/g,
  today: /\btoday\b|\btonight\b|\bsame[- ]day\b|今天|今晚|今日|当天|当日/g,
  tomorrow: /\btomorrow\b|\bnext[- ]day\b|明天|明日|次日/g,
  yesterday: /\byesterday\b|昨天|昨日/g,
  soon: /\bimmediately\b|\bright away\b|\bsoon\b|\bas soon as\b|\bthis week\b|\bnext (?:week|month)\b|立即|立刻|马上|即刻|很快|尽快|本周|下周|下个?月|后天/g,
  limited:
    /\blimited[- ]time\b|\bwhile (?:stocks?|supplies) last\b|\bhurry\b|\blast chance\b|\bends? (?:soon|tonight|today)\b|限时|抢购|错过|最后/g,
  award: /\baward|\bpatent|\bexclusive|\bpremium\b|\bhigh-quality\b|\btop-quality\b|获奖|专利|高端|优质|高品质/g,
};

/** Promises of the shop that a product's own text cannot make: they hold by a document of the shop or by the order. */
const OF_THE_SHOP: ReadonlySet<string> = new Set([
  'refund',
  'return',
  'exchange',
  'free',
  'discount',
  'fee',
  'insurance',
  'membership',
]);

/** A concept in a text. Offsets are UTF-16 units, end exclusive. */
export interface StatedTerm {
  concept: string;
  start: number;
  end: number;
}

/** The concepts that a folded text states, by concept and then in order. */
export function termsOf(folded: string): StatedTerm[] {
  return Object.entries(CONCEPTS).flatMap(([concept, pattern]) =>
    Array.from(folded.matchAll(pattern), (match) => {
      const end = match.index + match[0].length;
      // To the end of the word: exchang|ed.
      const rest = /[a-z]$/.test(match[0]) ? (/^[a-z]*/.exec(folded.slice(end, end + 12))?.[0].length ?? 0) : 0;
      return { concept, start: match.index, end: end + rest };
    }),
  );
}

/** Whether a concept is the shop's own to promise. */
export function isOfTheShop(concept: string): boolean {
  return OF_THE_SHOP.has(concept);
}
