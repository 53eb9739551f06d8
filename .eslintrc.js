module.exports = {
  root: true,
  overrides: [
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
