/** The bands' lower bounds within each power of ten. */
const STEPS = [5, 2, 1];

/** The band of a price, as the shopper's affinities name it: `20-50`, `0.5-1`; lower bound included. Null for no price above 0. */
export function priceBand(amount: number | undefined): string | null {
  if (amount === undefined || !Number.isFinite(amount) || amount <= 0) return null;
  const power = 10 ** Math.floor(Math.log10(amount));
  const step = STEPS.find((each) => amount >= each * power) ?? 1;
  const up = step === 5 ? 10 : step === 2 ? 5 : 2;
  return `${tidy(step * power)}-${tidy(up * power)}`;
}

const tidy = (value: number): number => Number(value.toPrecision(1));
