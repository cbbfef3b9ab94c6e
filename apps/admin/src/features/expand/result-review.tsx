import type { ExpansionWholeFragment } from '@etcetera/graphql-client';
import { ExpansionResultsDocument } from '@etcetera/graphql-client';
import { useApolloClient } from '@apollo/client/react';
import { ActionIcon, Button, SegmentedControl, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconKeyboard, IconLayoutGrid, IconList } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { KeysHelp } from '../../shared/review/keys-help.js';
import { countDecisions, type Decision, lastDecided } from '../../shared/review/review-state.js';
import { useReview } from '../../shared/review/use-review.js';
import { focusItem, useReviewKeys } from '../../shared/review/use-review-keys.js';
import { LoadMore } from '../../shared/ui/load-more.js';
import { Tag } from '../../shared/ui/tags.js';
import { placeCut } from '../results/cut-line.js';
import { EvidenceDrawer } from '../results/evidence-drawer.js';
import { ResultGallery } from '../results/result-gallery.js';
import { ResultTable } from '../results/result-table.js';
import { SaveSetDialog } from './save-set-dialog.js';

interface ResultReviewProps {
  readonly run: ExpansionWholeFragment;
  readonly view: 'gallery' | 'table';
  readonly onView: (view: 'gallery' | 'table') => void;
}

/** A finished result under review: by keys or by buttons, with the evidence beside it, to be kept as a set. */
export function ResultReview({ run, view, onView }: ResultReviewProps): ReactElement {
  const client = useApolloClient();
  const [review, dispatch] = useReview(run.id);
  const [activeId, setActiveId] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const [help, helpDialog] = useDisclosure(false);
  const [saving, saveDialog] = useDisclosure(false);
  const rows = run.results.edges.map((edge) => edge.node);
  const ids = rows.map((row) => row.entity.id);
  const counts = countDecisions(review, ids);
  const { hasNextPage, endCursor } = run.results.pageInfo;

  const decide = (entityId: string, decision: Decision | null) => dispatch({ type: 'decide', entityId, decision });
  const undo = () => {
    const back = lastDecided(review);
    dispatch({ type: 'undo' });
    if (back === undefined) return;
    setActiveId(back);
    focusItem(back);
  };
  useReviewKeys({ ids, activeId, onActive: setActiveId, onDecide: decide, onUndo: undo, onOpen: setOpenId, onHelp: helpDialog.open });
  const more = () =>
    client.query({
      query: ExpansionResultsDocument,
      variables: { id: run.id, first: 100, after: endCursor ?? null },
      fetchPolicy: 'network-only',
    });
  const props = {
    rows,
    cut: placeCut(
      rows.map((row) => row.rank),
      run.cut,
      hasNextPage,
    ),
    provisional: false,
    reviewable: true,
    decisions: review.decisions,
    activeId,
    onActive: setActiveId,
    onDecide: decide,
    onOpen: setOpenId,
  };

  return (
    <section aria-label="Result">
      <div className="et-review-bar">
        <div className="et-review-counts" role="status" aria-label="Decisions">
          <Tag tone="accept">{counts.accepted} accepted</Tag>
          <Tag tone="reject">{counts.rejected} rejected</Tag>
          <Tag>{counts.open} open</Tag>
        </div>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Undo the last decision"
          title="Undo (u)"
          disabled={!review.history.length}
          onClick={undo}
        >
          <IconArrowBackUp size={17} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="Keys for reviewing" title="Keys (?)" onClick={helpDialog.open}>
          <IconKeyboard size={17} />
        </ActionIcon>
        <SegmentedControl
          size="xs"
          aria-label="View"
          value={view}
          onChange={(value) => onView(value)}
          data={[
            { value: 'gallery', label: <ViewLabel icon={<IconLayoutGrid size={15} />} text="Gallery" /> },
            { value: 'table', label: <ViewLabel icon={<IconList size={15} />} text="Table" /> },
          ]}
        />
        <Button size="compact-md" onClick={saveDialog.open}>
          Save as a set
        </Button>
      </div>
      <div style={{ marginTop: '0.75rem' }}>{view === 'table' ? <ResultTable {...props} /> : <ResultGallery {...props} />}</div>
      {hasNextPage ? <LoadMore shown={rows.length} total={run.results.totalCount} hasNextPage={hasNextPage} onMore={more} /> : null}
      <EvidenceDrawer runId={run.id} row={rows.find((row) => row.entity.id === openId)} onClose={() => setOpenId(undefined)} />
      <KeysHelp opened={help} onClose={helpDialog.close} />
      <SaveSetDialog opened={saving} onClose={saveDialog.close} run={run} review={review} />
    </section>
  );
}

function ViewLabel({ icon, text }: { icon: ReactElement; text: string }): ReactElement {
  return (
    <span className="et-icon-label" title={text}>
      {icon}
      <VisuallyHidden>{text}</VisuallyHidden>
    </span>
  );
}
