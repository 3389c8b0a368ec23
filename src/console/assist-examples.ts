import type { Language } from './language.ts';

/** What to begin with, in both languages: a need, a comparison, an order, a policy, a person. */
export const openers: readonly { language: Language; texts: readonly string[] }[] = [
  {
    language: 'zh',
    texts: ['我想买一条连衣裙', '请推荐一款手机', '我的快递到哪了', '退货政策是什么？', '转人工，包裹坏了'],
  },
  {
    language: 'en',
    texts: [
      'I need a dog bowl',
      'Compare the YETI Boomer dog bowl and the Platinum Pets dog bowl',
      'Where is my package?',
      'What is your return policy?',
      'I want to talk to a person, my parcel is broken',
    ],
  },
];

/** An order on its way, to fill the field with. */
export const exampleOrders: Record<Language, object> = {
  zh: {
    id: 'A-1001',
    status: '运输中',
    items: ['华为 nova 12 256GB 樱语白 拍照手机'],
    expected_at: '11月27日',
    tracking: { carrier: '顺丰', number: 'SF123' },
  },
  en: {
    id: 'A-1001',
    status: 'in transit',
    items: ['YETI Boomer 8 dog bowl'],
    expected_at: 'November 27',
    tracking: { carrier: 'UPS', number: '1Z999' },
  },
};
