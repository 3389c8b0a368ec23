/**
 * What a shop must not be said to promise unless a source says so, by concept, in both languages: terms of its policy and
 * its service, which have many words. A concept in a sentence must be in a source that the sentence names.
 */
const CONCEPTS: Readonly<Record<string, RegExp>> = {
  refund: /\brefund|\bmoney[- ]back|\breimburs|退款|退钱|退费/g,
  return: /\breturn(?:s|ed|able|ing)?\b|\bsend (?:it|them) back\b|退货|退回|退换|可退|寄回/g,
  exchange: /\bexchang|\bswap|换货|退换|调换|换新|更换/g,
  warranty: /\bwarrant|保修|质保|三包/g,
  free: /(?<![-a-z])(?<!\b(?:bpa|sugar|gluten|dairy|lactose|fat|alcohol|caffeine|fragrance|paraben|oil|wire|lead|latex) )free\b(?!-)(?! (?:of|from) (?!charge))|\bcomplimentary\b|\bno (?:extra |additional )?(?:charge|cost|fee)|\bat no\b|免费|包邮|免运|免邮|不收费|赠送|赠品/g,
  included: /\bincluded\b/g,
  any: /\bany(?! (?:questions?|other|more|further|help|of|one|way))(?= [a-z])/g,
  discount:
    /\bdiscount|\bcoupon|\bpromo|\bvoucher|\bon sale\b|\bsale price|\b(?:%|percent) off\b|\bbargain|\bclearance|打折|折扣|优惠|促销|特价|降价|减免|满减|优惠券|代金券|返现/g,
  shipping:
    /\bship(?!shape)|\bdeliver|\bdispatch|\bcourier|\bcarrier|\barriv|发货|配送|送货|快递|物流|送达|到货|签收|收货|寄出|邮寄|运送/g,
  fee: /\bfees?\b|\bsurcharge|\bcharge[sd]? (?:for|an?|you|extra|\$)|\bdeposit|\bcustoms|\bdut(?:y|ies)\b|手续费|运费|邮费|押金|关税|税费/g,
  payment:
    /\bpay(?:ing|ment)?s?\b|\bcredit cards?\b|\bpaypal\b|\bapple pay\b|\binstal|付款|支付|信用卡|支付宝|微信|货到付款|分期|花呗/g,
};

/** Promises of the shop that a product's own text cannot make: they hold by a document of the shop or by the order. */
const OF_THE_SHOP: ReadonlySet<string> = new Set(['refund', 'return', 'exchange', 'free', 'discount', 'fee']);

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
