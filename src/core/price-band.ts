/** The bands' lower bounds within each power of ten. */
const STEPS = [5, 2, 1];

/**
 * The band of a price, as the shopper's affinities name it: `20-50 USD`, `0.5-1` where the currency is unknown; lower bound included. Null for no price
 * above 0.
 */
export function priceBand(amount: number | undefined, currency?: string): string | null {
  if (amount === undefined || !Number.isFinite(amount) || amount <= 0) return null;
  const power = 10 ** Math.floor(Math.log10(amount));
  const step = STEPS.find((each) => amount >= each * power) ?? 1;
  const up = step === 5 ? 10 : step === 2 ? 5 : 2;
  const band = `${tidy(step * power)}-${tidy(up * power)}`;
  return currency === undefined ? band : `${band} ${currency}`;
}

/** Whether a band is meant by a name without a currency: `20-50` means `20-50 USD`, and that of every other. */
export function isBandOf(band: string, name: string): boolean {
  return band[name.length] === ' ' && band.startsWith(name);
}

const tidy = (value: number): number => Number(value.toPrecision(1));
