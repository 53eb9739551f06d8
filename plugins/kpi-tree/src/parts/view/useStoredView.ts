import { storageApiRef, useApi } from '@backstage/core-plugin-api';
import type { JsonObject } from '@backstage/types';
import { useCallback, useEffect, useMemo, useState } from 'react';
import useObservable from 'react-use/lib/useObservable';
import type { KpiTreeParams } from './useKpiTreeParams';
import { viewParamNames } from './useView';

/** A store that does not answer for so long is not waited for. */
const PATIENCE_MS = 1_000;

const KEY = 'view';

/**
 * What is remembered of a view. The day is not: who comes back wants to see what is
 * now.
 */
const remembered = viewParamNames.filter(name => name !== 'asOf');

/** The last view that the user chose, as Backstage keeps it for her. */
export function useStoredView(): {
  /** It has not been read yet. */
  loading: boolean;
  stored?: KpiTreeParams;
  store: (view: KpiTreeParams) => void;
} {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(() => storageApi.forBucket('kpi-tree'), [storageApi]);
  const changes = useMemo(() => bucket.observe$<JsonObject>(KEY), [bucket]);
  const first = useMemo(() => bucket.snapshot<JsonObject>(KEY), [bucket]);
  const { presence, value } = useObservable(changes, first);
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const store = useCallback(
    (view: KpiTreeParams) => {
      bucket.set(KEY, pick(view));
    },
    [bucket],
  );
  const stored = useMemo(() => (value ? pick(value) : undefined), [value]);
  return { loading: presence === 'unknown' && !late, stored, store };
}

/** The parameters that are remembered, without those that are not given. */
function pick(params: JsonObject | KpiTreeParams): KpiTreeParams & JsonObject {
  return Object.fromEntries(
    remembered.flatMap(name => {
      const value = (params as JsonObject)[name];
      return typeof value === 'string' && value ? [[name, value]] : [];
    }),
  );
}
