/** What the page's address holds after `#`, so that a view can be shared. Fields that are absent leave their panel alone. */
export interface ViewState {
  intent?: { query: string };
  attributes?: { text: string; reading: 'query' | 'product'; names: string };
  match?: { query: string; products: string };
}

/** Writes the state as an address fragment without `#`. */
export function writeViewState(state: ViewState): string {
  const fields = new URLSearchParams();
  if (state.intent) fields.set('intent', state.intent.query);
  if (state.attributes) {
    fields.set(state.attributes.reading, state.attributes.text);
    if (state.attributes.names !== '') fields.set('names', state.attributes.names);
  }
  if (state.match) {
    fields.set('match', state.match.query);
    fields.set('products', state.match.products);
  }
  return fields.toString();
}

/** Reads a fragment, with or without `#`; anything it doesn't know is left out. */
export function readViewState(fragment: string): ViewState {
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const state: ViewState = {};
  const intent = fields.get('intent');
  if (intent !== null) state.intent = { query: intent };
  for (const reading of ['query', 'product'] as const) {
    const text = fields.get(reading);
    if (text !== null) state.attributes = { text, reading, names: fields.get('names') ?? '' };
  }
  const match = fields.get('match');
  if (match !== null) state.match = { query: match, products: fields.get('products') ?? '' };
  return state;
}
