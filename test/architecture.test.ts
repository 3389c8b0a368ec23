import { existsSync, globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { violations } from './support/architecture.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const list = (pattern: string): string[] => globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'));

/** The rules broken by a made-up house of these files. */
const broken = (files: Record<string, string>): string[] => [
  ...new Set(violations(new Map(Object.entries(files))).map(({ rule }) => rule)),
];

test('the house keeps its rules', () => {
  const paths = [...list('src/**/*.ts'), ...list('functions/**/*.ts')];
  expect(existsSync(`${root}functions/worker.ts`)).toBe(true);
  const sources = new Map(paths.map((path) => [path, readFileSync(root + path, 'utf8')]));
  const found = violations(sources, [...paths, ...list('test/**/*.ts'), ...list('infra/tools/**/*.ts')]);
  expect(found.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

describe('what each rule refuses', () => {
  test.each([
    ['up', 'src/core/score.ts', '../contract/match.ts', ['layer']],
    ['up, for a type', 'src/models/port.ts', '../tasks/match.ts', ['layer']],
    ['sideways', 'src/models/port.ts', '../ranking/fusion.ts', ['layer']],
    ['task to HTTP', 'src/tasks/match/judge.ts', '../../http/problem.ts', ['layer']],
    ['pipeline to task', 'src/http/pipeline.ts', '../tasks/match/judge.ts', ['layer']],
    ['anything to the command', 'functions/server.ts', '../src/cli/aisle.ts', ['layer']],
    ['page to models', 'src/console/page.ts', '../models/port.ts', ['console']],
    ['anything to the page', 'src/platform/node.ts', '../console/page.ts', ['layer']],
    ['task to a model driver', 'src/tasks/match/judge.ts', '../../models/drivers/tei.ts', ['driver']],
    ['wrapper to a model driver', 'src/models/retry.ts', './drivers/tei.ts', ['driver']],
    ['entry to a store driver', 'functions/scorer.ts', '../src/state/store/sqlite.ts', ['driver']],
    ['retrieval to a database', 'src/state/catalog/actor.ts', '../drivers/node-sqlite.ts', ['driver']],
    ['product to tests', 'src/platform/node.ts', '../../test/support/fake.ts', ['outside']],
    ['core to a package', 'src/core/score.ts', 'zod', ['core']],
    ['core to Node', 'src/core/score.ts', 'node:crypto', ['core']],
    ['task to the web framework', 'src/tasks/match/judge.ts', 'hono/http-exception', ['framework']],
  ])('%s', (_, from, to, rules) => {
    for (const source of [
      `import { a } from '${to}';`,
      `import type { A } from '${to}';`,
      `import '${to}';`,
      `export * from '${to}';`,
      `export { a } from '${to}';`,
      `const a = await import('${to}');`,
      `type A = import('${to}').A;`,
    ]) {
      expect(broken({ [from]: source }), source).toEqual(rules);
    }
  });

  test('a computed import', () => {
    expect(broken({ 'src/models/port.ts': 'await import(name);' })).toEqual(['computed']);
    expect(broken({ 'src/models/port.ts': 'await import(`./${name}.ts`);' })).toEqual(['computed']);
  });

  test('a ring, through types too', () => {
    const files = {
      'src/core/a.ts': `import { b } from './b.ts';`,
      'src/core/b.ts': `export type { C } from './c.ts';`,
      'src/core/c.ts': `import type { A } from './a.ts';`,
    };
    expect(violations(new Map(Object.entries(files)))).toEqual([
      { rule: 'cycle', message: 'src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts' },
    ]);
  });

  test.each([
    'node:fs',
    'onnxruntime-node',
    'pino',
    'prom-client',
    '@hono/node-server',
    'fs',
    'not-known',
    'zod',
    'zod/v4',
    'zod/locales',
  ])('%s on the way from the Worker', (name) => {
    const house = (last: string): Record<string, string> => ({
      'functions/worker.ts': `export { app } from '../src/platform/cloudflare.ts';`,
      'src/platform/cloudflare.ts': `const driver = await import('./node.ts');`,
      'src/platform/node.ts': last,
    });
    expect(broken(house(`import { a } from '${name}';`))).toEqual(['node-only']);
    expect(broken(house(`const a = await import('${name}');`))).toEqual(['node-only']);
    expect(broken(house(`import type { a } from '${name}';`))).toEqual([]);
    expect(broken({ 'functions/server.ts': `import { a } from '${name}';` })).toEqual([]);
  });

  test('a room without a name', () => {
    expect(broken({ 'src/http/utils/text.ts': '' })).toEqual(['name']);
    expect(broken({ 'src/core/helpers.ts': '' })).toEqual(['name']);
  });

  test('an endpoint with another word somewhere', () => {
    const words = [
      'src/contract/match.ts',
      'src/tasks/match.ts',
      'src/http/routes/match.ts',
      'test/http/match.test.ts',
    ];
    const without = (left: string | undefined): string[] =>
      broken(Object.fromEntries(words.filter((path) => path !== left).map((path) => [path, ''])));
    expect(without(undefined)).toEqual([]);
    expect(without('src/contract/match.ts')).toEqual(['one-word']);
    expect(without('src/http/routes/match.ts')).toEqual(['one-word']);
    expect(without('test/http/match.test.ts')).toEqual(['one-word']);
  });

  test('a lint rule switched off without a reason', () => {
    expect(broken({ 'src/core/a.ts': '// oxlint-disable-next-line no-console\n' })).toEqual(['reason']);
    expect(broken({ 'src/core/a.ts': '// oxlint-disable-next-line no-console -- the terminal\n' })).toEqual([]);
  });

  test('a file that does not parse', () => {
    expect(() => broken({ 'src/core/a.ts': 'import {' })).toThrow('src/core/a.ts');
  });
});

describe('what the rules allow', () => {
  test.each([
    ['src/http/routes/match.ts', '../../tasks/match/judge.ts'],
    ['src/tasks/match/judge.ts', '../../models/port.ts'],
    ['src/models/drivers/onnx/session.ts', '../head.ts'],
    ['src/platform/node.ts', '../models/drivers/onnx/session.ts'],
    ['src/platform/node.ts', '../state/store/sqlite.ts'],
    ['src/models/cache.ts', './port.ts'],
    ['src/console/page.ts', '../contract/match.ts'],
    ['src/cli/aisle.ts', '../../functions/server.ts'],
    ['src/platform/cloudflare.ts', '../../infra/models/small/pack.json'],
    ['src/contract/match.ts', 'zod/mini'],
  ])('%s → %s', (from, to) => {
    expect(broken({ [from]: `import { a } from '${to}';` })).toEqual([]);
  });
});
