/** @type {import('jest').Config} The tests that need Debian's chromium: `npm run test:browser`. */
module.exports = {
  ...require('../jest.config'),
  rootDir: '..',
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 60_000,
  maxWorkers: 1,
};
