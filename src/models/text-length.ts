import type { Inputs, Role } from './port.ts';

/** UTF-16 units of all texts of an input: about how much work it is. */
export function textLength(input: Inputs[Role]): number {
  if (typeof input === 'string') return input.length;
  if ('query' in input) return input.query.length + input.text.length;
  return 'name' in input && input.name !== undefined ? input.name.length + input.text.length : input.text.length;
}
