import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/core/**'],
      reporter: ['text-summary'],
      // Of the branches not taken most are the `?? 0` of reads from tables, which the compiler asks for and no position of ours ever needs.
      thresholds: { branches: 92, functions: 99, lines: 99 },
    },
  },
})
