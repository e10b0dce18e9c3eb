// The notice is about versions of the SDK that are not installed here.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test', '<rootDir>/sandbox/test'],
  testMatch: ['**/*.test.ts'],
  // Others: test/jest.browser.config.js, test/jest.long.config.js.
  testPathIgnorePatterns: ['/node_modules/', '/test/browser/', '\\.long\\.test\\.ts$'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  globalSetup: '<rootDir>/test/setup/make-temporary-directory.ts',
  globalTeardown: '<rootDir>/test/setup/remove-temporary-directory.ts',
  randomize: true,
  maxWorkers: '100%',
  testTimeout: 30_000,
};
