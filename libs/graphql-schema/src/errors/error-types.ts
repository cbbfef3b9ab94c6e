import {
  AmbiguousEntityError,
  InvalidInputError,
  StaleVersionError,
  UnknownBaseError,
  UnknownEntityError,
  UnknownEntityIdError,
} from '@etcetera/knowledge';
import { builder } from '../builder.js';
import { loadEntities } from '../entity/entity-loaders.js';
import { Entity } from '../entity/entity.js';
import { NotFoundError } from './not-found-error.js';
import { ReplayMismatchError } from './replay-mismatch-error.js';
import { UserError } from './user-error.js';

const interfaces = [UserError];

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  interfaces,
  fields: (t) => ({ field: t.exposeString('field'), value: t.exposeString('value'), remedy: t.exposeString('remedy') }),
});

builder.objectType(UnknownBaseError, {
  name: 'UnknownBaseError',
  interfaces,
  fields: (t) => ({ base: t.exposeString('base'), known: t.stringList({ resolve: (error) => [...error.known] }) }),
});

builder.objectType(UnknownEntityError, {
  name: 'UnknownEntityError',
  interfaces,
  fields: (t) => ({
    field: t.exposeString('field'),
    name: t.exposeString('entityName'),
    suggestions: t.field({
      type: [Entity],
      resolve: (error, _args, context) =>
        loadEntities(
          context,
          error.suggestions.map((s) => s.id),
        ),
    }),
  }),
});

builder.objectType(AmbiguousEntityError, {
  name: 'AmbiguousEntityError',
  interfaces,
  fields: (t) => ({
    field: t.exposeString('field'),
    name: t.exposeString('entityName'),
    candidates: t.field({
      type: [Entity],
      resolve: (error, _args, context) =>
        loadEntities(
          context,
          error.candidates.map((c) => c.id),
        ),
    }),
  }),
});

builder.objectType(UnknownEntityIdError, {
  name: 'UnknownEntityIdError',
  interfaces,
  fields: (t) => ({ field: t.exposeString('field'), ids: t.stringList({ resolve: (error) => [...error.ids] }) }),
});

builder.objectType(StaleVersionError, {
  name: 'StaleVersionError',
  interfaces,
  fields: (t) => ({ expected: t.exposeInt('expected'), actual: t.exposeInt('actual') }),
});

builder.objectType(NotFoundError, { name: 'NotFoundError', interfaces });

builder.objectType(ReplayMismatchError, {
  name: 'ReplayMismatchError',
  interfaces,
  fields: (t) => ({
    expectedSha256: t.exposeString('expectedSha256'),
    actualSha256: t.exposeString('actualSha256', { nullable: true }),
  }),
});
