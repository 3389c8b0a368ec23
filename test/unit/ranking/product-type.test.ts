import { expect, test } from 'vitest';
import { otherTypes, wantedType } from '../../../src/ranking/product-type.ts';

const others = (query: string, title: string, category = ''): string[] | null => {
  const wanted = wantedType(query);
  return wanted === null ? null : otherTypes(wanted, title, category);
};

test.each([
  ['耳机', '守护宝 老年人手机 大字大声 超长待机', ['手机']],
  ['耳机', '有线耳机 USB-C 接口', []],
  ['蓝牙耳机', '头戴式耳机 降噪', []],
  ['手机', '华为 nova 12 手机壳 卡通小熊', ['手机壳']],
  ['手机', '华为 nova 12 256GB 拍照手机', []],
  ['运动鞋', '男士跑步鞋 缓震', []],
  ['裤子', '高腰阔腿裤 女 西装裤', []],
  ['红色连衣裙', '红色蓝牙耳机', ['蓝牙耳机']],
  ['running shoes', 'Fleece Hoodie, C Logo', ['Hoodie']],
  ['shoes', "Men's Elite Flex Loafer", []],
  ['backpack', 'Laptop Backpack 15.6 inch', []],
  ['toys', 'Dog toys, squeaky', []],
])('%s × %s → %j', (query, title, expected) => {
  expect(others(query, title)).toEqual(expected);
});

test.each([
  ['耳机', 'Nokia 8210 phone', 'another language tells nothing'],
  ['headphones', 'Go Mic', 'nor does a title without a known type'],
])('%s × %s: %s', (query, title) => expect(others(query, title)).toEqual([]));

test.each(['手机 拍照好', 'iphone 13 case', '手机 耳机', 'gift', ''])(
  '%j asks for more than a type, or for none',
  (query) => expect(wantedType(query)).toBeNull(),
);

test('the last part of the category tells it too', () => {
  expect(others('蓝牙耳机', 'Redmi Note 13 5G 8GB+256GB 学生备用机', '手机通讯 > 手机')).toEqual(['手机']);
  expect(others('手机', 'Redmi Note 13 5G 8GB+256GB 学生备用机', '手机通讯 > 手机')).toEqual([]);
  expect(others('手机', '液态硅胶 防摔', '手机通讯 > 手机配件 > 手机壳')).toEqual(['手机壳']);
  expect(others('蓝牙耳机', '充电宝 10000mAh 雾蓝', '手机通讯 > 手机配件 > 充电宝')).toEqual(['充电宝']);
});
