import { TryPanel } from '../try/TryPanel';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';

/** A definition that is being written, tried with the source. */
export const TryTab = () => {
  const { params } = useKpiTreeParams();
  return <TryPanel key={params.draft} start={params.draft} />;
};
