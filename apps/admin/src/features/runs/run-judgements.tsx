import { useQuery } from '@apollo/client/react';
import { ExpansionJudgementsDocument } from '@etcetera/graphql-client';
import { Button, Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { PagePending } from '../../app/route-states.js';
import { counted, formatCount } from '../../shared/format/numbers.js';
import { Empty, ProblemNotice } from '../../shared/ui/notice.js';
import { issueTexts } from '../results/judged-list.js';
import { JudgedListCard } from '../results/judged-list-card.js';
import '../results/results.css';

const PAGE = 24;

/** Every short list with its answer; the ones with trouble can be picked out. */
export function RunJudgements({ runId }: { runId: string }): ReactElement {
  const { data, error, loading, refetch } = useQuery(ExpansionJudgementsDocument, {
    variables: { id: runId, entityId: null },
    fetchPolicy: 'cache-first',
  });
  const [shown, setShown] = useState(PAGE);
  const [onlyTrouble, setOnlyTrouble] = useState(false);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (loading && !data) return <PagePending />;
  const all = data?.expansion?.judgements ?? [];
  if (!all.length) return <Empty title="No short list was judged">This run’s order comes from its channels alone.</Empty>;
  const troubled = all.filter((judgement) => judgement.outcome !== 'COMPLETE' || issueTexts(judgement.issues).length > 0);
  const lists = onlyTrouble ? troubled : all;
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.5rem 1.5rem', alignItems: 'center' }}>
        <span className="et-small et-dim">
          {counted(all.length, 'short list')}, {formatCount(troubled.length)} with issues. Members are in the order of the answer; “–” marks
          those it left out.
        </span>
        {troubled.length ? (
          <Checkbox
            size="sm"
            label="Only those with issues"
            checked={onlyTrouble}
            onChange={(event) => setOnlyTrouble(event.currentTarget.checked)}
          />
        ) : null}
      </div>
      <ul className="et-judgements">
        {lists.slice(0, shown).map((judgement) => (
          <JudgedListCard key={`${judgement.listIndex}.${judgement.attempt}`} runId={runId} judgement={judgement} />
        ))}
      </ul>
      {lists.length > shown ? (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setShown(shown + PAGE)}>
            Show more ({formatCount(lists.length - shown)} left)
          </Button>
        </div>
      ) : null}
    </>
  );
}
