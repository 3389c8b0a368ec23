import type { RecommendResponse } from '../contract/recommend.ts';
import { ByteWriter } from '../core/byte-writer.ts';

/** Products as JSON in UTF-8: they come up again and again as the same objects. */
const written = new WeakMap<object, Uint8Array>();

const utf8 = new TextEncoder();
const writer = new ByteWriter();

/** Recommendations as JSON in UTF-8. */
export function recommendedJson(answer: RecommendResponse): Uint8Array {
  // Before the items there is nothing that a caller has written.
  const [head = '', ...rest] = JSON.stringify({ ...answer, items: [] }).split('"items":[]');
  writer.text(`${head}"items":[`);
  for (const [i, { id, product, ...told }] of answer.items.entries()) {
    const bytes = written.get(product) ?? utf8.encode(JSON.stringify(product));
    written.set(product, bytes);
    writer.text(`${i === 0 ? '' : ','}{"id":${JSON.stringify(id)},"product":`);
    writer.bytes(bytes);
    writer.text(`,${JSON.stringify(told).slice(1)}`);
  }
  writer.text(`]${rest.join('"items":[]')}`);
  return writer.take();
}
