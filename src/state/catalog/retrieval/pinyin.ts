/**
 * The 3,755 common characters in the order of GB 2312, which is that of their sounds: each syllable, and how many of them have it.
 * The characters themselves come from the host's decoder of that standard.
 */
const COMMON =
  'a2ai13an9ang3ao9ba18bai8ban15bang12bao17bei15ben4beng6bi24bian12biao4bie4bin6bing9bo19bu11ca1cai11can7cang5cao5ce5ceng2cha11chai3cha' +
  'n10chang13chao9che6chen10cheng15chi16chong5chou12chu16chuai1chuan7chuang6chui5chun7chuo2ci12cong6cou1cu4cuan3cui8cun3cuo6da6dai12dan' +
  '15dang5dao12de3deng7di19dian16diao9die7ding9diu1dong10dou8du14duan6dui4dun9duo12e13en1er8fa8fan17fang11fei12fen15feng15fo1fou1fu45ga' +
  '2gai6gan11gang9gao10ge17gei1gen2geng7gong15gou9gu18gua6guai3guan11guang3gui16gun3guo6ha1hai7han19hang3hao9he18hei2hen4heng5hong9hou7' +
  'hu18hua9huai5huan14huang14hui21hun6huo10ji53jia17jian40jiang13jiao28jie27jin20jing25jiong2jiu17ju25juan7jue10jun11ka4kai5kan6kang7ka' +
  'o4ke15ken4keng2kong4kou4ku7kua5kuai4kuan2kuang8kui11kun4kuo4la7lai3lan15lang7lao9le2lei11leng3li34lia1lian14liang11liao13lie5lin12li' +
  'ng14liu11long9lou6lu20lv14luan6lve2lun7luo12ma9mai6man9mang6mao12me1mei16men3meng8mi14mian9miao8mie2min6ming6miu1mo17mou3mu15na7nai5' +
  'nan3nang1nao5ne1nei2nen1neng1ni11nian7niang2niao2nie7nin1ning6niu4nong4nu3nv1nuan1nve2nuo4o1ou7pa6pai6pan8pang5pao7pei9pen2peng14pi1' +
  '7pian4piao4pie2pin5ping9po8pou1pu15qi36qia3qian22qiang8qiao15qie5qin11qing13qiong2qiu8qu13quan11que8qun2ran4rang5rao3re2ren10reng2ri' +
  '1rong10rou3ru10ruan2rui3run2ruo2sa3sai4san4sang3sao4se3sen1seng1sha9shai2shan16shang8shao11she12shen16sheng11shi47shou10shu33shua2sh' +
  'uai4shuan2shuang3shui4shun4shuo4si16song8sou4su12suan3sui11sun3suo8ta9tai9tan18tang13tao11te1teng4ti15tian8tiao5tie3ting10tong13tou4' +
  'tu11tuan2tui6tun3tuo11wa7wai2wan17wang10wei33wen10weng3wo9wu29xi35xia13xian26xiang20xiao18xie21xin10xing15xiong7xiu9xu19xuan10xue6xu' +
  'n14ya16yan33yang17yao15ye15yi53yin16ying18yo1yong15you20yu45yuan20yue10yun12za3zai7zan4zang3zao14ze4zei1zen1zeng4zha14zhai6zhan17zha' +
  'ng15zhao10zhe10zhen16zheng15zhi43zhong11zhou14zhu26zhua2zhuai1zhuan6zhuang7zhui6zhun2zhuo11zi15zong7zou4zu8zuan2zui4zun2zuo8';

