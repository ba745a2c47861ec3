import lwc from '@lwc/eslint-plugin-lwc';
import jest from 'eslint-plugin-jest';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/__tests__/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      '.cache/**',
      'coverage/**',
      'force-app/**/lwc/**/*.js',
      'tests/lwc-host/.cache/**'
    ]
  },
  ...tseslint.configs.strict.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
      ],
      'no-console': 'error',
      eqeqeq: 'error'
    }
  },
  {
    files: ['force-app/**/lwc/**/*.ts'],
    ignores: tests,
    plugins: { '@lwc/lwc': lwc },
    rules: {
      '@lwc/lwc/no-async-operation': 'off',
      '@lwc/lwc/no-document-query': 'error',
      '@lwc/lwc/no-inner-html': 'error',
      '@lwc/lwc/no-leaky-event-listeners': 'error',
      '@lwc/lwc/valid-api': 'error',
      '@lwc/lwc/valid-wire': 'error',
      '@lwc/lwc/no-dupe-class-members': 'error'
    }
  },
  {
    files: tests,
    ...jest.configs['flat/recommended'],
    rules: {
      ...jest.configs['flat/recommended'].rules,
      'jest/expect-expect': [
        'error',
        { assertFunctionNames: ['expect', 'expect*', 'fc.assert', 'assert*'] }
      ],
      'jest/no-conditional-expect': 'off',
      'jest/no-standalone-expect': 'off'
    },
    settings: { jest: { globalPackage: '@jest/globals', version: 30 } }
  }
);
