const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

/** Jest for components alone; the rest has a configuration of its own. */
module.exports = {
  ...jestConfig,
  // What axe looks at takes seconds on a machine that does other work too.
  testTimeout: 60000,
  roots: ['<rootDir>/force-app'],
  setupFilesAfterEnv: [...(jestConfig.setupFilesAfterEnv ?? []), '<rootDir>/jest.lwc-setup.cjs'],
  moduleNameMapper: {
    ...jestConfig.moduleNameMapper,
    '^stage/(.*)$': '<rootDir>/tests/components/$1',
    // Published as ES modules; their other build is what this configuration can load.
    '^(d3-geo|d3-array|topojson-client)$': '<rootDir>/node_modules/$1/dist/$1.js'
  },
  modulePathIgnorePatterns: ['<rootDir>/.cache', '<rootDir>/node_modules/.cache']
};
