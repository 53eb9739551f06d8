import { createApp } from '@backstage/frontend-defaults';
import { catalogModule } from './modules/catalog';
import { navModule } from './modules/nav';

// The plugins are found in package.json: see app.packages in app-config.yaml
export default createApp({ features: [catalogModule, navModule] });
