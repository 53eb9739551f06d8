import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { KpiTreeParams } from '../view/useKpiTreeParams';

/**
 * Addresses of this page in another state, for links that can be copied and opened in
 * another window.
 *
 * @returns a function of the parameters to change, `undefined` to remove one
 */
export function useSearchLink() {
  const [search] = useSearchParams();
  return useCallback(
    (changes: KpiTreeParams) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) {
          next.set(name, value);
        } else {
          next.delete(name);
        }
      }
      return `?${next}`;
    },
    [search],
  );
}
