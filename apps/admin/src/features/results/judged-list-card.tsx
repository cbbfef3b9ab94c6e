import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { OUTCOME_LABELS } from '../../shared/format/labels.js';
import { EntityPicture } from '../../shared/ui/entity-picture.js';
import { Tag } from '../../shared/ui/tags.js';
import { issueTexts, type Judgement, judgedMembers } from './judged-list.js';

/** One short list: the members in the order of the answer, its outcome and issues, and the call behind it. */
export function JudgedListCard({ runId, judgement, entityId }: { runId: string; judgement: Judgement; entityId?: string }): ReactElement {
  const issues = issueTexts(judgement.issues);
  return (
    <li className="et-evidence-list">
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.25rem 0.625rem', alignItems: 'center' }}>
        <strong className="et-small">
          List {judgement.listIndex + 1}
          {judgement.attempt > 1 ? `, attempt ${judgement.attempt}` : ''}
        </strong>
        <Tag tone={judgement.outcome === 'COMPLETE' ? 'plain' : 'notice'}>{OUTCOME_LABELS[judgement.outcome]}</Tag>
        <Link
          className="et-link et-small"
          style={{ marginLeft: 'auto' }}
          to="/runs/$id"
          params={{ id: runId }}
          search={{ tab: 'calls', call: judgement.ledgerHash }}
        >
          Model call
        </Link>
      </div>
      {issues.map((issue, i) => (
        <p key={i} className="et-small" style={{ margin: '0.25rem 0 0', color: 'var(--et-notice)' }}>
          {issue}
        </p>
      ))}
      <ol>
        {judgedMembers(judgement).map(({ entity, rank }) => (
          <li key={entity.id} data-self={entity.id === entityId || undefined}>
            <span title={rank === null ? 'left out of the answer' : undefined}>{rank ?? '–'}</span>
            <EntityPicture entity={entity} size={22} />
            <span className="et-name">{entity.name}</span>
          </li>
        ))}
      </ol>
    </li>
  );
}
