import * as z from 'zod/mini';
import { AppError } from '../core/error.ts';

const headerSchema = z.record(
  z.string(),
  z.object({
    dtype: z.string(),
    shape: z.array(z.int().check(z.nonnegative())),
    data_offsets: z.tuple([z.int(), z.int()]),
  }),
);

/** One tensor, row-major. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/**
 * Reads a safetensors file of F32 tensors: an 8-byte little-endian header length, a JSON header, then the data
 * (https://github.com/huggingface/safetensors#format). Throws AppError `internal` when the file is not that.
 */
export function readSafetensors(file: ArrayBuffer): Map<string, Tensor> {
  const broken = (detail: string): AppError => new AppError('internal', { detail: `safetensors: ${detail}` });
  if (file.byteLength < 8) throw broken('the file is shorter than its header');
  const length = Number(new DataView(file).getBigUint64(0, true));
  if (8 + length > file.byteLength) throw broken('the header is cut off');
  const json: unknown = JSON.parse(new TextDecoder().decode(new Uint8Array(file, 8, length)));
  const { __metadata__, ...entries } = json as Record<string, unknown>;
  const tensors = new Map<string, Tensor>();
  for (const [name, { dtype, shape, data_offsets }] of Object.entries(headerSchema.parse(entries))) {
    const [start, end] = data_offsets;
    const count = shape.reduce((product, n) => product * n, 1);
    if (dtype !== 'F32' || end - start !== count * 4 || 8 + length + end > file.byteLength) {
      throw broken(`${name} is not ${count} F32 values`);
    }
    // A copy, since the data need not be aligned to four bytes.
    tensors.set(name, { shape, data: new Float32Array(file.slice(8 + length + start, 8 + length + end)) });
  }
  return tensors;
}

/** Writes F32 tensors as a safetensors file: what `readSafetensors` reads. The header is padded with spaces, so that the data is aligned. */
export function writeSafetensors(tensors: ReadonlyMap<string, Tensor>): Uint8Array<ArrayBuffer> {
  const entries: Record<string, z.infer<typeof headerSchema>[string]> = {};
  let size = 0;
  for (const [name, { shape, data }] of tensors) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [size, size + data.byteLength] };
    size += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(entries));
  const length = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + length + size).fill(0x20, 8, 8 + length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.set(json, 8);
  for (const [name, { data }] of tensors) {
    const at = entries[name]?.data_offsets[0] ?? 0;
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), 8 + length + at);
  }
  return file;
}
