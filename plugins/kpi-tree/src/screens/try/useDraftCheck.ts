import { useApi } from '@backstage/core-plugin-api';
import type { DraftCheck } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useEffect, useState } from 'react';
import { kpiTreeApiRef } from '../../api';

/** How long an author stops typing before the text is looked at. */
const PAUSE_MS = 400;

type DraftAnswer = { check?: DraftCheck; error?: Error };

/**
 * What is wrong with a draft, looked at again each time the author stops typing.
 *
 * @returns the answer about the text as it stands; until there is one, nothing
 */
export function useDraftCheck(yaml: string | undefined): DraftAnswer {
  const api = useApi(kpiTreeApiRef);
  const [answer, setAnswer] = useState<DraftAnswer & { yaml: string }>();
  useEffect(() => {
    if (yaml === undefined) {
      return undefined;
    }
    let left = false;
    const timer = setTimeout(async () => {
      try {
        const check = await api.checkDraft(yaml);
        if (!left) {
          setAnswer({ yaml, check });
        }
      } catch (error) {
        if (!left) {
          setAnswer({ yaml, error: error as Error });
        }
      }
    }, PAUSE_MS);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [api, yaml]);
  return answer && answer.yaml === yaml ? answer : {};
}
