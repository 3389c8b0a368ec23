import { describe, expect, test } from 'vitest';
import { Impressions } from '../../../src/state/behaviour/impressions.ts';
import type { Impression } from '../../../src/state/behaviour/port.ts';
import { BEHAVIOUR_SCHEMA } from '../../../src/state/behaviour/schema.ts';
import { migrate } from '../../../src/state/migrations.ts';
import type { Within } from './sql-suite.ts';

const shownAt = (at: number): Impression => ({
  answerId: `a${at}`,
  shopper: at % 2 === 0 ? 'even' : 'odd',
  kind: 'recommend',
  policy: 'p',
  at,
  items: [],
});

/** What the table of what was shown promises, in any database. */
export function impressionsSuite(host: string, within: Within): void {
  describe(`impressions: ${host}`, () => {
    test('the newest of them stay, however old, and as many as may', () =>
      within((sql) => {
        migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
        const open = (): Impressions => new Impressions(sql, 3);
        let impressions = open();
        const show = (...times: number[]): number[] => {
          for (const at of times) impressions.add(shownAt(at));
          impressions.sweep(10);
          return impressions.since(0, 9).map(({ at }) => at);
        };
        expect(show(1, 2, 3)).toEqual([3, 2, 1]);
        expect(show(4)).toEqual([4, 3, 2]);
        // The same again is none more, and those of a shopper who is forgotten make room.
        expect(show(4, 3)).toEqual([4, 3, 2]);
        expect(impressions.forget('even')).toBe(true);
        expect(show(5, 6)).toEqual([6, 5, 3]);
        // They are counted when the table is opened, and after what failed.
        impressions = open();
        expect(show(7, 8)).toEqual([8, 7, 6]);
        impressions.add(shownAt(9));
        sql.run("DELETE FROM impressions WHERE answer = 'a9'");
        impressions.recount();
        expect(show()).toEqual([8, 7, 6]);
      }));
  });
}
