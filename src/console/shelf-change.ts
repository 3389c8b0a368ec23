/** How many places hold another product than before. */
export function countChanged(before: readonly string[], after: readonly string[]): number {
  return after.filter((id, place) => before[place] !== id).length;
}

/** By how many places a product that now stands at `place` went up, below 0 down; null: it was not there before. */
export function moveOf(before: readonly string[], id: string, place: number): number | null {
  const was = before.indexOf(id);
  return was < 0 ? null : was - place;
}