/** Rarer characters that shops use, and common ones whose usual reading is another than the standard's: each syllable, then its characters. */
const MORE =
  'ai暧嗳an鹌铵ao鳌ba粑bai掰呗ban钣bao煲孢葆bei蓓ben贲bi哔吡篦bian砭苄匾蝙biao裱镖飙bin槟缤bo啵亳簸饽cen岑cha衩镲chai钗chan禅婵蟾chen宸' +
  'chi豉chu褚chun鹑ci糍呲cong枞cui萃cuo锉痤da哒dai黛dan疸dang铛裆dian巅diao貂鲷ding酊啶dong咚du嘟duan椴dun炖沌e鳄fan梵幡蕃fei翡妃斐狒fu' +
  '芙孚茯馥麸呋蝮蝠gai丐gan橄擀苷gao睾ge骼gou枸gu毂gua胍卦呱guang胱gui鲑guo蝈hai还han鼾瀚hang绗hao皓蚝昊hei嗨hong泓hu琥斛浒huai踝huan浣' +
  'huang癀hui荟晖hun馄huo藿ji鲫叽麂唧矶jia伽迦镓珈jian毽jiao蛟jie孑jing腈菁婧箐ju橘榉飓jun皲ka咔kai铠kan龛ke珂咳kou蔻la剌lai籁徕lan榄岚' +
  'lang螂li锂笠喱俪蛎lian鲢liang靓lin麟膦遴ling苓蛉鲮聆liu遛long珑lou镂喽lu泸璐噜luo珞lv榈ma蟆mai唛霾man螨鳗幔mang蟒mao牦瑁mei莓魅men焖' +
  'mi咪猕麋miao喵淼mie咩ming茗冥mo茉馍mu沐钼nan楠腩nao瑙ng嗯nian黏niu妞nong侬nu弩o噢ou耦瓯pa杷pan泮pang螃pao疱pi枇貔郫po珀pu溥璞噗脯qi' +
  '杞淇琪祺麒琦芪鳍骐绮蕲qian倩茜芡芊qiao荞qin嗪qing蜻qiong穹qiu鳅qu祛蛐ren饪rong榕rou鞣rui睿芮ruo偌sha鲨痧shan疝姗鳝she麝shen椹葚什s' +
  'heng笙晟shuan涮si蛳祀sou嗖sun榫suo唢ta榻tai钛肽跆tan弹tang镗teng滕ti缇tiao苕调ting婷蜓霆町tou骰tun豚饨tuo佗坨wan莞wei薇囗猬wo喔wu鹉x' +
  'i禧玺曦皙兮蜥蟋xia瑕呷xian酰藓冼氙xiang骧xiao逍骁箫xin鑫馨昕xiu溴貅岫xuan炫萱漩xue鳕xun薰醺ya娅氩yan檐腌妍yang泱烊yao钥yi怡薏奕懿驿' +
  '弋弈yin龈蚓ying鹦yong慵甬you柚鱿疣莜yu瑜瘀煜钰毓yuan媛橼yun熨芸zai崽仔zang臧zha楂吒zhang蟑zhe褶摺蜇着zhen圳榛胗zheng筝zhi酯栀芷痣zho' +
  'ng冢zhu竺侏zhuo镯zi梓zong粽zun樽zuo唑';

let sounds: Map<string, string> | undefined;

function load(): Map<string, string> {
  const map = new Map<string, string>();
  const decoder = new TextDecoder('gb18030');
  let index = 0;
  for (const [, syllable = '', count] of COMMON.matchAll(/([a-z]+)(\d+)/g)) {
    for (let left = Number(count); left > 0; left--, index++) {
      const bytes = [0xb0 + Math.floor(index / 94), 0xa1 + (index % 94)];
      map.set(decoder.decode(Uint8Array.from(bytes)), syllable);
    }
  }
  for (const [, syllable = '', characters = ''] of MORE.matchAll(/([a-z]+)([^a-z]+)/g)) {
    for (const character of characters) map.set(character, syllable);
  }
  return map;
}

/**
 * A folded text with the syllable of pinyin in the place of each Chinese character: no tones, `v` for ü, one reading a character, no
 * spaces (红色 → `hongse`). Letters and digits stay; a character of no known sound stays as it is.
 */
export function pinyinOf(folded: string): string {
  sounds ??= load();
  let pinyin = '';
  for (const character of folded) pinyin += sounds.get(character) ?? character;
  return pinyin;
}

/** Whether the sounds of two characters begin or end alike; where a sound isn't known they don't. */
export function soundsAlike(one: string, other: string): boolean {
  const [first, second] = [pinyinOf(one), pinyinOf(other)].map((sound) => /^([^aeiouv]*)([a-z]+)$/.exec(sound));
  if (first == null || second == null) return false;
  return (first[1] !== '' && first[1] === second[1]) || first[2] === second[2];
}
