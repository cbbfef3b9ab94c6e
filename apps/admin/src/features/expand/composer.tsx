import { useQuery } from '@apollo/client/react';
import { EstimateDocument, type ExpansionMethod, type StatusQuery } from '@etcetera/graphql-client';
import { Button, Kbd, NativeSelect, SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { METHOD_HINTS, METHOD_LABELS, PRESET_LABELS } from '../../shared/format/labels.js';
import { Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { AdvancedSettings } from './advanced-settings.js';
import { EntitySearch } from './entity-search.js';
import { EstimateLine } from './estimate-line.js';
import { advancedOf, type ExpandSearch, METHODS, PRESETS, toExpandInput } from './expand-search.js';
import { RequestError, type RequestErrorValue } from './request-error.js';
import { SeedChip } from './seed-chip.js';

/** Changes of the request; a key set to undefined goes back to its default. */
export type RequestChange = { [K in keyof ExpandSearch]?: ExpandSearch[K] | undefined };

interface ComposerProps {
  readonly request: ExpandSearch;
  readonly status: StatusQuery | undefined;
  readonly starting: boolean;
  /** What starting the run was refused for. */
  readonly refused: RequestErrorValue | undefined;
  readonly onChange: (change: RequestChange) => void;
  readonly onRun: () => void;
}

const without = (list: readonly string[] | undefined, entry: string): string[] => (list ?? []).filter((one) => one !== entry);
const withOne = (list: readonly string[] | undefined, entry: string): string[] => [...without(list, entry), entry];

/** The request: what belongs, what does not, how to look, and what it will take. */
export function Composer({ request, status, starting, refused, onChange, onRun }: ComposerProps): ReactElement {
  const [adding, setAdding] = useState<'belongs' | 'not'>('belongs');
  const seeds = request.seeds ?? [];
  const not = request.not ?? [];
  const input = toExpandInput(request);
  const [asked] = useDebouncedValue(JSON.stringify(input), 250);
  const estimate = useQuery(EstimateDocument, {
    variables: { input: JSON.parse(asked) as typeof input },
    skip: !(JSON.parse(asked) as typeof input).seeds.length,
    fetchPolicy: 'cache-first',
  });
  const current = seeds.length ? estimate.data?.estimateExpansion : undefined;
  const shown = seeds.length ? (estimate.data ?? estimate.previousData)?.estimateExpansion : undefined;
  const error = current && current.__typename !== 'Estimate' ? current : refused;
  const plan = shown?.__typename === 'Estimate' ? shown : undefined;
  const canRun = seeds.length > 0 && !error;
  const run = () => {
    if (canRun && !starting) onRun();
  };

  const add = (entry: string, to: 'belongs' | 'not') =>
    onChange(
      to === 'belongs'
        ? { seeds: withOne(seeds, entry), not: without(not, entry) }
        : { seeds: without(seeds, entry), not: withOne(not, entry) },
    );
  const remove = (entry: string) => onChange({ seeds: without(seeds, entry), not: without(not, entry) });
  const replace = (entry: string, id: string) => {
    const swap = (list: readonly string[]) => [...new Set(list.map((one) => (one === entry ? id : one)))];
    onChange({ seeds: swap(seeds), not: swap(not) });
  };
  const backspace = () => {
    const last = (adding === 'belongs' ? seeds : not).at(-1);
    if (last !== undefined) remove(last);
  };
  const bases = status?.knowledgeBases ?? [];
  const method = request.method ?? 'LUSAR';
  const chips = (list: readonly string[], belongs: boolean) =>
    list.map((entry) => (
      <SeedChip
        key={entry}
        entry={entry}
        base={request.base}
        belongs={belongs}
        onMove={() => add(entry, belongs ? 'not' : 'belongs')}
        onRemove={() => remove(entry)}
      />
    ));

  return (
    <div className="et-composer-fields">
      {bases.length > 1 ? (
        <NativeSelect
          label="Base"
          data={bases.map((base) => ({ value: base.slug, label: base.name }))}
          value={request.base ?? bases[0]?.slug ?? ''}
          onChange={(event) => onChange({ base: event.currentTarget.value, seeds: undefined, not: undefined })}
        />
      ) : null}
      <div>
        <SegmentedControl
          fullWidth
          size="sm"
          mb={8}
          aria-label="What you add"
          value={adding}
          onChange={(value) => setAdding(value)}
          data={[
            { value: 'belongs', label: 'Belongs' },
            { value: 'not', label: 'Does not belong' },
          ]}
        />
        <EntitySearch
          base={request.base}
          label={adding === 'belongs' ? 'Name an entity that belongs' : 'Name an entity that does not belong'}
          placeholder={
            adding === 'belongs' ? (seeds.length ? 'Another one that belongs' : 'Name one that belongs') : 'Name one that does not belong'
          }
          autoFocus={!seeds.length && !request.run}
          onPick={(entry) => add(entry, adding)}
          onBackspace={backspace}
          onSubmit={run}
        />
      </div>
      {seeds.length ? (
        <ul className="et-chips" aria-label="Belongs">
          {chips(seeds, true)}
        </ul>
      ) : null}
      {not.length ? (
        <div>
          <p className="et-chips-title">Does not belong</p>
          <ul className="et-chips" aria-label="Does not belong">
            {chips(not, false)}
          </ul>
        </div>
      ) : null}
      {error ? <RequestError error={error} onReplace={replace} onRemove={remove} /> : null}
      <div className="et-how">
        <NativeSelect
          label="Method"
          description={METHOD_HINTS[method]}
          inputWrapperOrder={['label', 'input', 'description']}
          data={METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))}
          value={method}
          onChange={(event) => onChange({ method: event.currentTarget.value as ExpansionMethod })}
        />
        <div>
          <p className="et-field-label" id="depth">
            Depth
          </p>
          <SegmentedControl
            fullWidth
            size="sm"
            aria-labelledby="depth"
            value={request.preset ?? status?.server.defaultPreset ?? 'QUICK'}
            onChange={(value) => onChange({ preset: value })}
            data={PRESETS.map((value) => ({ value, label: PRESET_LABELS[value] }))}
          />
        </div>
        <AdvancedSettings value={advancedOf(request)} resolved={plan?.config} onChange={onChange} />
      </div>
      {/* Beside a run, its own warnings already say this. */}
      {(request.run ? [] : (plan?.warnings ?? [])).map((warning) => (
        <Notice key={warning.code + warning.message}>
          <p>{warning.message}</p>
        </Notice>
      ))}
      {estimate.error ? <ProblemNotice error={estimate.error} onRetry={() => void estimate.refetch()} /> : null}
      <div>
        {plan && !error ? <EstimateLine plan={plan.plan} stale={estimate.loading || asked !== JSON.stringify(input)} /> : null}
        <Button
          fullWidth
          size="md"
          disabled={!canRun}
          loading={starting}
          onClick={run}
          rightSection={
            canRun ? (
              <Kbd size="xs" className="et-run-key">
                ↵
              </Kbd>
            ) : null
          }
        >
          Get the rest
        </Button>
      </div>
    </div>
  );
}
