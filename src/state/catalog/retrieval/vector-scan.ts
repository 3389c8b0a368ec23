import type { Bitmap } from './bitmap.ts';

/** What a position without a vector scores, or one that may not be found. Cosines are above. */
export const NO_SCORE = -2;

/** Int8 vectors by position, with a scale each (0: none), and the scan over them. */
export interface VectorScan {
  /** Room for a number of positions; what is there stays. */
  grow(capacity: number): void;
  /** Puts in what `quantise` gives, from a position on; all of one segment of 4,096. */
  put(position: number, scales: Float32Array, vectors: Int8Array): void;
  /** The cosine of each position with a unit vector, NO_SCORE where there is none or `eligible` lacks it. Valid until the next call. */
  scores(query: Float32Array, eligible: Bitmap | null): Float32Array;
}

/** Vectors that are scanned at a time. Their scales and scores lie before them, 16 kB each. */
const SEGMENT = 4096;
const HEAD = SEGMENT * 4;
const PAGE = 65_536;
/** Int16 would hold more, but the sums of 2,048 dimensions must stay within 31 bits. */
const QUERY_STEPS = 8_191;

type Scan = (
  query: number,
  vectors: number,
  scales: number,
  eligible: number,
  scores: number,
  count: number,
  stride: number,
  unit: number,
) => void;

/** A unit vector as signed bytes and the scale that gives it back: x ≈ byte × scale. A zero vector has scale 0. */
export function quantise(vector: Float32Array): { scale: number; bytes: Int8Array } {
  let most = 0;
  for (const x of vector) most = Math.max(most, Math.abs(x));
  const scale = Math.fround(most / 127);
  return { scale, bytes: Int8Array.from(vector, (x) => (scale === 0 ? 0 : Math.round(x / scale))) };
}

/**
 * Opens a scan over vectors of `dimensions` numbers, at most 2,048. The query is taken with 14 bits, so that what the scan loses is what
 * the bytes of the products lost, and nothing is left to rescore. `module`: `vector-scan.wasm`; null: in TypeScript, some ten times
 * slower, with the same scores to the last bit.
 */
export function createVectorScan(dimensions: number, module: WebAssembly.Module | null): VectorScan {
  const stride = Math.ceil(dimensions / 16) * 16;
  const segmentBytes = 2 * HEAD + SEGMENT * stride;
  // The query, then the bits of one segment.
  const first = Math.ceil((stride * 2 + SEGMENT / 8) / 16) * 16;
  const memory = module === null ? heap() : wasmMemory(module);
  let scores = new Float32Array(0);
  let segments = 0;

  return {
    grow(capacity) {
      segments = Math.max(segments, Math.ceil(capacity / SEGMENT));
      memory.grow(first + segments * segmentBytes);
      if (scores.length < capacity) scores = new Float32Array(capacity);
    },
    put(position, scales, vectors) {
      const begin = first + Math.floor(position / SEGMENT) * segmentBytes;
      const inside = position % SEGMENT;
      new Float32Array(memory.buffer(), begin + inside * 4, scales.length).set(scales);
      const room = new Int8Array(memory.buffer(), begin + 2 * HEAD + inside * stride, scales.length * stride);
      if (stride === dimensions) {
        room.set(vectors);
        return;
      }
      for (let i = 0; i < scales.length; i++) {
        room.set(vectors.subarray(i * dimensions, (i + 1) * dimensions), i * stride);
      }
    },
    scores(query, eligible) {
      const most = query.reduce((max, x) => Math.max(max, Math.abs(x)), 0);
      const unit = Math.fround(most / QUERY_STEPS);
      new Int16Array(memory.buffer(), 0, stride).set(query.map((x) => (unit === 0 ? 0 : Math.round(x / unit))));
      const bits = new Uint32Array(memory.buffer(), stride * 2, SEGMENT / 32);
      for (let segment = 0; segment < segments; segment++) {
        const begin = segment * SEGMENT;
        const at = first + segment * segmentBytes;
        if (eligible !== null) {
          bits.fill(0);
          bits.set(eligible.subarray(begin >> 5, (begin + SEGMENT) >> 5));
        }
        const count = Math.min(SEGMENT, scores.length - begin);
        const bitsAt = eligible === null ? 0 : stride * 2;
        memory.scan(0, at + 2 * HEAD, at, bitsAt, at + HEAD, count, stride, unit);
        scores.set(new Float32Array(memory.buffer(), at + HEAD, count), begin);
      }
      return scores;
    },
  };
}

/** Memory with the scan over it. `grow` is to a number of bytes. */
interface ScanMemory {
  buffer(): ArrayBuffer;
  grow(bytes: number): void;
  scan: Scan;
}

function wasmMemory(module: WebAssembly.Module): ScanMemory {
  const { memory, scan } = new WebAssembly.Instance(module).exports as { memory: WebAssembly.Memory; scan: Scan };
  return {
    buffer: () => memory.buffer as ArrayBuffer,
    grow(bytes) {
      const pages = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
      if (pages > 0) memory.grow(pages);
    },
    scan,
  };
}

function heap(): ScanMemory {
  let buffer = new ArrayBuffer(0);
  return {
    buffer: () => buffer,
    grow(bytes) {
      if (bytes > buffer.byteLength) buffer = buffer.transfer(bytes);
    },
    scan(queryAt, vectorsAt, scalesAt, eligibleAt, scoresAt, count, stride, unit) {
      const query = new Int16Array(buffer, queryAt, stride);
      const vectors = new Int8Array(buffer, vectorsAt, count * stride);
      const scales = new Float32Array(buffer, scalesAt, count);
      const eligible = new Uint8Array(buffer, eligibleAt, SEGMENT / 8);
      const scores = new Float32Array(buffer, scoresAt, count);
      for (let i = 0; i < count; i++) {
        const scale = scales[i] ?? 0;
        scores[i] = NO_SCORE;
        if (scale === 0 || (eligibleAt !== 0 && (((eligible[i >> 3] ?? 0) >> (i & 7)) & 1) === 0)) continue;
        let dot = 0;
        for (let k = 0, at = i * stride; k < stride; k++, at++) dot += (query[k] ?? 0) * (vectors[at] ?? 0);
        scores[i] = Math.fround(Math.fround(Math.fround(dot) * scale) * unit);
      }
    },
  };
}
