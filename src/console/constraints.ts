/** One constraint, ready to be shown. `name` is null where the answer names only the value. */
export interface Constraint {
  name: string | null;
  text: string;
  excluded: boolean;
}

/**
 * Flattens an intent's `constraints` into a list. Lists give one entry a value, ranges become `≤ 50 USD`, `50–100 cm`; what stands
 * under `not` is marked as excluded, whether it is a list of words, of objects or a record by name.
 */
export function listConstraints(constraints: Record<string, unknown>): Constraint[] {
  return Object.entries(constraints).flatMap(([name, value]) =>
    name === 'not' ? flatten(null, value, true) : flatten(name, value, false),
  );
}

function flatten(name: string | null, value: unknown, excluded: boolean): Constraint[] {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => flatten(name, entry, excluded));
  if (typeof value !== 'object') return [{ name, text: String(value), excluded }];
  const fields = value as Record<string, unknown>;
  const named = typeof fields.name === 'string' ? fields.name : name;
  const range = rangeText(fields);
  if (range !== null) return [{ name: named, text: range, excluded }];
  const stated = fields.value ?? fields.text;
  if (typeof stated === 'string' || typeof stated === 'number') {
    return [{ name: named, text: withUnit(String(stated), fields), excluded }];
  }
  if (name === null) return Object.entries(fields).flatMap(([inner, entry]) => flatten(inner, entry, excluded));
  return [{ name, text: JSON.stringify(fields), excluded }];
}

function rangeText(fields: Record<string, unknown>): string | null {
  const { min, max } = fields;
  const hasMin = typeof min === 'number';
  const hasMax = typeof max === 'number';
  if (hasMin && hasMax) return withUnit(min === max ? `${min}` : `${min}–${max}`, fields);
  if (hasMin) return withUnit(`≥ ${min}`, fields);
  if (hasMax) return withUnit(`≤ ${max}`, fields);
  return null;
}

function withUnit(text: string, fields: Record<string, unknown>): string {
  const unit = fields.currency ?? fields.unit;
  return typeof unit === 'string' && unit !== '' ? `${text} ${unit}` : text;
}
