import { parseSync } from 'vite';

/** One import as written in a file. */
export interface Import {
  /** The file that imports, from the repository's root: `src/http/app.ts`. */
  readonly from: string;
  /** What it imports: a path from the repository's root when written relative, else the package or `node:` name. Null: computed. */
  readonly to: string | null;
  /** True for `import type` and `export type`: erased before anything runs. */
  readonly erased: boolean;
}

/** Every import, re-export, `import()` and `import('…')` type of one TypeScript file. Throws when the file does not parse. */
export function importsOf(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const found: Import[] = [];
  const add = (specifier: unknown, erased: boolean): void => {
    found.push({ from: path, to: typeof specifier === 'string' ? resolve(path, specifier) : null, erased });
  };
  walk(program, (node) => {
    switch (node['type']) {
      case 'ImportDeclaration':
        return add(literal(node['source']), node['importKind'] === 'type');
      case 'ExportAllDeclaration':
        return add(literal(node['source']), node['exportKind'] === 'type');
      case 'ExportNamedDeclaration':
        return node['source'] ? add(literal(node['source']), node['exportKind'] === 'type') : undefined;
      case 'ImportExpression':
        return add(literal(node['source']), false);
      case 'TSImportType':
        return add(literal(node['source']), true);
      default:
        return undefined;
    }
  });
  return found;
}

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit);
  } else if (isNode(value)) {
    visit(value);
    for (const child of Object.values(value)) walk(child, visit);
  }
}

/** The text of a string literal, or of a template without a hole; anything else is computed when it runs. */
function literal(node: unknown): unknown {
  if (!isNode(node)) return undefined;
  if (node['type'] !== 'TemplateLiteral') return node['value'];
  const { quasis } = node as { quasis: { value: { cooked: string } }[] };
  return quasis.length === 1 ? quasis[0]?.value.cooked : undefined;
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/');
}
