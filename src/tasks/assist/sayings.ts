import type { Language } from '../../core/language.ts';
import type { FacetValue } from '../../ranking/facets.ts';

/** What facets are called where shoppers read it. */
const LABELS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  price: { en: 'price range', zh: '价位' },
  brand: { en: 'brand', zh: '品牌' },
  color: { en: 'color', zh: '颜色' },
  material: { en: 'material', zh: '材质' },
  size: { en: 'size', zh: '尺码' },
  audience: { en: 'type of wearer or user', zh: '适用人群' },
  style: { en: 'style', zh: '款式' },
  feature: { en: 'feature', zh: '功能' },
  category: { en: 'category', zh: '类别' },
  rating: { en: 'rating', zh: '评分' },
  measure: { en: 'measure', zh: '规格' },
  product: { en: 'product', zh: '商品' },
};

/** What a facet is called; the shop's own attributes by their own names. */
export function labelOf(facet: string, language: Language): string {
  return LABELS[facet]?.[language] ?? facet;
}

/** The facet that is called so. */
export function facetCalled(label: string): string {
  const wanted = label.trim().toLowerCase();
  const known = Object.entries(LABELS).find(([, { en, zh }]) => en === wanted || zh === wanted);
  return known?.[0] ?? label.trim();
}

/** A price as it is read: `$39.9`, `¥159`, `20 EUR`. */
export function priceText({ amount, currency }: { amount: number; currency: string }): string {
  if (currency === 'USD') return `$${amount}`;
  return currency === 'CNY' ? `¥${amount}` : `${amount} ${currency}`;
}

/** A value to choose, as it stands in a question. */
export function optionText({ value, gte, lt, currency }: FacetValue, language: Language): string {
  if (value !== undefined) return value;
  const money = (amount: number): string => (currency ? priceText({ amount, currency }) : String(amount));
  const isZh = language === 'zh';
  if (gte === undefined || gte === 0) return isZh ? `${money(lt ?? 0)}以下` : `under ${money(lt ?? 0)}`;
  if (lt === undefined) return isZh ? `${money(gte)}以上` : `over ${money(gte)}`;
  return isZh ? `${money(gte)}到${money(lt)}` : `${money(gte)} to ${money(lt)}`;
}

/** The last two joined by "or". */
function alternatives(texts: readonly string[], language: Language): string {
  const last = texts.at(-1) ?? '';
  const before = texts.slice(0, -1);
  if (before.length === 0) return last;
  return language === 'zh' ? `${before.join('、')}还是${last}` : `${before.join(', ')} or ${last}`;
}

/** The question about a facet. `askedIn` reads it again. */
export function questionText(facet: string, options: readonly FacetValue[], language: Language): string {
  const label = labelOf(facet, language);
  const choice = alternatives(
    options.map((option) => optionText(option, language)),
    language,
  );
  return language === 'zh' ? `${label}有偏好吗：${choice}？` : `Which ${label} would you like: ${choice}?`;
}

/** The question in a message of the assistant: its facet, and the options as they were written; null where it has none. */
export function askedIn(message: string): { facet: string; options: string[] } | null {
  const [, label, choice] =
    /Which ([^:?\n]{1,60}) would you like: ([^?\n]{1,400})\?/.exec(message) ??
    /(?:^|[\n。！？\s])([^：？\n。！\s]{1,40})有偏好吗：([^？\n]{1,400})？/.exec(message) ??
    [];
  if (label === undefined || choice === undefined) return null;
  return { facet: facetCalled(label), options: choice.split(/, | or |、|还是/).map((option) => option.trim()) };
}

/** What was asked which of several products is meant. */
export const whichProduct = (language: Language): string =>
  language === 'zh' ? '请问您说的是哪一款商品？' : 'Which product do you mean?';

/** One line of a list of products, from 1. `listedIn` reads it again. */
export function listLine(
  number: number,
  title: string,
  price: { amount: number; currency: string } | undefined,
): string {
  const cost = price === undefined ? '' : ` — ${priceText(price)}`;
  return `\n${number}. ${shortTitle(title)}${cost}`;
}

/** A title that fits a line; a cut one ends in … */
export function shortTitle(title: string): string {
  const flat = title.replaceAll(/\s+/g, ' ').trim();
  return flat.length <= 90 ? flat : `${flat.slice(0, 89).toWellFormed().trimEnd()}…`;
}

/** A product that a message of the assistant lists. */
export interface Listed {
  title: string;
  price: { amount: number; currency: string | null } | null;
}

const PRICED = /^(.*) — ([$¥]?)(\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/;

/** The products that a message of the assistant lists, in order. */
export function listedIn(message: string): Listed[] {
  return [...message.matchAll(/^ {0,3}\d{1,2}[.、)] ?(\S.{0,200})$/gm)].map(([, line = '']) => {
    const bare = line.replace(/ \(price not stated\)$|（未标价）$/, '').trim();
    const [, title = bare, sign = '', amount, code] = PRICED.exec(bare) ?? [];
    const currency = sign === '$' ? 'USD' : sign === '¥' ? 'CNY' : (code ?? null);
    return { title: title.trim(), price: amount === undefined ? null : { amount: Number(amount), currency } };
  });
}

