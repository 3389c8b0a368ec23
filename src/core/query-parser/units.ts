/** What a measure measures. */
export type Dimension =
  | 'length'
  | 'area'
  | 'volume'
  | 'mass'
  | 'power'
  | 'energy'
  | 'charge'
  | 'current'
  | 'storage'
  | 'voltage'
  | 'time'
  | 'age'
  | 'frequency'
  | 'pressure'
  | 'temperature'
  | 'resolution'
  | 'angle'
  | 'light'
  | 'sound'
  | 'speed'
  | 'rotation'
  | 'density';

/** A unit of measure: `value × factor + offset` is in the dimension's base unit. */
export interface Unit {
  /** Canonical, UCUM-like spelling. */
  code: string;
  dimension: Dimension;
  factor: number;
  offset: number;
}

/** The base unit of each dimension, the unit of `MeasureConstraint.si`: litres for volume, years for age, days' seconds for time. */
export const BASE_UNITS: Readonly<Record<Dimension, string>> = {
  length: 'm',
  area: 'm2',
  volume: 'L',
  mass: 'kg',
  power: 'W',
  energy: 'Wh',
  charge: 'Ah',
  current: 'A',
  storage: 'GB',
  voltage: 'V',
  time: 's',
  age: 'a',
  frequency: 'Hz',
  pressure: 'Pa',
  temperature: 'Cel',
  resolution: 'px',
  angle: 'deg',
  light: 'lm',
  sound: 'dB',
  speed: 'm/s',
  rotation: 'r/min',
  density: 'g/m2',
};

/**
 * One unit a line: code, factor to the base unit (and offset), spellings (`_` is a space; a plural s is understood).
 * 匹 is the electric input of an air conditioner, ≈ 735 W. 寸 is the inch of screens and cases (a 寸 behind 尺 is 1/30 m).
 * GB are decimal. A pound is 磅; 镑 is money.
 */
const TABLE: Readonly<Record<Dimension, string>> = {
  length:
    'mm 1e-3 mm 毫米 millimeter millimetre;cm 1e-2 cm 厘米 公分 centimeter centimetre;m 1 m 米 公尺 meter metre;' +
    'km 1e3 km 公里 千米 kilometer;in 0.0254 in in. inch inches 寸 英寸 吋 ";ft 0.3048 ft ft. foot feet 英尺 \';' +
    'yd 0.9144 yd yard;mi 1609.344 mile;chi 0.33333333333333333 尺 市尺;um 1e-6 um 微米 micron',
  area:
    'm2 1 m2 sqm sq_m square_meter 平方米 平米 平方 平 ㎡;cm2 1e-4 平方厘米;ft2 0.09290304 sq_ft sqft sq._ft. square_feet square_foot;' +
    'mu 666.66666666666667 亩;acre 4046.8564224 acre',
  volume:
    'mL 1e-3 ml 毫升 cc milliliter millilitre;cL 1e-2 cl;L 1 l 升 公升 liter litre;gal 3.785411784 gal gallon 加仑;' +
    'qt 0.946352946 qt quart 夸脱;pt 0.473176473 pint;fl_oz 0.0295735295625 fl_oz fl._oz fl._oz. floz fluid_ounce;' +
    'cup 0.2365882365 cup;ft3 28.316846592 cu_ft cu._ft. cu._ft cubic_feet cubic_foot cuft;m3 1e3 立方米 立方',
  mass:
    'mg 1e-6 mg 毫克 milligram;ug 1e-9 mcg ug 微克;g 1e-3 g 克 gram gm;kg 1 kg 公斤 千克 kilo kilogram;t 1e3 吨 ton tonne;' +
    'jin 0.5 斤 市斤;liang 0.05 两;lb 0.45359237 lb lb. lbs. pound 磅;oz 0.028349523125 oz oz. ounce 盎司;ct 2e-4 克拉 carat ctw',
  power: 'W 1 w 瓦 watt 瓦特;kW 1e3 kw 千瓦 kilowatt;HP 735.49875 hp 匹 马力 horsepower;BTU/h 0.29307107 btu',
  energy: 'Wh 1 wh 瓦时;kWh 1e3 kwh 千瓦时 度电',
  charge: 'mAh 1e-3 mah 毫安 毫安时 ma;Ah 1 ah 安时',
  current: 'A 1 a amp ampere 安 安培',
  storage: 'GB 1 gb gig gigabyte;TB 1e3 tb terabyte;MB 1e-3 mb megabyte',
  voltage: 'V 1 v 伏 volt 伏特 vdc;kV 1e3 kv 千伏',
  time:
    'ms 1e-3 ms 毫秒;s 1 sec second 秒 秒钟;min 60 min min. minute 分钟;h 3600 h hr hour 小时 个小时;' +
    'd 86400 day 天;wk 604800 week 周 个星期 星期;mo 2629800 month 个月;a 31557600 year yr 年',
  age:
    'a 1 岁 周岁 year_old year-old yr_old yrs_old year_of_age years_old years-old yo y/o;' +
    'mo 0.083333333333333333 month_old month-old months_old months-old 个月大 月龄 个月宝宝',
  frequency: 'Hz 1 hz 赫兹 hertz;kHz 1e3 khz;MHz 1e6 mhz;GHz 1e9 ghz',
  pressure: 'Pa 1 pa 帕;kPa 1e3 kpa 千帕;MPa 1e6 mpa;bar 1e5 bar;psi 6894.757 psi;mmHg 133.322 mmhg 毫米汞柱',
  temperature: 'Cel 1 °c ℃ 摄氏度 degrees_c celsius;[degF] 0.55555555555555556 °f ℉ 华氏度 degrees_f fahrenheit',
  resolution: 'MP 1e6 mp megapixel;万像素 1e4 万像素;dpi 1 dpi;ppi 1 ppi',
  angle: 'deg 1 ° 度 degree',
  light: 'lm 1 lm lumen 流明;nit 1 nit 尼特',
  sound: 'dB 1 db decibel 分贝',
  speed: 'm/s 1 m/s;km/h 0.27777777777777778 km/h kmh kph 码/小时;mph 0.44704 mph',
  rotation: 'r/min 1 rpm 转',
  density: 'g/m2 1 gsm g/m2',
};

