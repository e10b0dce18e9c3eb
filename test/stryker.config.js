/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
module.exports = {
  packageManager: 'npm',
  mutate: ['rule/**/*.ts', '!rule/{aws,policies}/**', 'lambda/*.ts'],
  testRunner: 'jest',
  jest: {
    configFile: 'jest.config.js',
    config: {
      roots: ['<rootDir>/test/rule', '<rootDir>/test/lambda'],
      // Tests of what is not mutated, and one that is slow.
      testPathIgnorePatterns: ['/test/rule/(aws|policies|rehearsal/comparison)/', '/test/lambda/(remediation|runtime|trigger)/'],
      randomize: false,
    },
  },
  coverageAnalysis: 'perTest',
  // Stryker rewrites tsconfig.json with the compiler's JavaScript API, which TypeScript 7 no longer has; swc reads none.
  ignorePatterns: ['tsconfig.json', 'cdk.out', 'coverage', 'reports'],
  concurrency: 2,
  timeoutMS: 10_000,
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false },
  allowConsoleColors: false,
  thresholds: { high: 95, low: 90, break: 90 },
};
