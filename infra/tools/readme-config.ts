/** Writes the settings of `src/platform/config.ts` into both READMEs, between the markers; with `--check`, says whether they are there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';
import { configSchema, type SettingNote } from '../../src/platform/config.ts';
import { IN_CHINESE } from './readme-config-zh.ts';

const BEGIN = '<!-- settings: written by `npm run readme`, from src/platform/config.ts -->';
const END = '<!-- settings end -->';

/** Words of the table that are no setting's own. */
interface Words {
  head: readonly [variable: string, fallback: string, description: string];
  /** Between sentences. */
  glue: string;
  secret: string;
  only: Record<'node' | 'workers', string>;
  describe(name: keyof typeof IN_CHINESE, note: SettingNote): string;
}

const READMES: Readonly<Record<string, Words>> = {
  'README.md': {
    head: ['Variable', 'Default', 'What it sets'],
    glue: ' ',
    secret: 'Secret.',
    only: { node: 'Node only.', workers: 'Workers only.' },
    describe: (_, { description }) => description,
  },
  'README.zh.md': {
    head: ['变量', '默认值', '作用'],
    glue: '',
    secret: '密钥。',
    only: { node: '仅 Node。', workers: '仅 Workers。' },
    describe: (name) => IN_CHINESE[name],
  },
};

function table({ head, glue, secret, only, describe }: Words): string {
  const rows = Object.entries(configSchema.shape).map(([name, schema]) => {
    const note = z.globalRegistry.get(schema) as SettingNote | undefined;
    if (note === undefined) throw new Error(`${name} has no description in src/platform/config.ts`);
    const { success, data } = schema.safeParse(undefined);
    const fallback = success ? [data].flat().join(',') : '';
    const said = [
      describe(name as keyof typeof IN_CHINESE, note),
      ...(note.host === undefined ? [] : [only[note.host]]),
      ...(note.secret === true ? [secret] : []),
    ];
    return `| \`${name}\` | ${fallback === '' ? '–' : `\`${fallback}\``} | ${said.join(glue).replaceAll('|', '\\|')} |`;
  });
  return [`| ${head.join(' | ')} |`, '|---|---|---|', ...rows].join('\n');
}

const isCheck = process.argv.includes('--check');
let isCurrent = true;
for (const [name, words] of Object.entries(READMES)) {
  const path = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  const text = readFileSync(path, 'utf8');
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${name} lacks the line ${begin < 0 ? BEGIN : END}`);
  const written = `${text.slice(0, begin + BEGIN.length)}\n\n${table(words)}\n\n${text.slice(end)}`;
  if (written === text) continue;
  isCurrent = false;
  if (isCheck) console.error(`${name} does not list the settings as they are: run \`npm run readme\` and commit it.`);
  else writeFileSync(path, written);
}
if (isCheck && !isCurrent) process.exit(1);
if (isCheck) console.log('The READMEs list the settings as they are.');
