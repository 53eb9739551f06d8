import { useState } from 'react';
import type { Story } from '../../__testUtils__/csf';
import { SegmentedControl } from './SegmentedControl';

export default {
  title: 'Common/Segmented control',
  component: SegmentedControl,
};

const Layouts = () => {
  const [value, setValue] = useState('table');
  return (
    <SegmentedControl
      label="Layout"
      value={value}
      options={[
        { value: 'table', label: 'Table' },
        { value: 'picture', label: 'Picture' },
      ]}
      onChange={setValue}
    />
  );
};

export const TwoOptions: Story = { render: () => <Layouts /> };
