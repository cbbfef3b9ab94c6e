import { useQuery } from '@apollo/client/react';
import { EntitySetByIdDocument, type MemberStatus, type SetWithMembersFragment } from '@etcetera/graphql-client';
import { ActionIcon, Button, SegmentedControl } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp, IconKeyboard, IconSeedling } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useState } from 'react';
import { compact } from '../../app/search-codec.js';
import { PagePending } from '../../app/route-states.js';
import { MEMBER_LABELS } from '../../shared/format/labels.js';
import { counted } from '../../shared/format/numbers.js';
import { formatAgo, formatMoment } from '../../shared/format/time.js';
import { KeysHelp } from '../../shared/review/keys-help.js';
import { focusItem, useReviewKeys } from '../../shared/review/use-review-keys.js';
import { Empty, Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { MemberDrawer } from './member-drawer.js';
import { MemberGallery } from './member-gallery.js';
import { seedsOf } from './set-seeds.js';
import { MEMBER_STATUSES } from './set-search.js';
import { useMemberReview } from './use-member-review.js';
import '../../shared/review/review.css';

/** One set: its members by status, reviewed by the same keys as a result. */
export function SetPage(): ReactElement {
  const { id } = useParams({ from: '/sets/$id' });
  const { data, error, loading, refetch } = useQuery(EntitySetByIdDocument, { variables: { id } });
  usePageTitle(data?.entitySet?.name ?? 'Set');
  if (error && !data) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (loading && !data) return <PagePending />;
  const set = data?.entitySet;
  if (!set)
    return (
      <Empty
        title="There is no such set"
        action={
          <Link className="et-link" to="/sets">
            All sets
          </Link>
        }
      />
    );
  return <SetDetail key={set.id} set={set} onReload={() => refetch()} />;
}

function SetDetail({ set, onReload }: { set: SetWithMembersFragment; onReload: () => Promise<unknown> }): ReactElement {
  const { status } = useSearch({ from: '/sets/$id' });
  const navigate = useNavigate({ from: '/sets/$id' });
  const review = useMemberReview(set);
  const [activeId, setActiveId] = useState<string>();
  const [openId, setOpenId] = useState<string>();
  const [help, helpDialog] = useDisclosure(false);
  // Filtered by the stored status: a member does not vanish under the hand that decides about it.
  const members = set.members.filter((member) => !status || member.status === status || review.current(member.entity.id) === status);
  const ids = members.map((member) => member.entity.id);
  const count = (one: MemberStatus) => set.members.filter((member) => review.current(member.entity.id) === one).length;
  const { seeds, negatives } = seedsOf(set.members);

  const undo = () => {
    const back = review.undo();
    if (back === undefined) return;
    setActiveId(back);
    focusItem(back);
  };
  const reviewable = (id: string) => !['SEED', 'NEGATIVE_SEED'].includes(review.current(id));
  useReviewKeys({
    ids,
    activeId,
    onActive: setActiveId,
    onDecide: (id, decision) => {
      if (reviewable(id)) review.decide(id, decision);
    },
    onUndo: undo,
    onOpen: setOpenId,
    onHelp: helpDialog.open,
  });

  return (
    <>
      <div className="et-page-head">
        <div style={{ minWidth: 0 }}>
          <h1 className="et-name" style={{ margin: 0 }}>
            {set.name}
          </h1>
          <p className="et-name">
            {set.description ? `${set.description} · ` : ''}
            {set.base.name} · version {set.version} ·{' '}
            <span title={formatMoment(set.updatedAt)}>changed {formatAgo(set.updatedAt, new Date())}</span>
          </p>
        </div>
        <Button
          leftSection={<IconSeedling size={17} />}
          disabled={!seeds.length}
          onClick={() =>
            void navigate({ to: '/', search: compact({ base: set.base.slug, seeds, not: negatives.length ? negatives : undefined }) })
          }
        >
          Use as seeds
        </Button>
      </div>
      {review.refusal ? (
        <Notice tone="reject">
          <p>
            {review.refusal.__typename === 'StaleVersionError'
              ? `Someone else has changed this set: you were looking at version ${review.refusal.expected}, and it is at version ${review.refusal.actual} now. Your last decision was not saved.`
              : review.refusal.message}
          </p>
          <Button size="compact-sm" variant="default" mt={8} onClick={() => void onReload().then(review.settle, () => undefined)}>
            Reload the set
          </Button>
        </Notice>
      ) : null}
      {review.error ? <ProblemNotice error={review.error} onRetry={() => void onReload().then(review.settle, () => undefined)} /> : null}
      <div className="et-review-bar">
        <div className="et-review-counts">
          <SegmentedControl
            className="et-status-filter"
            size="xs"
            aria-label="Members with status"
            value={status ?? 'ALL'}
            onChange={(value) => void navigate({ search: value === 'ALL' ? {} : { status: value }, replace: true, resetScroll: false })}
            data={[
              { value: 'ALL' as const, label: `All ${set.members.length}` },
              ...MEMBER_STATUSES.filter((one) => one === status || count(one) > 0).map((one) => ({
                value: one,
                label: `${MEMBER_LABELS[one]} ${count(one)}`,
              })),
            ]}
          />
        </div>
        <span className="et-small et-dim" role="status">
          {review.saving ? 'Saving…' : ''}
        </span>
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Undo the last decision"
          title="Undo (u)"
          disabled={!review.canUndo}
          onClick={undo}
        >
          <IconArrowBackUp size={17} />
        </ActionIcon>
        <ActionIcon variant="default" size={30} aria-label="Keys for reviewing" title="Keys (?)" onClick={helpDialog.open}>
          <IconKeyboard size={17} />
        </ActionIcon>
      </div>
      <div style={{ marginTop: '0.75rem' }}>
        {members.length ? (
          <MemberGallery
            members={members}
            activeId={activeId}
            statusOf={review.current}
            onActive={setActiveId}
            onDecide={review.decide}
            onOpen={setOpenId}
          />
        ) : (
          <Empty title={status ? `No member is ${MEMBER_LABELS[status].toLowerCase()}` : 'This set is empty'}>
            {status ? `The set has ${counted(set.members.length, 'member')} with another status.` : null}
          </Empty>
        )}
      </div>
      <MemberDrawer member={set.members.find((member) => member.entity.id === openId)} onClose={() => setOpenId(undefined)} />
      <KeysHelp opened={help} onClose={helpDialog.close} />
    </>
  );
}
