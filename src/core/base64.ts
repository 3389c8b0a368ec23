/** 32-bit floats, little-endian as on every host, in base64: OpenAI's form of a vector. */
export function base64OfFloats(vector: Float32Array): string {
  let binary = '';
  for (const byte of new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}

/** The floats of such a text; null when it is something else. */
export function floatsOfBase64(text: string): Float32Array | null {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return bytes.byteLength % 4 === 0 ? new Float32Array(bytes.buffer) : null;
  } catch {
    return null;
  }
}
