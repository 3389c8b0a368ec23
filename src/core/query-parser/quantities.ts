import type { NumberMention } from './numbers.ts';
import { after, before, claim, isFree, type Scan, spanOf, type TextSpan } from './scan.ts';

/** How many: `2 pack`, `set of 4`, 100条. `unit` is the English singular (`piece`, `pack`, `pair`, `set`, `box`, …). */
export interface QuantityConstraint extends TextSpan {
  value: number;
  unit: string;
}

/** unit: spellings. The Chinese measure words of single things are all `piece`. */
const TABLE =
  'piece:piece pc pce pcs. 个 只 条 件 根 支 枝 枚 颗 粒 块 把 台 部 张 片 本 册 顶 床 朵 棵 株 贴 抽 尾 头 入 枚入 件套;' +
  'pack:pack pk packet 包;pair:pair pr 双 对;set:set 套 组;box:boxe 盒;case:箱 提;bag:bag 袋;bottle:bottle 瓶 壶;' +
  'can:can 罐 听;tub:桶;roll:roll 卷;sheet:sheet;count:count ct;dozen:dozen 打;bundle:bundle 捆 束 扎;string:串;pot:盆;' +
  'capsule:capsule 胶囊;tablet:tablet tab;page:page 页;tube:tube 管;cup:杯;stick:stick;bar:bar;row:排 板 版;pod:pod;serving:serving';
const OF = /(?<![a-z])(pack|set|box|case|lot|bundle|bag|roll|pair|carton|tray)s? of ?$/;
/** Measure words that begin another word (片 in 片剂 is fine, 对 in 对讲机 isn't), and brands and idioms that begin like a quantity. */
const OTHER_WORD =
  /^(?:个性|个人|个月|只有|条纹|条码|件代|件起|支付|支架|支持|块钱|块链|把手|台灯|台式|部队|张力|片剂?机|本书|本田|本命|册页|床[头上垫单笠品架]|头[盔灯层戴牌发]|对[讲开襟比一]|双[人肩层面开门肩色卡]|套装?裙|组合|包邮|包包|包装|袋鼠|管家|管道|排[骨扣汗]|板[鞋栗凳]|版本|听力|打[印火底包折蛋]|提[花拉]|串[珠标]|盆栽|盆景|杯[子垫盖]|贴[膜纸]|入[门耳户]|枝条|卷[发尺帘纸]|束[身腰]|桶装?水|粒子)/;
const IDIOMS = /^(?:三只松鼠|三棵树|一件代发|一对一|一条龙|一次性|一套房)/;

/** English singulars beside a number that count; of others only the plural does (`iphone 13 case`, `6 bottle rack`). */
const SINGULAR = /s$|^(?:piece|pc|pce|pack|packet|pk|pair|pr|set|count|ct|dozen|sheet|capsule|tablet|tab)$|\.$/;

let units: Map<string, string> | undefined;

function load(): Map<string, string> {
  const map = new Map<string, string>();
  for (const line of TABLE.split(';')) {
    const [unit = '', spellings = ''] = line.split(':');
    for (const spelling of spellings.split(' ')) {
      map.set(spelling, unit);
      if (/^[a-z]+$/.test(spelling)) map.set(`${spelling}s`, unit);
    }
  }
  return map;
}

/** The counting unit at a position of a folded text (behind at most one space or hyphen), `null` if none. */
export function quantityUnitAt(folded: string, position: number): { unit: string; end: number } | null {
  units ??= load();
  const start = /[ -]/.test(folded.charAt(position)) ? position + 1 : position;
  const word = /^(?:[a-z]{2,9}\.?|件套|枚入|胶囊|[\u4e00-\u9fff])/.exec(folded.slice(start, start + 11))?.[0];
  if (word === undefined || OTHER_WORD.test(folded.slice(start, start + 2))) return null;
  const unit = units.get(word);
  if (
    unit === undefined ||
    (/^[a-z]/.test(word) && !SINGULAR.test(word)) ||
    (start > position && folded.charAt(position) === '-' && !/[a-z]/.test(word))
  ) {
    return null;
  }
  return { unit: word === '件套' ? 'set' : unit, end: start + word.length };
}

/** 第12版, 上一个, 两个哪个好; and the article 一 of 一台安静的…, which counts nothing unless it ends the phrase. */
function isOrdinalOrArticle(scan: Scan, number: NumberMention): boolean {
  if (/[第上下这那哪每另]$/.test(before(scan, number.start))) return true;
  return number.numeral && number.value === 1 && !/^(?:[对箱盒打提]|.(?:[装 ]|套装|$))/.test(after(scan, number.end));
}

/** Finds the quantities in order and claims them. */
export function findQuantities(scan: Scan): QuantityConstraint[] {
  const found: QuantityConstraint[] = [];
  const add = (start: number, end: number, value: number, unit: string): void => {
    if (!isFree(scan, start, end)) return;
    claim(scan, start, end);
    found.push({ ...spanOf(scan, start, end), value, unit });
  };
  for (const [index, number] of scan.numbers.entries()) {
    const { start, end, value } = number;
    if (number.glued || !isFree(scan, start, end)) {
      const times = number.glued && /(?:^|[ )])x$/.test(before(scan, start)) && !/^[a-z0-9.-]/.test(after(scan, end));
      if (times && value > 0 && Number.isInteger(value)) add(start - 1, end, value, 'piece');
      continue;
    }
    const container = OF.exec(before(scan, start));
    if (container !== null && !/^[a-z0-9.%]/.test(after(scan, end))) {
      add(start - container[0].length, end, value, container[1] ?? 'pack');
      continue;
    }
    const text = scan.folded.slice(start, end);
    if (IDIOMS.test(after(scan, start)) || (number.numeral && /^[百千万亿]+$/.test(text))) continue;
    if (isOrdinalOrArticle(scan, number)) continue;
    const unit = quantityUnitAt(scan.folded, end);
    if (unit !== null && value > 0) {
      const wrapped = /^(?:装(?!饰)|裝|套装)/.exec(after(scan, unit.end));
      add(start, unit.end + (wrapped?.[0].length ?? 0), value, unit.unit);
    } else if (/(?:^|[a-z克升斤袋瓶包盒装 )])\*$/.test(before(scan, start)) && Number.isInteger(value) && value > 0) {
      add(start, end, value, 'piece');
    } else if (/^ ?[x*] ?\d/.test(after(scan, end)) && number.value <= 200 && Number.isInteger(value)) {
      const next = scan.numbers[index + 1];
      if (next !== undefined && !isFree(scan, next.start, next.end)) add(start, end, value, 'piece');
    }
  }
  return found;
}
