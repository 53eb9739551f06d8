import { TryPanel } from '../../draft/TryPanel';
import { useKpiTreeParams } from '../../state/useKpiTreeParams';

/** A definition that is being written, tried with the source. */
export const TryTab = () => {
  const { params } = useKpiTreeParams();
  return <TryPanel key={params.draft} start={params.draft} />;
};
