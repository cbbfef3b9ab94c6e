import type { ImportSummary, Progress } from '@etcetera/runtime';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';

/** The way to a server: in this process, or another one. Commands do not know which. */
export interface Transport {
  /** Where the work is done, for people: "this process" or an address. */
  readonly place: string;
  /** @throws CommandError for errors that are not typed results. */
  execute<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data>;
  importFile(file: string, base: string, source: string | undefined, progress: Progress): Promise<ImportSummary>;
  close(): Promise<void>;
}

/** Ends a command with a sentence and an exit code: 1 = it could not be done, 2 = it was asked for wrongly. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
