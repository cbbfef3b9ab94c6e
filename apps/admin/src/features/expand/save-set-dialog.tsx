import { useMutation } from '@apollo/client/react';
import { EntitySetsDocument, type ExpansionWholeFragment, SaveSetDocument, type SaveSetMutation } from '@etcetera/graphql-client';
import { Button, Checkbox, Group, Modal, Textarea, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { counted } from '../../shared/format/numbers.js';
import type { ReviewState } from '../../shared/review/review-state.js';
import { Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { useToast } from '../../shared/ui/toast.js';
import { membersOf } from './set-members.js';

interface SaveSetDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly run: ExpansionWholeFragment;
  readonly review: ReviewState;
}

type Refusal = Exclude<SaveSetMutation['saveSet'], { __typename: 'EntitySet' }>;

/** Keeps the seeds and the decisions as a named set. */
export function SaveSetDialog({ opened, onClose, run, review }: SaveSetDialogProps): ReactElement {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [suggest, setSuggest] = useState(true);
  const [save, { loading, error, data, reset }] = useMutation(SaveSetDocument, { refetchQueries: [EntitySetsDocument] });
  const say = useToast();
  const members = membersOf(run, review, suggest);
  const count = (status: string) => members.filter((member) => member.status === status).length;
  const refusal: Refusal | undefined = data && data.saveSet.__typename !== 'EntitySet' ? data.saveSet : undefined;

  const submit = async (expectedVersion?: number) => {
    const outcome = await save({
      variables: {
        input: {
          base: run.base.slug,
          name: name.trim(),
          description: description.trim() || null,
          members,
          ...(expectedVersion === undefined ? {} : { expectedVersion }),
        },
      },
    }).catch(() => undefined);
    const saved = outcome?.data?.saveSet;
    if (saved?.__typename !== 'EntitySet') return;
    say(
      <>
        Saved as{' '}
        <Link className="et-link" to="/sets/$id" params={{ id: saved.id }} search={{}}>
          {saved.name}
        </Link>
      </>,
    );
    reset();
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) void submit();
  };

  return (
    <Modal opened={opened} onClose={onClose} title="Save as a set" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={onSubmit} style={{ display: 'grid', gap: '0.875rem' }}>
        <TextInput
          data-autofocus
          label="Name"
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          error={
            refusal?.__typename === 'InvalidInputError' && refusal.field.includes('name')
              ? `${refusal.message} ${refusal.remedy}`
              : undefined
          }
        />
        <Textarea
          label="Description"
          description="Optional: what the set is for"
          autosize
          minRows={2}
          maxRows={6}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        <Checkbox
          label="Keep undecided entities above the cut as suggestions"
          checked={suggest}
          onChange={(event) => setSuggest(event.currentTarget.checked)}
        />
        <p className="et-small et-dim" style={{ margin: 0 }}>
          {counted(count('SEED'), 'seed')}, {count('ACCEPTED')} accepted, {count('REJECTED')} rejected,{' '}
          {counted(count('SUGGESTED'), 'suggestion')}
        </p>
        {refusal ? <SaveRefusal refusal={refusal} onReplace={(version) => void submit(version)} /> : null}
        {error ? <ProblemNotice error={error} /> : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={loading} disabled={!name.trim()}>
            Save the set
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function SaveRefusal({ refusal, onReplace }: { refusal: Refusal; onReplace: (version: number) => void }): ReactElement | null {
  if (refusal.__typename === 'InvalidInputError' && refusal.field.includes('name')) return null;
  return (
    <Notice tone="reject">
      <p>
        {refusal.message} {refusal.__typename === 'InvalidInputError' ? refusal.remedy : null}
      </p>
      {refusal.__typename === 'StaleVersionError' ? (
        <Button size="compact-sm" variant="default" mt={8} onClick={() => onReplace(refusal.actual)}>
          Replace it (version {refusal.actual})
        </Button>
      ) : null}
    </Notice>
  );
}