/** What a message of the assistant names in quotation marks first: the title of the product that it speaks of, or something else. */
export function namedIn(message: string): string | null {
  return /“([^”\n]{2,100})”/.exec(message)?.[1] ?? null;
}

/** That something is looked for, before anything is found. */
export const searching = (wish: string, language: Language): string =>
  language === 'zh' ? `正在找：${wish}。` : `Looking for: ${wish}.`;

/** That other words are looked for than were typed. */
export const mendedTo = (what: string, language: Language): string =>
  language === 'zh' ? `按“${what}”查找。` : `Searching instead for “${what}”.`;

const NOTHING = { en: 'I found nothing in this shop that fits', zh: '本店没有找到符合' } as const;

/** That nothing was found, and what for. */
export const nothingFound = (what: string, language: Language): string =>
  language === 'zh' ? `${NOTHING.zh}“${what}”的商品。` : `${NOTHING.en} “${what}”.`;

/** Whether a message of the assistant says that nothing was found. */
export const saysNothingFound = (message: string): boolean =>
  message.includes(NOTHING.en) || message.includes(NOTHING.zh);

/** Sayings that state nothing of a product, a policy or an order. */
export const SAYINGS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  greeting: { en: 'Hello! What can I help you find today?', zh: '您好！想找点什么？' },
  thanks: { en: 'You’re welcome. Anything else?', zh: '不客气，还需要别的吗？' },
  bye: { en: 'Goodbye, and thanks for stopping by.', zh: '再见，欢迎再来。' },
  polite: { en: 'All right. Let me know if there is anything else.', zh: '好的，有需要随时告诉我。' },
  identity: {
    en: 'I’m this shop’s assistant, a program. A person can take over whenever you ask for one.',
    zh: '我是本店的智能助手，是一个程序。需要的话随时可以为您转人工。',
  },
  wellbeing: {
    en: 'I’m a program, so always well, thanks. What can I help you find?',
    zh: '我是程序，一直都好，谢谢关心。想找点什么？',
  },
  insult: {
    en: 'I’m sorry that this is frustrating. Tell me what you need, or ask for a person, and I’ll pass you on.',
    zh: '很抱歉让您不愉快。请告诉我您需要什么，或者说“转人工”，我来转接。',
  },
  capabilities: {
    en: 'I can help with this shop: find and compare products, answer from their descriptions, tell what our policies say, and start requests about an order.',
    zh: '我能帮您处理本店的事：找商品、比较商品、按商品介绍回答问题、查店铺政策，以及发起订单相关的申请。',
  },
  unmoved: {
    en: 'I can’t change how I work.',
    zh: '我的工作方式不能更改。',
  },
  handOver: {
    en: 'I’ll pass you on to a person, with a summary of what we discussed.',
    zh: '这就为您转人工，并附上我们对话的摘要。',
  },
  handOverAngry: {
    en: 'I’m sorry about this. I’ll pass you on to a person, with a summary.',
    zh: '非常抱歉。这就为您转人工，并附上对话摘要。',
  },
  handOverLost: {
    en: 'I haven’t found it twice now, so I’ll pass you on to a person, with a summary.',
    zh: '两次都没有找到合适的，这就为您转人工，并附上对话摘要。',
  },
  noPolicy: {
    en: 'The shop’s documents don’t state that.',
    zh: '店铺的资料里没有说明这一点。',
  },
  askPerson: { en: 'I can pass you on to a person who knows.', zh: '需要的话可以为您转人工了解。' },
  noOrder: {
    en: 'I don’t have the details of your order here.',
    zh: '我这里没有您的订单信息。',
  },
  closest: { en: 'Nothing fits all of that. The closest:', zh: '没有完全符合的，最接近的是：' },
  exactly: { en: 'These fit:', zh: '以下商品符合您的要求：' },
  oneFits: { en: 'This one fits:', zh: '这一款符合您的要求：' },
  similar: { en: 'Not exactly what you asked for, but similar:', zh: '没有完全一样的，以下是相近的：' },
  ideas: { en: 'Some ideas:', zh: '可以看看这些：' },
  unsuited: {
    en: 'I found nothing that is said to suit just that. Some of what the shop has:',
    zh: '没有找到写明适合的商品，可以先看看店里的这些：',
  },
  compared: { en: 'Side by side:', zh: '对比如下：' },
  needTwo: { en: 'Which products should I compare?', zh: '请问要比较哪几款商品？' },
};

/** A saying in a language. */
export function saying(name: keyof typeof SAYINGS, language: Language): string {
  const texts = SAYINGS[name];
  if (texts === undefined) throw new Error(`there is no saying ${name}`);
  return texts[language];
}
