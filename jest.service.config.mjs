/** Jest for everything that is not a component: native ES modules, types stripped by swc. */
export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'esnext' }, module: { type: 'es6' } }
    ]
  },
  testMatch: [
    '<rootDir>/sync-service/test/**/*.test.ts',
    '<rootDir>/tests/{local-org,integration,browser,chaos}/**/*.test.ts'
  ],
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/force-app'],
  testSequencer: '<rootDir>/tests/long-first.cjs',
  testTimeout: 60000
};
