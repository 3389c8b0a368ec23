/** Drivers for Hugging Face text-embeddings-inference, by an own `fetch`: one process a model, over HTTP. */
export { teiEmbed } from './tei/embed.ts';
export { teiIntent } from './tei/intent.ts';
export { teiMatch } from './tei/match.ts';
export { teiTags } from './tei/tags.ts';
export type { TeiOptions } from './tei/client.ts';
