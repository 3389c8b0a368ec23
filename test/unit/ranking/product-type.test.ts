import { expect, test } from 'vitest';
import { otherTypes, wantedType } from '../../../src/ranking/product-type.ts';

const others = (query: string, title: string): string[] | null => {
  const wanted = wantedType(query);
  return wanted === null ? null : otherTypes(wanted, title);
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
