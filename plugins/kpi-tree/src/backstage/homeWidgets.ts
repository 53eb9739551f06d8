import type { CardConfig } from '@backstage/plugin-home-react';

type Widget = CardConfig & { name: string; title: string; description: string };

/** The widget "My KPIs" as both frontend systems describe it to the home page. */
export const ownedWidget: Widget = {
  name: 'HomePageMyKpis',
  title: 'My KPIs',
  description: 'The KPIs that you or your groups own, worst first',
  layout: {
    width: { minColumns: 3, defaultColumns: 6 },
    height: { minRows: 3, defaultRows: 5 },
  },
};

/** The same of the widget "Value stream". */
export const valueStreamWidget: Widget = {
  name: 'HomePageValueStream',
  title: 'Value stream',
  description: 'The status of a value stream, and its KPIs that need attention',
  layout: {
    width: { minColumns: 3, defaultColumns: 6 },
    height: { minRows: 3, defaultRows: 5 },
  },
  settings: {
    schema: {
      title: 'Value stream',
      type: 'object',
      properties: {
        scope: {
          title: 'Scope',
          description:
            'all, or an entity reference such as system:default/shop',
          type: 'string',
          default: 'all',
        },
        tree: {
          title: 'KPI tree',
          description: 'Its name; the first of the scope if empty',
          type: 'string',
        },
        node: {
          title: 'Node',
          description: 'Its id; the first value stream with a score if empty',
          type: 'string',
        },
      },
    },
  },
};
