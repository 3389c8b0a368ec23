/** Drivers for models behind a Hugging Face endpoint, by `@huggingface/inference`. */
export { huggingfaceEmbed } from './huggingface/embed.ts';
export { huggingfaceTags } from './huggingface/tags.ts';
export { huggingfaceTranscriber } from './huggingface/transcriber.ts';
export { huggingfaceWriter } from './huggingface/writer.ts';
export type { HuggingfaceOptions } from './huggingface/client.ts';
export { huggingfaceVision } from './huggingface/vision.ts';
