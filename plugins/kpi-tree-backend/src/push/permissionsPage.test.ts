/** The policy in docs/permissions.md, as it stands there. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { kpiTreePermissions } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import ts from 'typescript';

const page = readFileSync(
  resolve(__dirname, '../../../../docs/permissions.md'),
  'utf8',
);

function examplePolicy(): PermissionPolicy {
  const [, code] = /```ts\n([^]*?)```/.exec(page)!;
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.CommonJS },
  });
  const exported: { KpiTreePolicy?: new () => PermissionPolicy } = {};
  // eslint-disable-next-line no-new-func
  new Function('require', 'exports', outputText)(require, exported);
  return new exported.KpiTreePolicy!();
}

const user = (ref: string) =>
  ({ info: { ownershipEntityRefs: [ref] } } as unknown as PolicyQueryUser);

async function decisions(ref: string) {
  const policy = examplePolicy();
  const decided: Record<string, string> = {};
  for (const permission of kpiTreePermissions) {
    const { result } = await policy.handle({ permission }, user(ref));
    decided[permission.name] = result;
  }
  return decided;
}

describe('the page on permissions', () => {
  it('has a row for each permission, and says which may depend on the owner', () => {
    for (const { name, ...permission } of kpiTreePermissions) {
      const row = page
        .split('\n')
        .find(line => line.startsWith(`| \`${name}\``));
      expect([name, row?.trimEnd().endsWith('| yes      |')]).toEqual([
        name,
        'resourceType' in permission,
      ]);
    }
  });

  it('has a policy by which owners act on what is theirs', async () => {
    expect(await decisions('user:default/jane')).toEqual({
      'kpi-tree.run.read': AuthorizeResult.ALLOW,
      'kpi-tree.run.create': AuthorizeResult.DENY,
      'kpi-tree.run.accept': AuthorizeResult.DENY,
      'kpi-tree.definition.try': AuthorizeResult.ALLOW,
      'kpi-tree.measurement.create': AuthorizeResult.CONDITIONAL,
      'kpi-tree.measurement.delete': AuthorizeResult.DENY,
      'kpi-tree.change.declare': AuthorizeResult.CONDITIONAL,
      'kpi-tree.action.write': AuthorizeResult.CONDITIONAL,
      'kpi-tree.comment.write': AuthorizeResult.CONDITIONAL,
      'kpi-tree.check-in.write': AuthorizeResult.CONDITIONAL,
      'kpi-tree.review.write': AuthorizeResult.CONDITIONAL,
      'kpi-tree.record.read': AuthorizeResult.ALLOW,
      'kpi-tree.record.personal.read': AuthorizeResult.DENY,
    });
  });

  it('has a policy by which admins do everything', async () => {
    const decided = await decisions('group:default/portal-admins');
    expect(Object.values(decided)).toEqual(
      kpiTreePermissions.map(() => AuthorizeResult.ALLOW),
    );
  });
});
