import type { ComponentProps } from 'react';
import type { Story } from '../../__testUtils__/csf';
import { AsOfNotice } from './AsOfNotice';

type Props = ComponentProps<typeof AsOfNotice>;

export default { title: 'Page/As of', component: AsOfNotice };

export const EndOfMarch: Story<Props> = {
  args: { asOf: '2026-03-31', onNow: () => {} },
};
