/** Base of the errors that a user can act on; the message says what is wrong and what to do. */
export abstract class KnowledgeError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** No base of that slug or id. */
export class UnknownBaseError extends KnowledgeError {
  readonly code = 'UNKNOWN_BASE';
  constructor(
    readonly base: string,
    readonly known: readonly string[],
  ) {
    super(`There is no knowledge base "${base}". Known bases: ${known.join(', ') || 'none yet; import a file first'}.`);
  }
}

/** A name that matches no entity of the base. */
export class UnknownEntityError extends KnowledgeError {
  readonly code = 'UNKNOWN_ENTITY';
  constructor(
    readonly field: string,
    readonly entityName: string,
    readonly suggestions: readonly { readonly id: string; readonly name: string }[],
  ) {
    const nearest = suggestions.map((s) => `"${s.name}"`).join(', ');
    super(
      `${field}: no entity is called "${clip(entityName)}".${nearest ? ` Did you mean ${nearest}?` : ' Nothing in the base is close to it.'}`,
    );
  }
}

/** A name that several entities share; an id decides. */
export class AmbiguousEntityError extends KnowledgeError {
  readonly code = 'AMBIGUOUS_ENTITY';
  constructor(
    readonly field: string,
    readonly entityName: string,
    readonly candidates: readonly { readonly id: string; readonly name: string }[],
  ) {
    super(
      `${field}: ${candidates.length} entities are called "${clip(entityName)}". Give one of their ids: ${candidates.map((c) => c.id).join(', ')}.`,
    );
  }
}

/** Ids that are not entities of the base. */
export class UnknownEntityIdError extends KnowledgeError {
  readonly code = 'UNKNOWN_ENTITY_ID';
  constructor(
    readonly field: string,
    readonly ids: readonly string[],
  ) {
    super(
      `${field}: not in this knowledge base: ${ids.slice(0, 5).map(clip).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}.`,
    );
  }
}

/** Input that breaks a stated limit or rule. */
export class InvalidInputError extends KnowledgeError {
  readonly code = 'INVALID_INPUT';
  constructor(
    readonly field: string,
    readonly value: string,
    readonly remedy: string,
  ) {
    super(`${field}: ${remedy} (got ${clip(value)}).`);
  }
}

/** Somebody else changed the row since it was read. */
export class StaleVersionError extends KnowledgeError {
  readonly code = 'STALE_VERSION';
  constructor(
    readonly subject: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${subject} is at version ${actual}, not ${expected}: somebody changed it. Load it again, then repeat the change.`);
  }
}

const clip = (text: string): string => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
