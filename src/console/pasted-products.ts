/** A product as it is sent: every field the caller wrote, checked by the server alone. */
export type PastedProduct = Record<string, unknown>;

/** What a pasted text holds; `line` counts from 1 and is null where the whole text is one piece of JSON. */
export type Pasted =
  { kind: 'products'; products: PastedProduct[] } | { kind: 'invalid'; line: number | null; detail: string };

/**
 * Reads pasted products: one JSON object or a JSON list of them (over as many lines as it likes), else one product a line, each a plain
 * title or a JSON object. Blank lines are left out.
 */
export function parsePastedProducts(text: string): Pasted {
  const trimmed = text.trim();
  if (trimmed.startsWith('[') || trimmed.startsWith('{')) {
    const whole = parse(trimmed);
    if (whole.kind === 'value') return fromJson(whole.value);
    const isOnePiece = trimmed.startsWith('[{') || /^[[{]\s*\n/.test(trimmed);
    if (isOnePiece) return { kind: 'invalid', line: null, detail: whole.detail };
  }
  const products: PastedProduct[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const written = line.trim();
    if (written === '') continue;
    if (!written.startsWith('{')) {
      products.push({ title: written });
      continue;
    }
    const parsed = parse(written);
    if (parsed.kind === 'error') return { kind: 'invalid', line: index + 1, detail: parsed.detail };
    products.push(parsed.value as PastedProduct);
  }
  return { kind: 'products', products };
}

/** The product's title for showing, empty where it has none. */
export function titleOf(product: PastedProduct): string {
  return typeof product.title === 'string' ? product.title : '';
}

function fromJson(value: unknown): Pasted {
  const entries: unknown[] = Array.isArray(value) ? value : [value];
  const products = entries.map((entry) => (typeof entry === 'string' ? { title: entry } : entry));
  const wrong = products.findIndex((entry) => typeof entry !== 'object' || entry === null || Array.isArray(entry));
  if (wrong >= 0) return { kind: 'invalid', line: null, detail: `[${wrong}]: object or string expected` };
  return { kind: 'products', products: products as PastedProduct[] };
}

function parse(text: string): { kind: 'value'; value: unknown } | { kind: 'error'; detail: string } {
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown };
  } catch (error) {
    return { kind: 'error', detail: error instanceof Error ? error.message : String(error) };
  }
}
