import { Collapse, NumberInput, UnstyledButton } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { type Advanced, type AdvancedKey, searchFromRun } from './expand-search.js';

interface Field {
  readonly key: AdvancedKey;
  readonly label: string;
  readonly hint: string;
  readonly max: number;
  readonly step: number;
}

const FIELDS: readonly Field[] = [
  { key: 'k', label: 'Candidates (K)', hint: 'how many are judged', max: 1000, step: 10 },
  { key: 'l', label: 'List length (L)', hint: 'shown together', max: 50, step: 1 },
  { key: 'r', label: 'Lists each (r)', hint: '0: nothing is judged', max: 50, step: 1 },
  { key: 'judge', label: 'Weight of judging', hint: '0 to 1', max: 1, step: 0.05 },
  { key: 'lm', label: 'Language model weight', hint: '0: off', max: 100, step: 0.1 },
  { key: 'emb', label: 'Embedding weight', hint: '0: off', max: 100, step: 0.1 },
  { key: 'text', label: 'Text weight', hint: '0: off', max: 100, step: 0.1 },
  { key: 'negative', label: 'Weight of “does not belong”', hint: '0: ignored', max: 100, step: 0.1 },
  { key: 'rng', label: 'Random seed', hint: 'same seed, same lists', max: 2 ** 31 - 1, step: 1 },
];
const WHOLE: readonly AdvancedKey[] = ['k', 'l', 'r', 'rng'];

interface AdvancedSettingsProps {
  readonly value: Advanced;
  /** The config that the server would use: what an empty field stands for. */
  readonly resolved: unknown;
  readonly onChange: (change: { [K in AdvancedKey]?: number | undefined }) => void;
}

export function AdvancedSettings({ value, resolved, onChange }: AdvancedSettingsProps): ReactElement {
  const changed = Object.keys(value).length;
  const [opened, disclosure] = useDisclosure(false);
  const id = useId();
  const defaults = searchFromRun({ id: '', method: 'LUSAR', config: resolved, base: { slug: '' }, seeds: [], negativeSeeds: [] }, true);
  return (
    <div>
      <UnstyledButton className="et-disclosure" aria-expanded={opened} aria-controls={id} onClick={disclosure.toggle}>
        <IconChevronRight size={16} aria-hidden="true" style={{ transform: opened ? 'rotate(90deg)' : 'none' }} />
        Advanced{changed ? ` (${changed} set)` : ''}
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <div className="et-advanced">
          {FIELDS.map(({ key, label, hint, max, step }) => (
            <NumberInput
              key={key}
              size="xs"
              label={label}
              description={hint}
              placeholder={defaults[key]?.toString() ?? ''}
              min={0}
              max={max}
              step={step}
              allowDecimal={!WHOLE.includes(key)}
              allowNegative={false}
              value={value[key] ?? ''}
              onChange={(next) => onChange({ [key]: typeof next === 'number' ? next : undefined })}
            />
          ))}
        </div>
      </Collapse>
    </div>
  );
}
