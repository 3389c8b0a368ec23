import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { explainResponse } from '../../src/contract/explain.ts';
import { matchResponse } from '../../src/contract/match.ts';
import pairs from '../fixtures/explained-pairs.json' with { type: 'json' };
import { answerOf, type Json, send } from '../support/requests.ts';
import { startServer, type TestServer } from '../support/start-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.stop());

const fetchServer = async (request: Request): Promise<Response> => {
  const { pathname } = new URL(request.url);
  return await fetch(server.url + pathname, { method: 'POST', headers: request.headers, body: await request.text() });
};

/** The mean of some differences over its standard error: above 2.1 it is no chance in 20 pairs (t, two-sided, 5 %). */
function surety(differences: readonly number[]): number {
  const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
  const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (differences.length - 1);
  return mean / Math.sqrt(variance / differences.length);
}

describe.each(['en', 'zh'])('%s', (language) => {
  const own = pairs.filter((pair) => pair.language === language);
  const explained = async (method: string): Promise<Json[]> => {
    const answers: Json[] = [];
    for (const { query, title } of own) {
      const body = { query, product: { title }, method, samples: 96 };
      answers.push(await answerOf(await send('/v1/explain', body, {}, fetchServer), explainResponse));
    }
    return answers;
  };

  test.each(['occlusion', 'lime', 'shap'])('%s: the words of most weight matter more than any', async (method) => {
    const answers = await explained(method);
    const gained = answers.map(
      ({ faithfulness: { comprehensiveness, random } }) => comprehensiveness - random.comprehensiveness,
    );
    const spared = answers.map(({ faithfulness: { sufficiency, random } }) => random.sufficiency - sufficiency);
    expect(surety(gained)).toBeGreaterThan(2.1);
    expect(surety(spared)).toBeGreaterThan(2.1);
  });

  test('each counterfactual turns the relation, by the model’s own word, and most pairs have one', async () => {
    const answers = await explained('occlusion');
    const changes = answers.flatMap(({ relation, counterfactuals }) =>
      counterfactuals.map((one: Json) => ({ ...one, was: relation })),
    );
    const answered: Json[] = [];
    for (let at = 0; at < changes.length; at += 100) {
      const some = changes.slice(at, at + 100).map(({ query, product }) => ({ query, product }));
      const { results } = await answerOf(await send('/v1/match', { pairs: some }, {}, fetchServer), matchResponse);
      answered.push(...results);
    }
    const turned = changes.filter(({ was, relation }, i) => answered[i].relation === relation && relation !== was);
    expect(turned).toHaveLength(changes.length);
    expect(answers.filter(({ counterfactuals }) => counterfactuals.length > 0).length).toBeGreaterThan(own.length / 2);
  });
});
