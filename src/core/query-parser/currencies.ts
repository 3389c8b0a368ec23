/** ISO 4217 code and its spellings; before a number (symbols and codes) or after it. `$` alone is USD, `¥` alone CNY. */
const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/(?:hk|港)\$ ?$|(?<![a-z])hkd ?$/, 'HKD'],
  [/nt\$ ?$|(?<![a-z])twd ?$/, 'TWD'],
  [/(?<![a-z])(?:ca?\$|cad) ?$/, 'CAD'],
  [/(?<![a-z])(?:au?\$|aud) ?$/, 'AUD'],
  [/(?<![a-z])(?:sg?\$|sgd) ?$/, 'SGD'],
  [/(?<![a-z])(?:us)?\$ ?$|(?<![a-z])usd ?$/, 'USD'],
  [/€ ?$|(?<![a-z])euro? ?$/, 'EUR'],
  [/£ ?$|(?<![a-z])gbp ?$/, 'GBP'],
  [/(?<![a-z])(?:jpy|jp¥) ?$/, 'JPY'],
  [/¥ ?$|(?<![a-z])(?:rmb|cny) ?$/, 'CNY'],
  [/₹ ?$|(?<![a-z])(?:inr|rs\.?) ?$/, 'INR'],
  [/₩ ?$|(?<![a-z])krw ?$/, 'KRW'],
];

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/^(?:港币|港元|港幣|港纸|hkd)/, 'HKD'],
  [/^(?:新?台币|twd)/, 'TWD'],
  [/^(?:加元|加币|cad(?![a-z])|canadian dollars?)/, 'CAD'],
  [/^(?:澳元|澳币|aud(?![a-z])|australian dollars?)/, 'AUD'],
  [/^(?:新加坡元|新币|sgd)/, 'SGD'],
  [/^(?:美元|美金|\$|(?:usd|us dollars?|dollars?|bucks?)(?![a-z])|刀(?![头片具架盒锋叉柄鞘切剪]))/, 'USD'],
  [/^(?:欧元|欧(?![式美])|€|(?:euros?|eur)(?![a-z]))/, 'EUR'],
  [/^(?:英镑|镑|£|(?:gbp|quid|pounds? sterling)(?![a-z]))/, 'GBP'],
  [/^(?:日元|日币|円|(?:jpy|yen)(?![a-z]))/, 'JPY'],
  [/^(?:韩元|韩币|韩圆|krw|won(?![a-z]))/, 'KRW'],
  [/^(?:卢比|₹|(?:rupees?|inr)(?![a-z]))/, 'INR'],
  [
    /^(?:人民币|元人民币|元钱|元(?![素宝宵旦气])|块钱|块(?![装皮布砖])|圆(?![形领头角桌])|(?:rmb|cny|yuan)(?![a-z])|¥)/,
    'CNY',
  ],
];

/** A currency beside a number: its code, and how far it reaches. */
export interface CurrencyMatch {
  currency: string;
  length: number;
}

/** The currency at the end of the text before a number; `length` counts its units and the space behind it. */
export function currencyBefore(text: string): CurrencyMatch | null {
  for (const [pattern, currency] of PREFIXES) {
    const match = pattern.exec(text);
    if (match !== null) return { currency, length: match[0].length };
  }
  return null;
}

/** The currency at the beginning of the text after a number; `length` counts the space before it too. */
export function currencyAfter(text: string): CurrencyMatch | null {
  const space = text.startsWith(' ') ? 1 : 0;
  const rest = text.slice(space);
  for (const [pattern, currency] of SUFFIXES) {
    const match = pattern.exec(rest);
    if (match !== null) return { currency, length: match[0].length + space };
  }
  return null;
}
