import type { ExpansionStatus } from '@etcetera/graphql-client';
import { followRun, type RunEvent } from './follow-run.js';

/** A run to follow, its stream and its clock in the hands of the test. */
function scene(polled: ExpansionStatus[] = []) {
  const seen: number[] = [];
  const opened: number[] = [];
  const connections: string[] = [];
  const timers: (() => void)[] = [];
  let ends = 0;
  let stream: { next(event: RunEvent): void; closed(): void } | undefined;
  const stop = followRun<RunEvent>({
    after: 0,
    subscribe: (after, observer) => {
      opened.push(after);
      stream = observer;
      return () => (stream = undefined);
    },
    poll: async () => {
      const status = polled.shift();
      if (!status) throw new Error('the server is away');
      return status;
    },
    onEvent: (event) => seen.push(event.sequence),
    onConnection: (connection) => connections.push(connection),
    onEnd: () => (ends += 1),
    setTimer: (work) => {
      timers.push(work);
      return () => undefined;
    },
  });
  return {
    seen,
    opened,
    connections,
    stop,
    ends: () => ends,
    waiting: () => timers.length,
    event: (sequence: number, status: ExpansionStatus = 'RANKING') => stream?.next({ sequence, status }),
    drop: () => stream?.closed(),
    tick: async () => {
      timers.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('following a run', () => {
  it('ends once, at the event that ends the run', () => {
    const s = scene();
    s.event(1);
    s.event(2, 'COMPLETED');
    s.drop();
    expect([s.seen, s.ends(), s.waiting()]).toEqual([[1, 2], 1, 0]);
  });

  it('counts an event that is sent again only once', () => {
    const s = scene();
    s.event(1);
    s.event(1);
    s.event(2);
    expect(s.seen).toEqual([1, 2]);
  });

  it('asks for the state when the stream breaks, and resumes after the last event', async () => {
    const s = scene(['RANKING']);
    s.event(4);
    s.drop();
    expect(s.connections.at(-1)).toBe('polling');
    await s.tick();
    expect(s.opened).toEqual([0, 4]);
    s.event(5);
    expect(s.connections.at(-1)).toBe('live');
  });

  it('tries a stream that keeps failing less and less often', async () => {
    const s = scene(Array.from({ length: 7 }, () => 'RANKING' as const));
    for (let i = 0; i < 7; i++) {
      s.drop();
      await s.tick();
    }
    // after 1, 2 and 4 polls
    expect(s.opened).toHaveLength(1 + 3);
  });

  it('sees the end of a run by asking when there is no stream at all', async () => {
    const s = scene(['SAMPLING', 'COMPLETED']);
    s.drop();
    await s.tick();
    s.drop();
    await s.tick();
    expect([s.ends(), s.waiting()]).toEqual([1, 0]);
  });

  it('keeps asking while the server is away', async () => {
    const s = scene();
    s.drop();
    await s.tick();
    expect([s.ends(), s.waiting()]).toEqual([0, 1]);
  });

  it('does nothing more once it is stopped', () => {
    const s = scene();
    s.stop();
    s.event(1, 'COMPLETED');
    s.drop();
    expect([s.seen, s.ends(), s.waiting()]).toEqual([[], 0, 0]);
  });
});
