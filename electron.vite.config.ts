import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { appManifestPlugin } from './build/app-manifest-plugin.ts'
import { bridgeShapePlugin } from './build/bridge-shape-plugin.ts'
import { buildConfigPlugin } from './build/build-config-plugin.ts'
import { electronRuntime } from './build/electron-runtime.ts'

const root = import.meta.dirname
const outDir = path.resolve(root, process.env.CASEMENT_OUT_DIR ?? 'out')

/** The licences of what is bundled, which ask to go along with it. */
const LICENCES = 'third-party-licences.md'

// Electron before 28 has no ESM entry, and a sandboxed preload is one CommonJS file: hence .cjs throughout.
const cjs = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name].cjs' }

if (process.argv.some((argument) => ['dev', 'preview'].includes(argument))) electronRuntime()

export default defineConfig({
  main: {
    plugins: [buildConfigPlugin(), appManifestPlugin(root, outDir)],
    build: {
      outDir: path.join(outDir, 'main'),
      emptyOutDir: true,
      license: { fileName: LICENCES },
      target: 'node18',
      rollupOptions: { input: { index: 'main/index.ts', 'store-process': 'main/store-process.ts' }, output: cjs },
    },
  },
  preload: {
    plugins: [bridgeShapePlugin()],
    build: {
      outDir: path.join(outDir, 'preload'),
      emptyOutDir: true,
      license: { fileName: LICENCES },
      target: 'node18',
      externalizeDeps: false,
      rollupOptions: { input: { index: 'preload/index.ts' }, output: cjs },
    },
  },
  renderer: {
    root: path.join(root, 'renderer'),
    base: './',
    plugins: [react()],
    css: { preprocessorOptions: { scss: { loadPaths: [root, path.join(root, 'node_modules')], quietDeps: true } } },
    build: {
      outDir: path.join(outDir, 'renderer'),
      emptyOutDir: true,
      license: { fileName: LICENCES },
      target: 'chrome114',
      minify: true,
      cssMinify: 'esbuild', // the default, lightningcss, fails on the GOV.UK and MoJ style sheets
      rollupOptions: { input: path.join(root, 'renderer/index.html') },
    },
  },
})
