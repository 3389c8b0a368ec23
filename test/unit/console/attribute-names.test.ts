import { describe, expect, it } from 'vitest';
import { splitNames } from '../../../src/console/attribute-names.ts';

describe('splitNames', () => {
  it('cuts names at the commas of either script', () => {
    expect(splitNames('Flavor, 材质，净含量、Net content;\n')).toEqual(['Flavor', '材质', '净含量', 'Net content']);
  });
});
