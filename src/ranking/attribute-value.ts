/**
 * The value of an attribute from the words that state it: white space collapsed, a brand in lower case capitalised word by word.
 * Everything else stays as the shop writes it.
 */
export function attributeValue(name: string, text: string): string {
  const value = text.trim().replaceAll(/\s+/g, ' ');
  const isBrand = name === 'brand' || /^brand( name)?$/i.test(name);
  if (!isBrand || value !== value.toLowerCase()) return value;
  return value.replaceAll(/(^|[\s-])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}
