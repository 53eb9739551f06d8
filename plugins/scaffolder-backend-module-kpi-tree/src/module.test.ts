import { startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { parse } from 'yaml';
import scaffolderModuleKpiTree from '.';

describe('the module', () => {
  it('adds its actions to the scaffolder, with examples that can be read', async () => {
    const actions: TemplateAction<any, any, any>[] = [];
    const backend = await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...added) => actions.push(...added) },
        ],
      ],
      features: [scaffolderModuleKpiTree, catalogServiceMock.factory()],
    });
    await backend.stop();
    expect(actions.map(({ id }) => id)).toEqual([
      'kpi-tree:attach',
      'kpi-tree:propose',
    ]);
    for (const { id, examples = [], schema } of actions) {
      expect(Object.keys(schema?.input?.properties ?? {})).not.toEqual([]);
      for (const { example } of examples) {
        expect(parse(example).steps[0].action).toBe(id);
      }
    }
  });
});
