import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree'),
);

backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@backstage/plugin-permission-backend-module-allow-all-policy'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(
  import('@kpi-tree/backstage-plugin-search-backend-module-kpi-tree'),
);

backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@kpi-tree/backstage-plugin-kpi-tree-backend'));
backend.add(
  import('@kpi-tree/backstage-plugin-kpi-tree-backend-module-catalog'),
);
backend.add(
  import('@kpi-tree/backstage-plugin-kpi-tree-backend-module-records'),
);
backend.add(
  import('@kpi-tree/backstage-plugin-kpi-tree-backend-module-prometheus'),
);
backend.add(import('@kpi-tree/backstage-plugin-kpi-tree-backend-module-sql'));

backend.start();
