/** Traditional characters of shopping words, each followed by its simplified form. */
const TRADITIONAL =
  '塊块兩两雙双條条個个歲岁萬万億亿錢钱幣币歐欧鎊镑預预內内過过於于別别無无帶带紅红藍蓝綠绿黃黄銀银顏颜碼码號号張张隻只組组裝装絲丝鋼钢鐵铁銅铜鋁铝膠胶純纯質质機机電电腦脑視视襪袜褲裤貓猫嬰婴兒儿學学車车' +
  '殼壳線线寶宝書书筆笔燈灯風风鍋锅燒烧爐炉廚厨櫃柜傢家飾饰鏈链鑽钻錶表鐘钟鏡镜圍围領领釦扣長长圓圆軟软輕轻絨绒麵面麥麦雞鸡魚鱼蝦虾醬酱鹽盐飲饮藥药護护膚肤潔洁髮发脣唇體体運运動动騎骑釣钓遊游戲戏樂乐畫画' +
  '紙纸貼贴標标籤签牆墙門门簾帘墊垫蓋盖單单頭头檯台濕湿乾干淨净濾滤氣气熱热溫温轉转換换購购買买賣卖價价優优貨货費费訂订態态賬账戶户發发開开關关問问題题說说嗎吗麼么這这誰谁幾几點点時时間间節节禮礼婦妇親亲' +
  '爺爷媽妈們们國国產产華华為为蘋苹聯联韓韩灣湾滿满減减補补積积銷销評评論论選选適适寬宽鬆松緊紧繡绣網网雲云龍龙鳥鸟龜龟馬马羅罗蘭兰維维愛爱達达聖圣誕诞復复榮荣屬属鍵键盤盘顯显臺台淺浅檸柠葉叶緩缓衛卫廳厅' +
  '臥卧陽阳辦办壓压釘钉鎖锁';

const FOLDED = new Map<string, string>();
for (let i = 0; i + 1 < TRADITIONAL.length; i += 2) FOLDED.set(TRADITIONAL.charAt(i), TRADITIONAL.charAt(i + 1));
for (const [from, to] of [
  '‐-',
  '‑-',
  '–-',
  '—-',
  '−-',
  '－-',
  '〜~',
  '～~',
  "’'",
  "‘'",
  "′'",
  '“"',
  '”"',
  '″"',
  '×x',
  '￥¥',
  '￡£',
  '￠¢',
  '￦₩',
]) {
  if (from !== undefined && to !== undefined) FOLDED.set(from, to);
}

function foldUnit(unit: string): string {
  const known = FOLDED.get(unit);
  if (known !== undefined) return known;
  const code = unit.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (code === 0x3000 || code === 0xa0) return ' ';
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

/**
 * Folds case, width, dashes, quotes and the traditional characters of shopping words, one UTF-16 code unit for one,
 * so that an offset into the result is an offset into `text`. Total for any string, lone surrogates included.
 */
export function foldText(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  return text.replace(/[^\0-@[-`{-\x7f]/g, foldUnit);
}
