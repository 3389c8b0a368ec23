const ENGLISH =
  'a about all also an and any are as at be best but by can do find for from get good have how i if in into is it its just like looking me my need new no not of on ' +
  'one or our out please search shop show so some than that the their them these they thing this to up use want we what when where which who with without you your';

const CHINESE =
  '的 了 和 与 及 或 有 在 是 我 要 想 买 给 用 个 款 请 找 把 被 吗 呢 吧 也 就 都 这 那 什么 怎么 哪个 哪种 推荐 一个 一款 想要 需要 可以 适合 比较 好用 求购 我想 请问 帮我 给我 有没 没有 一下 这个 那个 这种 那种 哪些 多少';

let words: Set<string> | undefined;

/** Whether a folded word says little of what is looked for, in either language. */
export function isStopWord(word: string): boolean {
  words ??= new Set(`${ENGLISH} ${CHINESE}`.split(' '));
  return words.has(word);
}
