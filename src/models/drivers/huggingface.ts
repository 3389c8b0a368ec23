/** Drivers for models behind a Hugging Face endpoint, by `@huggingface/inference`. */
export { huggingfaceEmbed } from './huggingface/embed.ts';
export { huggingfaceTags } from './huggingface/tags.ts';
export type { HuggingfaceOptions } from './huggingface/client.ts';
