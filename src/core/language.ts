/** The languages Aisle speaks. */
export type Language = 'zh' | 'en';

const HAN_OR_KANA = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[\ud840-\ud87f][\udc00-\udfff]/g;
const LATIN_WORD = /[A-Za-z\u00c0-\u024f]+/g;

/**
 * The language of a text, by the share of Han characters against Latin words (a Han character weighs half a word):
 * `iphone手机壳` is `zh`, `hello 你` is `en`. Kana counts as `zh`, the nearer of the two. Text with neither script
 * (digits, emoji, the empty string, any other script) is `en`.
 */
export function detectLanguage(text: string): Language {
  const han = text.match(HAN_OR_KANA)?.length ?? 0;
  if (han === 0) return 'en';
  const words = text.match(LATIN_WORD)?.length ?? 0;
  return han >= words * 2 || han >= 6 ? 'zh' : 'en';
}
