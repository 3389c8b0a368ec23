import type { ViewState } from './view-state.ts';

/** A button that fills the panels. `language` is that of its text. */
export interface Example {
  name: string;
  language: 'zh' | 'en';
  state: ViewState;
}

/** Queries: they fill the intent and the attributes panel. */
export const queryExamples: readonly Example[] = [
  queryExample('red dress under $50', 'en'),
  queryExample('我的快递到哪了', 'zh'),
  queryExample('送女朋友什么生日礼物好', 'zh'),
  queryExample('tommy hilfiger mens slim jeans 32x30', 'en'),
  queryExample('华为手机壳 不要透明的', 'zh'),
  queryExample('how do I return these shoes', 'en'),
];

/** Products: they fill the attributes panel, with names asked for. */
export const productExamples: readonly Example[] = [
  {
    name: '三只松鼠每日坚果',
    language: 'zh',
    state: {
      attributes: {
        text: '三只松鼠每日坚果750g/30袋 混合坚果孕妇零食礼盒 原味',
        reading: 'product',
        names: '口味, 净含量, 材质',
      },
    },
  },
  {
    name: 'Stainless steel bottle (JSON)',
    language: 'en',
    state: {
      attributes: {
        text: JSON.stringify(
          {
            title: 'Hydro Flask Wide Mouth Water Bottle 32 oz, Pacific',
            brand: 'Hydro Flask',
            description: 'Insulated 18/8 stainless steel, keeps drinks cold for 24 hours. BPA-free.',
          },
          null,
          2,
        ),
        reading: 'product',
        names: '',
      },
    },
  },
];

/** Queries with products: they fill all three panels. */
export const matchExamples: readonly Example[] = [
  matchExample('iphone 13 case', 'en', [
    'iPhone 13 case, clear silicone',
    'iPhone 12 case, leather',
    'USB-C fast charger 20W for iPhone 13',
    'Garden hose 50 ft',
  ]),
  matchExample('华为mate60手机壳', 'zh', [
    '华为Mate60手机壳 液态硅胶防摔保护套',
    '华为Mate50手机壳 磨砂超薄',
    '华为Mate60钢化膜 全屏高清',
    '花园浇水软管 20米',
  ]),
  matchExample('无糖酸奶', 'zh', [
    '简爱裸酸奶 无糖 135g*12杯',
    '安慕希希腊风味酸奶 原味 205g*10盒',
    '麦片 水果坚果燕麦 冲饮早餐',
    '不锈钢保温杯 500ml',
  ]),
];

function queryExample(query: string, language: 'zh' | 'en'): Example {
  return {
    name: query,
    language,
    state: { intent: { query }, attributes: { text: query, reading: 'query', names: '' } },
  };
}

function matchExample(query: string, language: 'zh' | 'en', products: readonly string[]): Example {
  const { state } = queryExample(query, language);
  return { name: query, language, state: { ...state, match: { query, products: products.join('\n') } } };
}
