import { Progress } from '@backstage/core-components';
import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { ReactNode } from 'react';
import { LoadError } from '../../parts/notices/LoadError';
import type { Answer } from '../../queries/useQuestion';
import { orNothing } from './useDefinition';

type DefinitionInfoCardProps<T> = {
  title: string;
  /** What is said where it could not be loaded. */
  failed: string;
  /** What is said where there is no valid definition of that name. */
  missing: string;
  answer: Answer<T>;
  children: (value: T) => ReactNode;
};

/** A card with what the backend knows of the Kpi or KpiTree of the page. */
export function DefinitionInfoCard<T>(props: DefinitionInfoCardProps<T>) {
  const { title, failed, missing, answer, children } = props;
  const { value, error, loading, retry } = orNothing(answer);
  return (
    <EntityInfoCard title={title}>
      {loading && <Progress />}
      {error && !loading && (
        <LoadError title={failed} error={error} onRetry={retry} />
      )}
      {!loading && !error && (value === undefined ? missing : children(value))}
    </EntityInfoCard>
  );
}
