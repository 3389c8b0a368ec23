/**
 * Stands for `@huggingface/tasks` and `@huggingface/jinja` in the Worker (see `[alias]` in wrangler.toml). `@huggingface/inference` needs the two
 * only to write code examples for its documentation, which is a third of the Worker's size and never called here.
 */
function absent(): never {
  throw new Error('Code snippets are not built into the Worker');
}

/** Of `@huggingface/jinja`. */
export const Template = absent;

/** Of `@huggingface/tasks`. */
export const getModelInputSnippet = absent;
/** Of `@huggingface/tasks`. */
export const inferenceSnippetLanguages: readonly string[] = [];
