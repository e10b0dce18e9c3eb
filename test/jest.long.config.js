/** @type {import('jest').Config} The tests that deploy the app, play whole stories or judge hundreds of requests. */
module.exports = {
  ...require('../jest.config'),
  rootDir: '..',
  testMatch: ['**/*.long.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/'],
  testTimeout: 120_000,
};
