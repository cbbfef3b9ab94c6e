import { useQuery } from '@apollo/client/react';
import { StatusDocument } from '@etcetera/graphql-client';
import { ActionIcon, Popover } from '@mantine/core';
import { IconAlertTriangle, IconServer } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { CHANNEL_LABELS } from '../shared/format/labels.js';
import { counted } from '../shared/format/numbers.js';
import { Notice, ProblemNotice } from '../shared/ui/notice.js';

/** What this server can do now, one click away on every page; a sign when something is missing. */
export function ServerStatus(): ReactElement {
  const { data, error, refetch } = useQuery(StatusDocument);
  const server = data?.server;
  const troubled = Boolean(error) || Boolean(server?.notices.length);
  const label = error
    ? 'Server: cannot be reached'
    : server?.notices.length
      ? `Server: ${counted(server.notices.length, 'notice')}`
      : 'Server';
  return (
    <Popover position="bottom-end" width={340} trapFocus shadow="md" withRoles>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label}>
          {troubled ? <IconAlertTriangle size={18} color="var(--et-notice)" /> : <IconServer size={18} />}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="Server" tabIndex={-1} data-autofocus style={{ maxWidth: 'calc(100vw - 1rem)' }}>
        {error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : null}
        {server ? (
          <div style={{ display: 'grid', gap: '0.75rem' }}>
            {server.notices.map((notice) => (
              <Notice key={notice}>{notice}</Notice>
            ))}
            <dl className="et-facts">
              <dt>Version</dt>
              <dd>{server.version}</dd>
              <dt>Mode</dt>
              <dd>{server.mode}</dd>
              <dt>Channels</dt>
              <dd>{server.channels.map((channel) => CHANNEL_LABELS[channel]).join(', ') || 'none'}</dd>
              {server.models.map((model) => (
                <ModelFact key={model.role + model.fingerprint} role={model.role} name={model.name} kind={model.kind} />
              ))}
              {data.knowledgeBases.map((base) => (
                <BaseFact key={base.id} name={base.name} count={base.entityCount} />
              ))}
            </dl>
          </div>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

function ModelFact({ role, name, kind }: { role: string; name: string; kind: string }): ReactElement {
  return (
    <>
      <dt>{role.replaceAll(/[-_]/g, ' ').replace(/^./, (first) => first.toUpperCase())}</dt>
      <dd>
        {name} <span className="et-dim">({kind})</span>
      </dd>
    </>
  );
}

function BaseFact({ name, count }: { name: string; count: number }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{counted(count, 'entity', 'entities')}</dd>
    </>
  );
}
