/** One stage of a `Server-Timing` header; `duration` in milliseconds. */
export interface Stage {
  name: string;
  duration: number;
}

/** What the cache did for an answer; `other` keeps a directive we have no word for, `none` means that it said nothing. */
export type CacheState = 'hit' | 'stale' | 'miss' | 'partial' | 'bypass' | 'other' | 'none';

/** Reads `Server-Timing: auth;dur=0.1, model;dur=8`. Entries without a duration are left out. */
export function parseServerTiming(header: string | null): Stage[] {
  const stages: Stage[] = [];
  for (const entry of (header ?? '').split(',')) {
    const [name, ...parameters] = entry.split(';').map((piece) => piece.trim());
    const written = parameters.find((parameter) => parameter.toLowerCase().startsWith('dur='));
    const duration = Number.parseFloat(written?.slice(4).replaceAll('"', '') ?? '');
    if (name && Number.isFinite(duration)) stages.push({ name, duration });
  }
  return stages;
}

/** Reads an RFC 9211 `Cache-Status` header's first member: `aisle; hit`, `aisle; fwd=miss`, `aisle; hit; ttl=-3`. */
export function parseCacheStatus(header: string | null): CacheState {
  if (header === null || header.trim() === '') return 'none';
  const first = header.split(',')[0] ?? '';
  const parameters = new Map(
    first
      .split(';')
      .slice(1)
      .map((parameter) => parameter.trim().toLowerCase().split('='))
      .map(([name, value]) => [name ?? '', value ?? '']),
  );
  if (parameters.has('hit')) return Number(parameters.get('ttl') ?? 0) < 0 ? 'stale' : 'hit';
  switch (parameters.get('fwd')) {
    case 'miss':
    case 'uri-miss':
    case 'vary-miss':
      return 'miss';
    case 'partial':
      return 'partial';
    case 'bypass':
    case 'request':
      return 'bypass';
    default:
      return 'other';
  }
}
