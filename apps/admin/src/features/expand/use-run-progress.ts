import { useApolloClient, useQuery } from '@apollo/client/react';
import {
  ExpansionByIdDocument,
  ExpansionProgressDocument,
  type ExpansionProgressSubscription,
  ExpansionStateDocument,
} from '@etcetera/graphql-client';
import { useEffect, useEffectEvent, useState } from 'react';
import { followRun, hasEnded } from './follow-run.js';

export type Progress = ExpansionProgressSubscription['expansionProgress'];

const setTimer = (work: () => void, ms: number) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

/** A run, kept up to date until it ends; `progress` is its last event, `connection` how it arrives. */
export function useRunProgress(id: string | undefined) {
  const client = useApolloClient();
  const query = useQuery(ExpansionByIdDocument, {
    variables: { id: id ?? '', first: 100 },
    skip: id === undefined,
    notifyOnNetworkStatusChange: false,
  });
  const [followed, setFollowed] = useState<{ id: string; progress?: Progress; connection: 'live' | 'polling' }>();
  const run = query.data?.expansion;
  const live = run ? !hasEnded(run.status) : false;
  const runId = run?.id;
  // The last event is asked for again: it holds the counts that the run itself does not.
  const startAfter = useEffectEvent(() => Math.max(0, (run?.lastSequence ?? 0) - 1));
  const refetch = useEffectEvent(() => void query.refetch().catch(() => undefined));

  useEffect(() => {
    if (!live || runId === undefined) return undefined;
    const poll = async () => {
      const { data } = await client.query({ query: ExpansionStateDocument, variables: { id: runId }, fetchPolicy: 'network-only' });
      if (!data?.expansion) throw new Error('The run is not there.');
      return data.expansion.status;
    };
    return followRun<Progress>({
      after: startAfter(),
      subscribe: (after, observer) => {
        const subscription = client.subscribe({ query: ExpansionProgressDocument, variables: { id: runId, after } }).subscribe({
          next: ({ data, error }) => {
            if (data) observer.next(data.expansionProgress);
            else if (error) observer.closed();
          },
          error: () => observer.closed(),
          complete: () => observer.closed(),
        });
        return () => subscription.unsubscribe();
      },
      poll,
      onEvent: (progress) => setFollowed({ id: runId, progress, connection: 'live' }),
      onConnection: (connection) => setFollowed((before) => (before?.id === runId ? { ...before, connection } : { id: runId, connection })),
      onEnd: refetch,
      setTimer,
    });
  }, [client, live, runId]);

  const mine = followed?.id === id ? followed : undefined;
  return { ...query, run, live, progress: mine?.progress, connection: mine?.connection };
}
