import { env } from 'cloudflare:test';
import { type BehaviourBindings, behaviourStub } from '../../src/platform/cloudflare/behaviour-stub.ts';
import { behaviourSuite } from '../contract/suites/behaviour-suite.ts';

const bindings = env as unknown as BehaviourBindings;

behaviourSuite('a Durable Object', () => behaviourStub(bindings, crypto.randomUUID(), 1));
behaviourSuite('three Durable Objects', () => behaviourStub(bindings, crypto.randomUUID(), 3));
