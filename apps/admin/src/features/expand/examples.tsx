import { useQuery } from '@apollo/client/react';
import { SearchEntitiesDocument } from '@etcetera/graphql-client';
import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { EntityPicture } from '../../shared/ui/entity-picture.js';

const EXAMPLES = [
  ['lion', 'tiger', 'leopard'],
  ['banana', 'cherries', 'pineapple'],
  ['violin', 'trumpet', 'saxophone'],
] as const;

interface ExamplesProps {
  readonly base: string | undefined;
  readonly onChoose: (ids: string[]) => void;
}

/** Three sets to begin with, shown only where the base knows their members. */
export function Examples({ base, onChoose }: ExamplesProps): ReactElement {
  return (
    <ul className="et-examples" aria-label="Examples">
      {EXAMPLES.map((names) => (
        <Example key={names.join()} names={names} base={base} onChoose={onChoose} />
      ))}
    </ul>
  );
}

function useExact(name: string, base: string | undefined) {
  const { data } = useQuery(SearchEntitiesDocument, {
    variables: { text: name, base: base ?? null, first: 3 },
    fetchPolicy: 'cache-first',
  });
  return data?.searchEntities.find((hit) => hit.how === 'EXACT')?.entity;
}

function Example({ names, base, onChoose }: ExamplesProps & { names: readonly [string, string, string] }): ReactElement | null {
  const entities = [useExact(names[0], base), useExact(names[1], base), useExact(names[2], base)].filter((entity) => entity !== undefined);
  if (entities.length < names.length) return null;
  return (
    <li>
      <UnstyledButton className="et-example" onClick={() => onChoose(entities.map((entity) => entity.id))}>
        <span className="et-example-pictures">
          {entities.map((entity) => (
            <EntityPicture key={entity.id} entity={entity} size={44} />
          ))}
        </span>
        <span>
          {names.join(', ')}
          {'\u00a0…'}
        </span>
      </UnstyledButton>
    </li>
  );
}
