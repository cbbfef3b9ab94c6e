import { useMutation } from '@apollo/client/react';
import { type BenchmarksQuery, EvaluateDocument, type ExpansionMethod } from '@etcetera/graphql-client';
import { Button, Group, Modal, NativeSelect, SegmentedControl } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { METHOD_HINTS, METHOD_LABELS } from '../../shared/format/labels.js';
import { Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { useToast } from '../../shared/ui/toast.js';
import { METHODS } from '../expand/expand-search.js';

interface StartEvaluationProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly benchmarks: BenchmarksQuery['benchmarks'];
  readonly onStarted: () => void;
}

export function StartEvaluation({ opened, onClose, benchmarks, onStarted }: StartEvaluationProps): ReactElement {
  const [slug, setSlug] = useState<string>();
  const [method, setMethod] = useState<ExpansionMethod>('LUSAR');
  const [perClass, setPerClass] = useState('1');
  const [evaluate, { data, error, loading, reset }] = useMutation(EvaluateDocument);
  const say = useToast();
  const benchmark = benchmarks.find((one) => one.slug === slug) ?? benchmarks[0];
  const refusal = data && data.evaluate.__typename !== 'Evaluation' ? data.evaluate : undefined;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!benchmark) return;
    const outcome = await evaluate({
      variables: { input: { benchmark: benchmark.slug, method, queriesPerClass: Number(perClass) } },
    }).catch(() => undefined);
    if (outcome?.data?.evaluate.__typename !== 'Evaluation') return;
    say(`Measuring ${METHOD_LABELS[method]} on ${benchmark.name}`);
    reset();
    onStarted();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Start an evaluation" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={(event) => void submit(event)} style={{ display: 'grid', gap: '0.875rem' }}>
        <NativeSelect
          data-autofocus
          label="Benchmark"
          description={benchmark?.description ?? undefined}
          inputWrapperOrder={['label', 'input', 'description']}
          value={benchmark?.slug ?? ''}
          onChange={(event) => setSlug(event.currentTarget.value)}
          data={benchmarks.map((one) => ({ value: one.slug, label: one.name }))}
        />
        <NativeSelect
          label="Method"
          description={METHOD_HINTS[method]}
          inputWrapperOrder={['label', 'input', 'description']}
          value={method}
          onChange={(event) => setMethod(event.currentTarget.value as ExpansionMethod)}
          data={METHODS.map((value) => ({ value, label: METHOD_LABELS[value] }))}
        />
        <div>
          <p id="per-class" style={{ margin: '0 0 0.25rem', fontSize: '0.875rem', fontWeight: 600 }}>
            Queries for each class
          </p>
          <SegmentedControl
            fullWidth
            aria-labelledby="per-class"
            value={perClass}
            onChange={setPerClass}
            data={['1', '2', '3', '4', '5']}
          />
        </div>
        {refusal ? (
          <Notice tone="reject">
            <p>
              {refusal.message} {refusal.__typename === 'InvalidInputError' ? refusal.remedy : null}
            </p>
          </Notice>
        ) : null}
        {error ? <ProblemNotice error={error} /> : null}
        {benchmarks.length ? null : <Notice>This server has no benchmark.</Notice>}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading} disabled={!benchmark}>
            Start
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
