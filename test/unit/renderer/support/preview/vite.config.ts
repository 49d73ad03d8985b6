import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const root = path.resolve(import.meta.dirname, '../../../../..')

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: path.join(root, 'renderer/public'),
  plugins: [react()],
  css: { preprocessorOptions: { scss: { loadPaths: [root, path.join(root, 'node_modules')], quietDeps: true } } },
  build: { target: 'chrome114', cssMinify: 'esbuild', emptyOutDir: true },
})
