import tseslint from 'typescript-eslint';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';

export default tseslint.config(
  { ignores: ['eslint.config.js', 'node_modules', 'dist', 'test/mock', 'test/pictures', 'test/measure', 'test-results'] },
  ...tseslint.configs.recommendedTypeChecked,
  lit['flat/recommended'],
  litA11y.configs['flat/recommended'] ?? litA11y.configs.recommended,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      'no-restricted-properties': [
        'error',
        { object: 'crypto', property: 'randomUUID', message: 'Only in secure contexts; use newKey() of ui/api.' },
      ],
    },
  },
);
