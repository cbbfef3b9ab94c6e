import type {
  AmbiguousEntityFragment,
  EntityBriefFragment,
  InvalidInputFragment,
  NotFoundFragment,
  UnknownBaseFragment,
  UnknownEntityFragment,
  UnknownEntityIdFragment,
} from '@etcetera/graphql-client';
import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { Notice } from '../../shared/ui/notice.js';

export type RequestErrorValue =
  AmbiguousEntityFragment | InvalidInputFragment | NotFoundFragment | UnknownBaseFragment | UnknownEntityFragment | UnknownEntityIdFragment;

interface RequestErrorProps {
  readonly error: RequestErrorValue;
  /** Puts another entity in the place of an entry. */
  readonly onReplace: (entry: string, entityId: string) => void;
  readonly onRemove: (entry: string) => void;
}

/** What is wrong with a request, with the ways out as buttons. */
export function RequestError({ error, onReplace, onRemove }: RequestErrorProps): ReactElement {
  switch (error.__typename) {
    case 'UnknownEntityError':
      return (
        <Choices
          message={error.message}
          question={error.suggestions.length ? 'Did you mean' : undefined}
          entities={error.suggestions}
          onChoose={(id) => onReplace(error.name, id)}
          onRemove={() => onRemove(error.name)}
        />
      );
    case 'AmbiguousEntityError':
      return (
        <Choices
          message={error.message}
          question="Which one?"
          entities={error.candidates}
          onChoose={(id) => onReplace(error.name, id)}
          onRemove={() => onRemove(error.name)}
        />
      );
    case 'InvalidInputError':
      return (
        <Notice tone="reject">
          <p>
            {error.message} <span className="et-dim">{error.remedy}</span>
          </p>
        </Notice>
      );
    case 'UnknownBaseError':
      return (
        <Notice tone="reject">
          <p>
            {error.message} {error.known.length ? `There are: ${error.known.join(', ')}.` : null}
          </p>
        </Notice>
      );
    default:
      return (
        <Notice tone="reject">
          <p>{error.message}</p>
        </Notice>
      );
  }
}

interface ChoicesProps {
  readonly message: string;
  readonly question: string | undefined;
  readonly entities: readonly EntityBriefFragment[];
  readonly onChoose: (entityId: string) => void;
  readonly onRemove: () => void;
}

function Choices({ message, question, entities, onChoose, onRemove }: ChoicesProps): ReactElement {
  return (
    <Notice tone="reject">
      <p>{message}</p>
      {question ? <p className="et-small et-dim">{question}</p> : null}
      <div className="et-choices">
        {entities.map((entity) => (
          <UnstyledButton key={entity.id} className="et-choice" onClick={() => onChoose(entity.id)}>
            <EntityPicture entity={entity} size={22} /> {entity.name}
            {entity.description ? <span className="et-dim et-choice-note">{entity.description}</span> : null}
          </UnstyledButton>
        ))}
        <UnstyledButton className="et-choice" onClick={onRemove}>
          Leave it out
        </UnstyledButton>
      </div>
    </Notice>
  );
}
