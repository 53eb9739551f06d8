import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';

jest.setTimeout(60_000);

/** As somebody runs it. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve(__dirname, '../bin/kpi-tree'), ...args],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  return { status, stdout, stderr };
}

describe('kpi-tree lint', () => {
  const directory = createMockDirectory({
    content: {
      'right.yaml': `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: availability }
spec: { extends: availability, owner: payments, target: 99.95 }
`,
      'wrong.yaml': `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: downtime-minutes }
spec: { extends: downtime-minutes, owner: payments, target: many }
`,
    },
  });

  it('ends with 0 where all is right', () => {
    expect(run('lint', directory.resolve('right.yaml'))).toEqual({
      status: 0,
      stdout:
        '1 entity in 1 file: 0 problems\nOwners were not checked: there are no Groups or Users among the files (give them with --context)\n',
      stderr: '',
    });
  });

  it('ends with 1 where something is to be fixed, and says what and where', () => {
    const { status, stdout } = run('lint', '--format', 'json', directory.path);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).findings).toMatchObject([
      {
        file: directory.resolve('wrong.yaml'),
        line: 5,
        column: 53,
        field: 'spec.target',
        value: 'many',
      },
    ]);
  });

  it('ends with 2 where it cannot check', () => {
    expect(run('lint', directory.resolve('none'))).toMatchObject({
      status: 2,
      stdout: '',
      stderr: `NotFoundError: There is no file or folder ${directory.resolve(
        'none',
      )}\n`,
    });
    expect(run('lint', '--format', 'xml').status).toBe(2);
    expect(run('lint', '--unknown').status).toBe(2);
    expect(run('lint', '--help').status).toBe(0);
  });
});
