import type { ExpansionMethod, ExpansionStatus } from '@etcetera/graphql-client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { METHOD_LABELS, STATUS_LABELS } from '../../shared/format/labels.js';
import { METHODS } from '../expand/expand-search.js';
import { type RunsSearch, STATUSES } from './runs-search.js';

interface RunsFilterProps {
  readonly search: RunsSearch;
  readonly onChange: (change: { [K in keyof RunsSearch]?: RunsSearch[K] | undefined }) => void;
}

export function RunsFilter({ search, onChange }: RunsFilterProps): ReactElement {
  const [text, setText] = useState(search.text ?? '');
  const apply = useDebouncedCallback((value: string) => onChange({ text: value.trim() || undefined }), 250);
  return (
    <div className="et-filter" role="search" aria-label="Runs">
      <TextInput
        label="Seeds"
        placeholder="Name of a seed"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
      />
      <NativeSelect
        label="Status"
        value={search.status?.[0] ?? ''}
        onChange={(event) => onChange({ status: event.currentTarget.value ? [event.currentTarget.value as ExpansionStatus] : undefined })}
        data={[{ value: '', label: 'Any' }, ...STATUSES.map((value) => ({ value, label: STATUS_LABELS[value] }))]}
      />
      <NativeSelect
        label="Method"
        value={search.method?.[0] ?? ''}
        onChange={(event) => onChange({ method: event.currentTarget.value ? [event.currentTarget.value as ExpansionMethod] : undefined })}
        data={[{ value: '', label: 'Any' }, ...METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))]}
      />
      {Object.keys(search).length ? (
        <Button
          variant="subtle"
          onClick={() => {
            setText('');
            onChange({ text: undefined, status: undefined, method: undefined });
          }}
        >
          Clear
        </Button>
      ) : null}
    </div>
  );
}
