import { useMutation, useQuery } from '@apollo/client/react';
import { StartExpansionDocument, StatusDocument } from '@etcetera/graphql-client';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactElement, useEffect, useRef } from 'react';
import { compact } from '../../app/search-codec.js';
import { Notice, ProblemNotice } from '../../shared/ui/notice.js';
import { usePageTitle } from '../../shared/ui/use-page-title.js';
import { Composer, type RequestChange } from './composer.js';
import { Examples } from './examples.js';
import { type ExpandSearch, searchFromRun, toExpandInput } from './expand-search.js';
import { RunOutcome } from './run-outcome.js';
import { useRunProgress } from './use-run-progress.js';
import './expand.css';

/** Name a few, get the rest: the request on one side, its outcome on the other; both are in the address. */
export function ExpandPage(): ReactElement {
  const search = useSearch({ from: '/' });
  const navigate = useNavigate({ from: '/' });
  const status = useQuery(StatusDocument);
  const follow = useRunProgress(search.run);
  const [start, starting] = useMutation(StartExpansionDocument);
  const { run } = follow;
  // An address that names only a run shows that run's request.
  const request: ExpandSearch = search.seeds || search.not || !run ? search : { ...searchFromRun(run, false), ...search };
  usePageTitle(run ? `${run.seeds.map((entity) => entity.name).join(', ')} …` : 'Expand');

  const change = (patch: RequestChange) => {
    starting.reset();
    void navigate({ search: compact({ ...request, ...patch }), replace: true, resetScroll: false });
  };
  const launch = async () => {
    const outcome = await start({ variables: { input: toExpandInput(request) } }).catch(() => undefined);
    const started = outcome?.data?.expand;
    if (started?.__typename === 'Expansion')
      await navigate({ search: compact({ ...request, parent: undefined, run: started.id }), resetScroll: false });
  };
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (search.run !== undefined && matchMedia('(max-width: 62em)').matches) outcome.current?.scrollIntoView();
  }, [search.run]);
  const answer = starting.data?.expand;
  const refused = answer && answer.__typename !== 'Expansion' ? answer : undefined;

  const composer = (
    <Composer
      key={search.run === undefined ? 'start' : 'result'}
      request={request}
      status={status.data}
      starting={starting.loading}
      refused={refused}
      onChange={change}
      onRun={() => void launch()}
    />
  );
  const problem = starting.error ? <ProblemNotice error={starting.error} onRetry={() => void launch()} /> : null;

  if (search.run === undefined) {
    const base = status.data?.knowledgeBases.find((one) => !search.base || one.slug === search.base);
    return (
      <div className="et-start">
        <div className="et-start-head">
          <h1>Name a few, get the rest.</h1>
          <p>
            {base
              ? `${base.name}: ${base.entityCount.toLocaleString('en')} entities to complete a set from.`
              : 'Complete a set of entities from a few examples.'}
          </p>
        </div>
        {status.error ? <ProblemNotice error={status.error} onRetry={() => void status.refetch()} /> : null}
        {status.data?.server.notices.map((notice) => (
          <Notice key={notice}>
            <p>{notice}</p>
          </Notice>
        ))}
        {search.parent ? (
          <Notice tone="plain">
            <p>These are the settings of an earlier run. Change what you like; the new run will point back to it.</p>
          </Notice>
        ) : null}
        <section className="et-panel et-composer" aria-label="Request">
          {composer}
          {problem}
        </section>
        {request.seeds?.length ? null : <Examples base={search.base} onChoose={(ids) => change({ seeds: ids })} />}
      </div>
    );
  }
  return (
    <div className="et-expand">
      <section className="et-panel et-composer" aria-label="Request">
        {composer}
        {problem}
      </section>
      <div ref={outcome} className="et-outcome-place">
        <RunOutcome follow={follow} view={search.view ?? 'gallery'} onView={(view) => change({ view })} />
      </div>
    </div>
  );
}
