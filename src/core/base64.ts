/** Bytes that are made characters at once: more would be too many arguments of one call. */
const CHUNK = 32_768;

/** Bytes in base64. */
export function base64OfBytes(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}

/** 32-bit floats, little-endian as on every host, in base64: OpenAI's form of a vector. */
export function base64OfFloats(vector: Float32Array): string {
  return base64OfBytes(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
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
