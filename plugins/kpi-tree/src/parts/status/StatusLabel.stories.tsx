import type { Story } from '../../__testUtils__/csf';
import { StatusLabel } from './StatusLabel';
import { statusOrder } from '@internal/kpi-tree';

export default { title: 'Status/Label', component: StatusLabel };

export const All: Story = {
  render: () => (
    <ul>
      {statusOrder.map(status => (
        <li key={status}>
          <StatusLabel status={status} />
        </li>
      ))}
    </ul>
  ),
};
