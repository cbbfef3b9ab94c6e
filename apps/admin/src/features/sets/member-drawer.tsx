import { useQuery } from '@apollo/client/react';
import { EntityByIdDocument } from '@etcetera/graphql-client';
import { Drawer, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { MEMBER_LABELS } from '../../shared/format/labels.js';
import { formatScore } from '../../shared/format/numbers.js';
import { formatMoment } from '../../shared/format/time.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { ProblemNotice } from '../../shared/ui/notice.js';
import type { Member } from './member-gallery.js';

/** What is known about a member: the entity, how it came into the set, and who decided. */
export function MemberDrawer({ member, onClose }: { member: Member | undefined; onClose: () => void }): ReactElement {
  return (
    <Drawer
      opened={member !== undefined}
      onClose={onClose}
      position="right"
      size="md"
      title="Member"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {member ? <MemberFacts key={member.entity.id} member={member} /> : null}
    </Drawer>
  );
}

function MemberFacts({ member }: { member: Member }): ReactElement {
  const { data, error, loading, refetch } = useQuery(EntityByIdDocument, {
    variables: { id: member.entity.id },
    fetchPolicy: 'cache-first',
  });
  const entity = data?.entity;
  return (
    <div style={{ display: 'grid', gap: '1.25rem' }}>
      <div style={{ display: 'flex', gap: '0.875rem', alignItems: 'center' }}>
        <EntityPicture entity={member.entity} size={72} />
        <div style={{ minWidth: 0 }}>
          <h2 className="et-name" style={{ margin: 0, fontSize: '1.125rem' }}>
            {member.entity.name}
          </h2>
          {member.entity.description ? <p className="et-dim et-small et-name et-flush">{member.entity.description}</p> : null}
        </div>
      </div>
      <dl className="et-facts">
        <dt>In this set</dt>
        <dd>{MEMBER_LABELS[member.status]}</dd>
        {member.reviewedAt ? (
          <>
            <dt>Decided</dt>
            <dd>
              {formatMoment(member.reviewedAt)}
              {member.reviewedBy ? ` by ${member.reviewedBy}` : ''}
            </dd>
          </>
        ) : null}
        {member.expansion ? (
          <>
            <dt>Found by</dt>
            <dd>
              <Link className="et-link" to="/runs/$id" params={{ id: member.expansion.id }} search={{}}>
                run {member.expansion.rawId}
              </Link>
              {member.rank == null ? '' : `, rank ${member.rank}`}
              {member.score == null ? '' : `, score ${formatScore(member.score)}`}
            </dd>
          </>
        ) : null}
        {entity?.aliases.length ? (
          <>
            <dt>Also called</dt>
            <dd>{entity.aliases.join(', ')}</dd>
          </>
        ) : null}
        {entity ? (
          <>
            <dt>Source</dt>
            <dd>
              {entity.source} <span className="et-dim">{entity.externalId}</span>
            </dd>
          </>
        ) : null}
      </dl>
      {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
      {loading && !entity ? <Skeleton height={80} /> : null}
      {entity?.contexts.length ? (
        <section>
          <h3 style={{ margin: '0 0 0.375rem' }}>Contexts</h3>
          {entity.contexts.map((context, i) => (
            <p key={i} className="et-small et-name" style={{ margin: '0 0 0.375rem' }}>
              {context}
            </p>
          ))}
        </section>
      ) : null}
    </div>
  );
}
