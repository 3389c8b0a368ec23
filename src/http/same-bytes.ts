/** Compares a secret with what is given, in a time that depends on neither but the secret's length. */
export function sameBytes(secret: Uint8Array, given: Uint8Array): boolean {
  let difference = secret.length ^ given.length;
  for (let i = 0; i < secret.length; i++) difference |= (secret[i] ?? 0) ^ (given[i] ?? 0);
  return difference === 0;
}
