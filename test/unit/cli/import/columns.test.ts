import { expect, test } from 'vitest';
import { mapColumns } from '../../../../src/cli/import/columns.ts';
import { productOf } from '../../../../src/cli/import/product-of.ts';

const guess = (columns: string[], attributes: string[] = [], chosen: string[] = [], left: string[] = []) => {
  const { fields, ...rest } = mapColumns(columns, attributes, { chosen, left });
  return { ...rest, fields: Object.fromEntries(fields) };
};

test('headers as shops have them', () => {
  expect(guess(['ProductID', 'ProductName', 'ProductBrand', 'Gender', 'Price', 'PrimaryColor'])).toEqual({
    fields: { id: 'ProductID', title: 'ProductName', brand: 'ProductBrand', color: 'PrimaryColor', price: 'Price' },
    attributes: ['Gender'],
    skipped: [],
  });
  expect(guess(['商品编号', '商品名称', '品牌', '类目', '售价（元）', '库存', '材质']).fields).toMatchObject({
    id: '商品编号',
    title: '商品名称',
    brand: '品牌',
    category: '类目',
    stock: '库存',
  });
  expect(guess(['Handle', 'Title', 'Body (HTML)', 'Vendor', 'Type', 'Variant Price', 'Image Src']).fields).toEqual({
    id: 'Handle',
    title: 'Title',
    description: 'Body (HTML)',
    brand: 'Vendor',
    category: 'Type',
    price: 'Variant Price',
    image_url: 'Image Src',
  });
  expect(guess(['id', 'title', 'image_link', 'product_type', 'availability', 'price']).fields).toMatchObject({
    image_url: 'image_link',
    category: 'product_type',
    stock: 'availability',
  });
});

test('of several columns the likeliest, and the others are attributes', () => {
  const { fields, attributes } = guess(['sku', 'id', 'name', 'title', 'price', 'sale price']);
  expect(fields).toEqual({ id: 'id', title: 'title', price: 'sale price' });
  expect(attributes).toEqual(['sku', 'name', 'price']);
});

test('what the attributes say where no column does', () => {
  expect(guess(['title', 'attributes'], ['品牌', '颜色', '产地']).fields).toEqual({
    title: 'title',
    brand: 'attributes.品牌',
    color: 'attributes.颜色',
    attributes: 'attributes',
  });
});

test('choices go before the guess', () => {
  const { fields, attributes, skipped } = guess(['name', 'label', 'x', 'y'], [], ['title=label'], ['x']);
  expect({ fields, attributes, skipped }).toEqual({
    fields: { title: 'label' },
    attributes: ['name', 'y'],
    skipped: ['x'],
  });
  expect(() => guess(['name'], [], ['title=nam'])).toThrow('`nam`; near: name');
  expect(() => guess(['name'], [], ['titel=name'])).toThrow('FIELD is one of id, title');
  expect(() => guess(['name'], [], [], ['nope'])).toThrow('--skip');
});

const made = (values: Record<string, unknown>, currency?: string) =>
  productOf(values, mapColumns(Object.keys(values), [], { chosen: [], left: [] }), currency);

test('a product of a row, with what is left out of it', () => {
  expect(
    made({ id: '007', name: 'Bolt &amp; nut', price: '3,5', qty: '', size: ' M ', notes: 'x'.repeat(1001) }),
  ).toEqual({
    product: { id: '007', title: 'Bolt & nut', attributes: { size: 'M' } },
    notes: [expect.stringContaining('price has no currency'), expect.stringContaining('`notes` is left out')],
  });
  expect(made({ id: 7, name: 'Bolt', price: '3,5' }, 'EUR').product).toMatchObject({
    id: '7',
    price: { amount: 3.5, currency: 'EUR' },
  });
  expect(made({ id: '1', title: 'a', price: 'ask us', image: 'no' }).notes).toEqual([
    'price cannot be read, and is left out',
    'image_url cannot be read, and is left out',
  ]);
});

test('without an id the title gives one, the same each time', () => {
  const [one, two, other] = ['红裙', '红裙', '蓝裙'].map((title) => made({ title }).product['id']);
  expect(one).toMatch(/^t-[\da-f]{16}$/);
  expect([one === two, one === other]).toEqual([true, false]);
});
