import { env, runInDurableObject } from 'cloudflare:test';
import { accountStub, catalogStub, type StateBindings } from '../../src/platform/cloudflare/state.ts';
import { durableObjectSql } from '../../src/state/drivers/durable-object.ts';
import { accountSuite } from '../contract/suites/account-suite.ts';
import { catalogSuite } from '../contract/suites/catalog-suite.ts';
import { feedbackSuite } from '../contract/suites/feedback-suite.ts';
import { impressionsSuite } from '../contract/suites/impressions-suite.ts';
import { sqlSuite, type Within } from '../contract/suites/sql-suite.ts';

const bindings = env as unknown as StateBindings;
/** No account has such a name, so the consumer of the ingest queue does not find the work that these tests do themselves. */
const newName = (): string => `+${crypto.randomUUID()}`;

const within: Within = async (work) => {
  const stub = bindings.ACCOUNT.getByName(newName());
  await runInDurableObject(stub as never, (_: unknown, state: DurableObjectState) => {
    work(durableObjectSql(state.storage as never));
  });
};
sqlSuite('a Durable Object', within);
impressionsSuite('a Durable Object', within);
catalogSuite('a Durable Object', 1, () => catalogStub(bindings, newName(), 1));
catalogSuite('three Durable Objects', 3, () => catalogStub(bindings, newName(), 3));
accountSuite('a Durable Object', () => accountStub(bindings, newName()));
feedbackSuite('a Durable Object', () => accountStub(bindings, newName()));
