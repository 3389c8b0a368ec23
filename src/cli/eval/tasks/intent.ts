import { type IntentResult, intentResponse } from '../../../contract/intent.ts';
import { calibrationError, classMetrics, macroF1 } from '../classification.ts';
import { type Metric, share } from '../metric.ts';
import { areaUnderCurve, recallAtFalseAlarms } from '../ranking.ts';
import type { IntentRow } from '../rows.ts';
import type { Answered, Task } from '../task.ts';

type Clusters = readonly (readonly Answered<IntentRow, IntentResult>[])[];

/** The share of in-scope queries that a threshold for out-of-scope ones may turn away. */
const FALSE_ALARMS = 0.05;

const isOther = ({ intent }: Pick<IntentRow, 'intent'>): boolean => intent === 'other';

/** `other` is found by its probability, whichever intent is the likeliest. */
function scopeMetrics(clusters: Clusters): Metric[] {
  const scored = clusters.map((rows) =>
    rows.map(({ row, answer }) => ({
      score: answer.distribution.find(isOther)?.probability ?? 0,
      positive: isOther(row),
    })),
  );
  const outside = clusters.map((rows) => rows.filter(({ row }) => isOther(row)));
  const inside = clusters.map((rows) => rows.filter(({ row }) => !isOther(row)));
  return [
    share(
      'out_of_scope_recall',
      outside.map((rows) => rows.map(({ answer }) => isOther(answer))),
    ),
    share(
      'false_alarms',
      inside.map((rows) => rows.map(({ answer }) => isOther(answer))),
    ),
    recallAtFalseAlarms('out_of_scope_recall@5', scored, FALSE_ALARMS),
    areaUnderCurve('out_of_scope_auc', scored),
  ];
}

const answers: Task<IntentRow, IntentResult>['answers'] = async (rows, ask) =>
  await ask(rows, { items: 64 }, async (group, post) => {
    const queries = group.map(({ text }) => text);
    return (await post('/v1/intent', { queries }, intentResponse)).results;
  });

/** What queries want. */
export const intentTask: Task<IntentRow, IntentResult> = {
  answers,
  metrics(clusters) {
    const classified = clusters.map((rows) =>
      rows.map(({ row, answer }) => ({ truth: row.intent, guess: answer.intent, confidence: answer.confidence })),
    );
    const right = classified.map((rows) => rows.map((row) => ({ ...row, right: row.truth === row.guess })));
    const service = clusters.map((rows) => rows.filter(({ row }) => row.sub_intent !== null));
    return [
      share(
        'accuracy',
        right.map((rows) => rows.map((row) => row.right)),
      ),
      macroF1('macro_f1', classified),
      share(
        'sub_intent_accuracy',
        service.map((rows) => rows.map(({ row, answer }) => row.sub_intent === answer.sub_intent)),
      ),
      calibrationError('ece', right),
      ...scopeMetrics(clusters),
      ...classMetrics(classified),
    ];
  },
};

/** Whether queries are a shop's business at all: what is out of scope beside what is in. */
export const scopeTask: Task<IntentRow, IntentResult> = { answers, metrics: scopeMetrics };
