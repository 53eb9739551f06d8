import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { ownedWidget, valueStreamWidget } from './homeWidgets';

const ownedHomeWidget = HomePageWidgetBlueprint.make({
  name: 'my-kpis',
  params: {
    ...ownedWidget,
    components: () =>
      import('../screens/home/OwnedWidget').then(m => ({
        Content: m.OwnedWidget,
      })),
  },
});

const valueStreamHomeWidget = HomePageWidgetBlueprint.make({
  name: 'value-stream',
  params: {
    ...valueStreamWidget,
    components: () =>
      import('../screens/home/ValueStreamWidget').then(m => ({
        Content: m.ValueStreamWidget,
      })),
  },
});

/** The widgets for the home page of the new frontend system. */
export const homeExtensions = [ownedHomeWidget, valueStreamHomeWidget];
