import { useQuery } from '@apollo/client/react';
import { type EntityHit, SearchEntitiesDocument, type SearchEntitiesQuery } from '@etcetera/graphql-client';
import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { KeyboardEvent, ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { MATCH_LABELS } from '../../shared/format/labels.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';

type Hit = SearchEntitiesQuery['searchEntities'][number];

interface EntitySearchProps {
  readonly base: string | undefined;
  readonly label: string;
  readonly placeholder: string;
  readonly autoFocus: boolean;
  /** An entity's id, or the typed name when nothing in the list is meant. */
  readonly onPick: (entry: string) => void;
  /** Backspace in the empty field. */
  readonly onBackspace: () => void;
  /** Enter in the empty field. */
  readonly onSubmit: () => void;
}

/** Type-ahead over the base: arrows and Enter pick, typing on searches on. */
export function EntitySearch(props: EntitySearchProps): ReactElement {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 140);
  const combobox = useCombobox();
  const { data, previousData, loading, error } = useQuery(SearchEntitiesDocument, {
    variables: { text: wanted, base: props.base ?? null, first: 8 },
    skip: wanted === '',
    fetchPolicy: 'cache-first',
  });
  const hits = wanted && text.trim() ? ((data ?? previousData)?.searchEntities ?? []) : [];
  const settled = wanted === text.trim() && data !== undefined;

  useEffect(() => {
    if (hits.length && settled) combobox.selectFirstOption();
    // The store of the combobox is new with every render; only another list of hits matters here.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data, settled]);

  const pick = (entry: string) => {
    props.onPick(entry);
    setText('');
    combobox.closeDropdown();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && text === '') props.onBackspace();
    if (event.key !== 'Enter' || event.defaultPrevented) return;
    if (text.trim() === '') return props.onSubmit();
    // Someone who types fast and knows the name need not wait for the list: the server resolves it.
    if (!combobox.dropdownOpened || combobox.getSelectedOptionIndex() === -1 || !settled) {
      event.preventDefault();
      pick(text.trim());
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={pick} withinPortal shadow="md" offset={4}>
      <Combobox.Target>
        <TextInput
          label={props.label}
          labelProps={{ className: 'et-search-label' }}
          placeholder={props.placeholder}
          size="md"
          value={text}
          autoFocus={props.autoFocus}
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          rightSection={loading ? <Loader size={16} aria-label="Searching" /> : null}
          onKeyDownCapture={onKeyDown}
          onFocus={() => text && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            setText(event.currentTarget.value);
            if (event.currentTarget.value.trim()) combobox.openDropdown();
            else combobox.closeDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={hits.length === 0 && !(settled && text.trim())}>
        <Combobox.Options aria-label="Entities">
          {hits.map((hit) => (
            <Combobox.Option key={hit.entity.id} value={hit.entity.id}>
              <HitLine hit={hit} />
            </Combobox.Option>
          ))}
          {settled && hits.length === 0 ? (
            <Combobox.Empty>
              {error ? 'The search failed; Enter takes the name as typed' : 'Nothing in this base is called so'}
            </Combobox.Empty>
          ) : null}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function HitLine({ hit }: { hit: Hit }): ReactElement {
  const why: string = MATCH_LABELS[hit.how satisfies EntityHit['how']];
  const alias =
    hit.matched.toLowerCase() !== hit.entity.name.toLowerCase() && (hit.how === 'EXACT' || hit.how === 'PREFIX')
      ? `also called ${hit.matched}`
      : why;
  return (
    <span className="et-hit">
      <EntityPicture entity={hit.entity} size={32} />
      <span style={{ minWidth: 0 }}>
        <span className="et-hit-name">{hit.entity.name}</span>
        {hit.entity.description || alias ? (
          <span className="et-hit-note">
            {alias ? <em>{alias}</em> : null}
            {alias && hit.entity.description ? ' · ' : null}
            {hit.entity.description}
          </span>
        ) : null}
      </span>
    </span>
  );
}
