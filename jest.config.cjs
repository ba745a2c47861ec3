const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** Jest for components alone; the rest has a configuration of its own. */
module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/force-app'],
  setupFilesAfterEnv: [...(jestConfig.setupFilesAfterEnv ?? []), '<rootDir>/jest.lwc-setup.cjs'],
  moduleNameMapper: {
    ...jestConfig.moduleNameMapper,
    '^stage/(.*)$': '<rootDir>/tests/components/$1'
  },
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/node_modules/.cache']
};
