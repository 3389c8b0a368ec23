import { AppError } from '../../../core/error.ts';
import type { Sql } from '../../sql.ts';
import type { Bitmap } from './bitmap.ts';
import { createVectorScan, quantise, type VectorScan } from './vector-scan.ts';

/** The vectors of a catalogue's products by pack, in the table `search_vectors`. The pack that was searched last is in memory too. */
export interface Vectors {
  set(pack: string, position: number, vector: Float32Array): void;
  /** Drops a product's vectors by every pack. */
  remove(position: number): void;
  drop(pack: string): void;
  /**
   * The cosine of each position with a unit vector; null when the pack has no vectors. Throws AppError `internal` when they have another
   * number of dimensions.
   */
  scores(pack: string, query: Float32Array, eligible: Bitmap | null, capacity: number): Float32Array | null;
  /** Lets go what is in memory. */
  forget(): void;
}

/** Vectors a row: 99 kB of 384 dimensions. */
const CHUNK = 256;

interface Row {
  [column: string]: number | Uint8Array;
  chunk: number;
  scales: Uint8Array;
  vectors: Uint8Array;
}

/** Opens the vectors of one catalogue. `module` is `vector-scan.wasm`, or null. */
export function createVectors(sql: Sql, module: WebAssembly.Module | null): Vectors {
  let loaded: { pack: string; dimensions: number; scan: VectorScan } | null = null;

  /** Reads a pack's rows one by one, so that they are never in memory twice as a whole. */
  const load = (pack: string, capacity: number): typeof loaded => {
    const chunks = sql.all<{ chunk: number }>('SELECT chunk FROM search_vectors WHERE pack = ?', pack);
    let made: typeof loaded = null;
    for (const { chunk } of chunks) {
      const row = readChunk(sql, pack, chunk);
      if (row === undefined) continue;
      if (made === null) {
        const dimensions = row.vectors.length / CHUNK;
        made = { pack, dimensions, scan: createVectorScan(dimensions, module) };
        made.scan.grow(Math.max(capacity, (Math.max(...chunks.map((one) => one.chunk)) + 1) * CHUNK));
      }
      made.scan.put(chunk * CHUNK, floatsOf(row.scales), bytesOf(row.vectors));
    }
    return made;
  };

  const write = (pack: string, chunk: number, scales: Float32Array, bytes: Int8Array): void => {
    sql.run(
      'INSERT OR REPLACE INTO search_vectors VALUES (?, ?, ?, ?)',
      pack,
      chunk,
      new Uint8Array(scales.buffer),
      new Uint8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength),
    );
    if (loaded?.pack !== pack) return;
    loaded.scan.grow((chunk + 1) * CHUNK);
    loaded.scan.put(chunk * CHUNK, scales, bytes);
  };

  return {
    set(pack, position, vector) {
      const chunk = Math.floor(position / CHUNK);
      const row = readChunk(sql, pack, chunk);
      const [known] = sql.all<{ bytes: number }>(
        'SELECT length(vectors) AS bytes FROM search_vectors WHERE pack = ? LIMIT 1',
        pack,
      );
      const dimensions = known === undefined ? vector.length : known.bytes / CHUNK;
      if (dimensions !== vector.length) throw wrongLength(pack, dimensions, vector.length);
      const scales = row === undefined ? new Float32Array(CHUNK) : floatsOf(row.scales);
      const vectors = row === undefined ? new Int8Array(CHUNK * vector.length) : bytesOf(row.vectors);
      const { scale, bytes } = quantise(vector);
      scales[position % CHUNK] = scale;
      vectors.set(bytes, (position % CHUNK) * vector.length);
      write(pack, chunk, scales, vectors);
    },
    remove(position) {
      const chunk = Math.floor(position / CHUNK);
      for (const { pack } of sql.all<{ pack: string }>('SELECT pack FROM search_vectors WHERE chunk = ?', chunk)) {
        const row = readChunk(sql, pack, chunk);
        if (row === undefined) continue;
        const scales = floatsOf(row.scales);
        if (scales[position % CHUNK] === 0) continue;
        scales[position % CHUNK] = 0;
        write(pack, chunk, scales, bytesOf(row.vectors));
      }
    },
    drop(pack) {
      sql.run('DELETE FROM search_vectors WHERE pack = ?', pack);
      if (loaded?.pack === pack) loaded = null;
    },
    scores(pack, query, eligible, capacity) {
      if (loaded?.pack !== pack) loaded = load(pack, capacity);
      if (loaded === null) return null;
      if (loaded.dimensions !== query.length) throw wrongLength(pack, loaded.dimensions, query.length);
      loaded.scan.grow(capacity);
      return loaded.scan.scores(query, eligible);
    },
    forget: () => (loaded = null),
  };
}

function readChunk(sql: Sql, pack: string, chunk: number): Row | undefined {
  return sql.all<Row>('SELECT chunk, scales, vectors FROM search_vectors WHERE pack = ? AND chunk = ?', pack, chunk)[0];
}

function wrongLength(pack: string, known: number, given: number): AppError {
  return new AppError('internal', {
    detail: `A vector of pack ${pack} has ${given} numbers; its others have ${known}.`,
  });
}

/** A copy, since blobs need not lie where floats may. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

/** The same bytes, signed. */
function bytesOf(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
}
