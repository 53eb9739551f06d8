import { useApi } from '@backstage/core-plugin-api';
import { appLanguageApiRef } from '@backstage/core-plugin-api/alpha';
import useObservable from 'react-use/lib/useObservable';
import { useMemo } from 'react';

/** The language that the user has chosen for the app, such as `de`. */
export function useLanguage(): string {
  const api = useApi(appLanguageApiRef);
  const language$ = useMemo(() => api.language$(), [api]);
  return useObservable(language$, api.getLanguage()).language;
}
