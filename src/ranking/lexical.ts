export { lexicalIntent } from './lexical-intent.ts';
export { lexicalMatch } from './lexical-match.ts';
export { type LexicalSpan, lexicalSpans } from './lexical-spans.ts';
