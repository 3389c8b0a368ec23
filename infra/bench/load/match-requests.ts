/** The products of a result page, in both languages. */
const TITLES = [
  'Silicone Case for iPhone 13, Midnight, Compatible with MagSafe Wireless Charging',
  'Clear Case for iPhone 12 and iPhone 12 Pro, Anti-Yellowing, Shockproof Bumper',
  '20W USB-C Fast Charger for iPhone, Wall Plug with 6 ft Lightning Cable',
  'Expandable Garden Hose 50 ft with 10-Function Nozzle, Leakproof Brass Fittings',
  '华为Mate60手机壳 磨砂硅胶 全包防摔 黑色 男女款',
  'Leather Wallet Case for iPhone 13 with Card Holder and Wrist Strap, Brown',
  'Tempered Glass Screen Protector for iPhone 13, 3 Pack, Case Friendly',
  '苹果13手机壳 透明 超薄 防黄 iPhone13保护套',
  'Rugged Armor Case for Samsung Galaxy S21, Heavy Duty Drop Protection, Black',
  'MagSafe Compatible Ring Holder and Stand for iPhone 13 Case, Silver',
];

const QUERY = 'iphone 13 case';

/** The body of `POST /v1/match` with one query and ten products. */
export function matchRequest(titles: readonly string[] = TITLES): string {
  return JSON.stringify({ query: QUERY, products: titles.map((title, i) => ({ id: `p-${i}`, title })) });
}

/** Requests for the same ten products, each in an order of its own. */
export function reordered(count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    const left = [...TITLES];
    const order: string[] = [];
    for (let rest = n; left.length > 0; rest = Math.floor(rest / (left.length + 1))) {
      order.push(...left.splice(rest % left.length, 1));
    }
    return matchRequest(order);
  });
}

/** Requests for ten products each that no other request has. */
export function different(count: number): string[] {
  return Array.from({ length: count }, (_, n) => matchRequest(TITLES.map((title) => `${title} ${n}`)));
}

/** What an answer to ten products looks like: the peers answer this, so that both write as much. */
export const SAMPLE_ANSWER = {
  results: TITLES.map((_, i) => ({
    id: `p-${i}`,
    relation: 'complement',
    relevance: 0.1422891923415007,
    distribution: {
      exact: 0.11263433394449421,
      substitute: 0.2609364642988773,
      complement: 0.3561211967118753,
      irrelevant: 0.2703080050447531,
    },
  })),
  model: { name: 'aisle-small', revision: '3611fcdd0f01' },
  served_by: { path: 'gpu', degraded: false },
  usage: { units: TITLES.length },
};
