import { UnknownBenchmarkError } from '@etcetera/expansion';
import { InvalidInputError, UnknownBaseError } from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { NotFoundError } from '../errors/not-found-error.js';
import { ExpansionMethod, ExpansionPreset } from '../expansion/enums.js';
import { ExpansionOverrides, toOverrides } from '../expansion/overrides-input.js';
import { Evaluation } from './evaluation.js';

/** Most queries a class. */
const MAX_QUERIES_PER_CLASS = 5;

export const EvaluateInput = builder.inputType('EvaluateInput', {
  fields: (t) => ({
    benchmark: t.string({ required: true }),
    method: t.field({ type: ExpansionMethod, required: true }),
    preset: t.field({ type: ExpansionPreset }),
    overrides: t.field({ type: ExpansionOverrides }),
    queriesPerClass: t.int({ defaultValue: 1, description: `Queries a class, 1 to ${MAX_QUERIES_PER_CLASS}.` }),
  }),
});

builder.mutationField('evaluate', (t) =>
  t.field({
    type: Evaluation,
    authScopes: { permission: 'evaluate' },
    errors: { types: [InvalidInputError, NotFoundError, UnknownBaseError], union: { name: 'EvaluateResult' } },
    args: { input: t.arg({ type: EvaluateInput, required: true }) },
    resolve: async (_root, { input }, { services, actor }) => {
      const queriesPerClass = input.queriesPerClass ?? 1;
      if (queriesPerClass < 1 || queriesPerClass > MAX_QUERIES_PER_CLASS) {
        throw new InvalidInputError('queriesPerClass', String(queriesPerClass), `give 1 to ${MAX_QUERIES_PER_CLASS}`);
      }
      const overrides = { ...toOverrides(input.overrides), ...(input.preset ? { preset: input.preset } : {}) };
      const started = await services.evaluations
        .start({ benchmark: input.benchmark, method: input.method, queriesPerClass, overrides }, actor)
        .catch((error: unknown) => {
          throw error instanceof UnknownBenchmarkError ? new NotFoundError('benchmark', error.benchmark) : error;
        });
      return services.database.prisma.evaluation.findUniqueOrThrow({ where: { id: started.id } });
    },
  }),
);
