/** A probability as a percentage with one decimal; tiny ones as `<0.1%` so that they don't look impossible. */
export function percent(probability: number): string {
  if (!Number.isFinite(probability)) return '–';
  if (probability > 0 && probability < 0.001) return '<0.1%';
  if (probability < 1 && probability > 0.999) return '>99.9%';
  return `${(probability * 100).toFixed(1)}%`;
}

/** A duration in milliseconds with as many decimals as are worth reading. */
export function milliseconds(duration: number): string {
  if (duration > 0 && duration < 0.1) return '<0.1 ms';
  return `${duration.toFixed(duration < 10 ? 1 : 0)} ms`;
}

/** A relevance on its scale of 0 to 1, three decimals. */
export function relevanceText(relevance: number): string {
  return Number.isFinite(relevance) ? relevance.toFixed(3) : '–';
}

/** A number with its sign, three decimals. */
export function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
