import { describe, expect, it } from 'vitest';
import { hardConstraints } from '../../../src/ranking/conflicts.ts';
import { contradictions } from '../../../src/ranking/contradictions.ts';
import type { Product } from '../../../src/core/product.ts';

const found = (
  query: string,
  stated: Record<string, string[]>,
  product: Product,
  attributes: { name: string; value: string }[] = [],
): string[] => contradictions(hardConstraints(query), stated, { product, attributes });

describe('contradictions', () => {
  it.each<[string, Record<string, string[]>, Product, string[]]>([
    ['nike shoes', { brand: ['nike'] }, { title: 'Running shoes', brand: 'Adidas' }, ['brand: Adidas']],
    ['耐克跑鞋', { brand: ['耐克'] }, { title: 'Pegasus 40', brand: 'Nike' }, []],
    ['apple charger', { brand: ['apple'] }, { title: 'Charger for Apple iPhone', brand: 'Anker' }, []],
    ['nike shoes', { brand: ['nike'] }, { title: 'Running shoes' }, []],
    ['red dress', { color: ['red'] }, { title: 'Dress', color: '红色' }, []],
    ['red dress', { color: ['red'] }, { title: 'Dress', color: 'Blue' }, ['color: Blue']],
    ['red dress', { color: ['red'] }, { title: 'Embroidered mini skirt', color: 'Dark Green' }, ['color: Dark Green']],
    ['red dress', { color: ['red'] }, { title: 'Dress in true-red', color: 'Scarlet Green' }, []],
    ['blue shirt', { color: ['blue'] }, { title: 'Shirt for bluetooth fans', color: 'Black' }, ['color: Black']],
    ['hp ink', { brand: ['hp'] }, { title: 'Ink for H.P. printers', brand: 'Canon' }, []],
    ['红色连衣裙', { color: ['红色'] }, { title: '连衣裙 红色/蓝色', color: '蓝色' }, []],
    ['yellow bird napkins', { color: ['yellow'] }, { title: 'Bird napkins', color: 'Multicolor' }, []],
    ['yellow bird napkins', { color: ['yellow'] }, { title: 'Bird napkins', color: 'Flying' }, []],
    ['dek pro drill', { brand: ['dek pro'] }, { title: 'Drill', brand: 'DEKPRO' }, []],
    ['1tb ssd', {}, { title: 'Portable SSD 512GB' }, ['measure: 512GB']],
    ['1tb ssd', {}, { title: 'Portable SSD 1000 GB' }, []],
    ['laptop 16gb', {}, { title: 'Laptop 16GB RAM 512GB SSD' }, []],
    ['500毫升水杯', {}, { title: '水杯 0.5L' }, []],
    ['50 inch tv stand', {}, { title: 'TV stand for up to 65 inch' }, []],
    ['iphone 13 case', {}, { title: 'Case for iPhone 12' }, ['model: iphone 12']],
    ['size 10 boots', {}, { title: 'Boots', attributes: { size: ['8', '9'] } }, ['size: 8/9']],
    ['size 10 boots', {}, { title: 'Boots', attributes: { size: ['9', '10'] } }, []],
    ['t恤 XL', {}, { title: 'T恤', attributes: { 尺码: ['S', 'XL'] } }, []],
    ['t恤 XL', {}, { title: 'T恤', attributes: { 尺码: ['S', 'M'] } }, ['size: S/M']],
  ])('%s, stated %j: %j', (query, stated, product, conflicts) => {
    expect(found(query, stated, product)).toEqual(conflicts);
  });

  it('counts what was read of a product where the shop does not say', () => {
    const read = [{ name: 'brand', value: 'Adidas' }];
    expect(found('nike shoes', { brand: ['nike'] }, { title: 'Shoes' }, read)).toEqual(['brand: Adidas']);
    expect(found('nike shoes', { brand: ['nike'] }, { title: 'Shoes', brand: 'Nike' }, read)).toEqual([]);
  });
});
