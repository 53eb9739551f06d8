module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  testRules: {
    // What a test expects again and again is a function of its own
    'jest/expect-expect': ['error', { assertFunctionNames: ['expect*'] }],
  },
});
