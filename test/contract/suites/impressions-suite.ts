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

    test('a list goes with its impression, and one that comes again is kept once', () =>
      within((sql) => {
        migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
        const impressions = new Impressions(sql, 3);
        const lists = (): unknown => sql.all('SELECT count(*) AS count FROM lists')[0]?.['count'];
        for (const at of [1, 2, 3, 4]) expect(impressions.add(shownAt(at))).toBe(true);
        expect(impressions.add(shownAt(4))).toBe(false);
        expect(lists()).toBe(4);
        impressions.sweep(10);
        expect(lists()).toBe(3);
        impressions.forget('even');
        expect(lists()).toBe(1);
        expect(impressions.since(0, 9)).toEqual([{ ...shownAt(3), rewards: {} }]);
      }));

    test('what earlier releases kept is told, moved, joined and forgotten', () =>
      within((sql) => {
        migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA.slice(0, 2));
        const items = [{ id: 'p', position: 1, propensity: 0.5, signals: { content: 0.25 } }];
        const old = { ...shownAt(2), items };
        sql.run("INSERT INTO impressions VALUES ('a2', 'even', 2, ?, '{}', 'for_you')", JSON.stringify(old));
        migrate(sql, 'behaviour', BEHAVIOUR_SCHEMA);
        const impressions = new Impressions(sql, 3);
        impressions.add({ ...shownAt(3), items });
        impressions.move('even', 'odd');
        expect(impressions.since(0, 9)).toEqual([
          { ...shownAt(3), items, rewards: {} },
          { ...old, shopper: 'odd', rewards: {} },
        ]);
        const click = { id: 'e', type: 'click' as const, shopper: 'odd', guest: false, productId: 'p', at: 4 };
        for (const answerId of ['a2', 'a3']) {
          expect(impressions.reward({ ...click, answerId }).joined).toMatchObject({ answerId, items, place: 0 });
        }
        expect(impressions.since(0, 9).map(({ rewards }) => rewards)).toEqual([{ p: 'click' }, { p: 'click' }]);
        expect(impressions.forget('even')).toBe(false);
        expect(impressions.forget('odd')).toBe(true);
        expect(impressions.since(0, 9)).toEqual([]);
      }));
  });
}
