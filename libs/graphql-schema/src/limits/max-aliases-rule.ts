import { GraphQLError, type ValidationRule } from 'graphql';

/** Most aliases in one document. */
export const MAX_ALIASES = 20;

/** Validation rule: many aliases of an expensive field would multiply its cost behind one request. */
export const maxAliasesRule: ValidationRule = (context) => {
  let aliases = 0;
  return {
    Field(node) {
      if (node.alias && ++aliases === MAX_ALIASES + 1) {
        const message = `This document has more than ${MAX_ALIASES} aliases; send the rest in another request.`;
        context.reportError(
          new GraphQLError(message, {
            nodes: node.alias,
            extensions: { code: 'TOO_MANY_ALIASES', reason: 'TOO_MANY_ALIASES', limit: MAX_ALIASES },
          }),
        );
      }
    },
  };
};
