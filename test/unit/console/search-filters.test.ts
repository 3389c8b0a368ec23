import { describe, expect, it } from 'vitest';
import {
  type Chosen,
  countChosen,
  filtersOf,
  NOTHING,
  readSearchState,
  sameRange,
  toggled,
  withChosen,
  writeSearchState,
} from '../../../src/console/search-filters.ts';

const chosen: Chosen = { values: { brand: ['Acme', '轻风'] }, price: { gte: 10, lt: 20 } };

describe('what is chosen', () => {
  it('toggles a value, and leaves no empty list', () => {
    const one = toggled(NOTHING, 'brand', 'Acme');
    expect(one.values).toEqual({ brand: ['Acme'] });
    expect(toggled(one, 'brand', 'Zest').values).toEqual({ brand: ['Acme', 'Zest'] });
    expect(toggled(one, 'brand', 'Acme')).toEqual(NOTHING);
    expect(NOTHING).toEqual({ values: {}, price: null });
  });

  it('becomes the filters of a request', () => {
    expect(filtersOf(NOTHING)).toBeUndefined();
    expect(filtersOf(chosen)).toEqual({ brand: ['Acme', '轻风'], price: { gte: 10, lt: 20 } });
    expect(countChosen(chosen)).toBe(3);
  });

  it('stays in reach when the answer has it no more', () => {
    const values = [{ value: 'Acme', count: 2 }];
    expect(withChosen(values, ['Acme', 'Zest'])).toEqual([...values, { value: 'Zest', count: 0 }]);
  });

  it('compares ranges', () => {
    expect(sameRange({ gte: 10 }, { gte: 10 })).toBe(true);
    expect(sameRange({ gte: 10 }, { gte: 10, lt: 20 })).toBe(false);
    expect(sameRange(null, {})).toBe(false);
  });
});

describe('the address', () => {
  it('keeps query and filters', () => {
    expect(readSearchState(`#${writeSearchState('红色 & dress', chosen)}`)).toEqual({ query: '红色 & dress', chosen });
    expect(writeSearchState('dress', NOTHING)).toBe('q=dress');
  });

  it.each([
    '',
    '#',
    '#filters=x',
    '#filters=null',
    '#filters=[]',
    '#filters={"values":7}',
    '#filters=%7B%22price%22:7%7D',
  ])('leaves out what is none: %s', (fragment) => {
    expect(readSearchState(fragment)).toEqual({ query: '', chosen: NOTHING });
  });

  it('takes lists of texts and ranges of numbers only', () => {
    const filters = JSON.stringify({ values: { brand: ['a'], color: [1], size: 'x' }, price: { gte: 'x', lt: 9 } });
    const state = readSearchState(`q=a&filters=${encodeURIComponent(filters)}`);
    expect(state.chosen).toEqual({ values: { brand: ['a'] }, price: { lt: 9 } });
  });
});
