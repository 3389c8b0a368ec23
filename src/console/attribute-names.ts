/** Cuts a list of names at commas and semicolons of either script, and at line ends. */
export function splitNames(text: string): string[] {
  return text
    .split(/[,，、;；\n]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
