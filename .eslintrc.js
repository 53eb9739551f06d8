module.exports = {
  root: true,
  settings: {
    'import/extensions': ['.ts', '.tsx'],
    'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
    'import/resolver': {
      node: { extensions: ['.ts', '.tsx', '.js', '.json'] },
    },
  },
  overrides: [
    {
      files: ['plugins/*/src/**', 'packages/*/src/**'],
      excludedFiles: ['**/*.test.*', '**/__testUtils__/**'],
      rules: {
        // What is imported is known before: no circle of files, within a package
        'import/no-cycle': ['error', { ignoreExternal: true }],
      },
    },
    // Of no package, so that no configuration of one reads their types
    {
      files: ['benchmarks/**/*.ts', 'e2e/**/*.ts'],
      parser: '@typescript-eslint/parser',
    },
    {
      files: ['scripts/**/*.mjs'],
      parserOptions: { ecmaVersion: 'latest', sourceType: 'module' },
    },
  ],
};
