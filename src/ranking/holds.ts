import type { Product } from '../core/product.ts';
import { type Attributed, fieldValues } from './field-values.ts';

/** A range of numbers; absent is open. */
export interface NumberRange {
  gte?: number;
  gt?: number;
  lte?: number;
  lt?: number;
}

/** Conditions by field: one of the words in any case, or the range. */
export type Conditions = Readonly<Record<string, readonly string[] | NumberRange>>;

/** Whether a product meets every condition. What it doesn't state it doesn't meet. */
export function holds(one: Attributed, conditions: Conditions): boolean {
  return Object.entries(conditions).every(([name, condition]) => meets(one, name, condition));
}

/** Whether a product meets any of the conditions. */
export function holdsAny(one: Attributed, conditions: Conditions): boolean {
  return Object.entries(conditions).some(([name, condition]) => meets(one, name, condition));
}

function meets(one: Attributed, name: string, condition: readonly string[] | NumberRange): boolean {
  if (!isRange(condition)) {
    const values = name === 'id' ? [one.product.id ?? ''] : fieldValues(one, name).map((value) => value.toLowerCase());
    return condition.some((word) => values.includes(name === 'id' ? word : word.trim().toLowerCase()));
  }
  const { gte = -Infinity, gt = -Infinity, lte = Infinity, lt = Infinity } = condition;
  return numbersOf(one, name).some((value) => value >= gte && value > gt && value <= lte && value < lt);
}

function isRange(condition: readonly string[] | NumberRange): condition is NumberRange {
  return !Array.isArray(condition);
}

function numbersOf(one: Attributed, name: string): number[] {
  const { price, stock, rating, updated_at: updatedAt }: Product = one.product;
  if (name === 'price') return price === undefined ? [] : [price.amount];
  if (name === 'stock') return stock === undefined ? [] : [stock];
  if (name === 'rating') return rating === undefined ? [] : [rating.value];
  if (name === 'updated_at') return updatedAt === undefined ? [] : [Date.parse(updatedAt)];
  return fieldValues(one, name).map(Number).filter(Number.isFinite);
}