let spellings: Map<string, Unit> | undefined;
let longest = 0;

function load(): Map<string, Unit> {
  const map = new Map<string, Unit>();
  for (const [dimension, lines] of Object.entries(TABLE) as [Dimension, string][]) {
    for (const line of lines.split(';')) {
      const [code = '', factor = '1', ...names] = line.split(' ');
      const unit = { code, dimension, factor: Number(factor), offset: code === '[degF]' ? -160 / 9 : 0 };
      for (const name of names) {
        const spelling = name.replaceAll('_', ' ');
        map.set(spelling, unit);
        if (/^[a-z ]{2,}$/.test(spelling) && !spelling.endsWith('s')) map.set(`${spelling}s`, unit);
        longest = Math.max(longest, spelling.length + 1);
      }
    }
  }
  return map;
}

/** Words that merely begin like a unit: 米粉, 克罗, 年级, 平板, 升降, 转接, 安卓 … `[unit][next]`. */
const NOT_A_UNIT =
  /^(?:米[粉线酒饭糕白色其奇兰老]|年[级代货会款前份轻]|平[板底衡]|升[降级]|转[接换]|安[卓全]|两[用件双条个只套包盒瓶面侧用]|周[年岁边杰]|天[猫然线空使丝]|克[莱罗]|度[假]|匹[克狼马布]|秒[杀]|寸[头照衫]|斤[顶]|立方体|平方根)/;
/** One-letter units that must touch their number. */
const TOUCHING = new Set(['a', 'h', 'v', 'w', '°', '"', "'"]);

/** A unit at a position of a folded text: the unit and the offset behind it. */
export interface UnitMatch {
  unit: Unit;
  start: number;
  end: number;
}

/**
 * The longest unit that starts at `position`, or behind one space or hyphen there. `null` where there is none or the
 * letters go on (`5gs`, `12inchy`).
 */
export function matchUnit(folded: string, position: number): UnitMatch | null {
  spellings ??= load();
  const start = /[ -]/.test(folded.charAt(position)) ? position + 1 : position;
  if (NOT_A_UNIT.test(folded.slice(start, start + 3))) return null;
  for (let length = longest; length > 0; length--) {
    const spelling = folded.slice(start, start + length);
    const unit = spellings.get(spelling);
    if (unit === undefined || (start > position && TOUCHING.has(spelling))) continue;
    const end = start + spelling.length;
    if (/[a-z]$/.test(spelling) && /^(?:[a-wyz0-9]|x(?!\d))/.test(folded.slice(end, end + 2))) continue;
    if (spelling === "'" && /[a-z]/.test(folded.charAt(end))) continue;
    return { unit, start, end };
  }
  return null;
}
