const utf8 = new TextEncoder();

/** Text as UTF-8 and bytes, one after the other, in a place that is used again for the next answer. */
export class ByteWriter {
  #bytes = new Uint8Array(65_536);
  #length = 0;

  text(text: string): void {
    // A UTF-16 unit is at most three bytes.
    this.#makeRoom(3 * text.length);
    this.#length += utf8.encodeInto(text, this.#bytes.subarray(this.#length)).written;
  }

  bytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** What was written, in bytes of its own, and begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return taken;
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * needed);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}
