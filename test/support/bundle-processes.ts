import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

/** Hub, vault and store process, each bundled into plain JavaScript: for tests that start them a thousand times. */
export interface ProcessBundles {
  /** Argument of Node for `hub` or `vault`. */
  readonly service: string
  readonly store: string
  /** Of those that were asked for beside them, by name. */
  more(name: string): string
  remove(): void
}

const ROOT = path.resolve(import.meta.dirname, '../..')
/** What must be loaded from where it lies: native code, and WebAssembly that is read beside its own file. */
const EXTERNAL = ['@signalapp/sqlcipher', '@node-rs/argon2', '@cedar-policy/cedar-wasm', 'pg-native']
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/** Files that our sources read beside themselves (policies, limits) are read there still. */
const whereItLies: Plugin = {
  name: 'where-it-lies',
  setup(made) {
    made.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
      if (file.includes('node_modules')) return null
      const text = readFileSync(file, 'utf8')
      const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(file).href)).replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)))
      return { contents, loader: 'ts' }
    })
  },
}

/** Bundles the very sources that ship, into a folder of the repository (so that native modules are found). `more`: further entries, by name. */
export async function bundleProcesses(more: Readonly<Record<string, string>> = {}): Promise<ProcessBundles> {
  const folder = mkdtempSync(path.join(ROOT, 'out-processes-'))
  await build({
    absWorkingDir: ROOT, entryPoints: { service: 'service/demo/run-service.ts', store: 'main/store-process.ts', ...more }, outdir: folder, outExtension: { '.js': '.mjs' },
    bundle: true, splitting: true, platform: 'node', target: 'node20', format: 'esm', external: EXTERNAL, banner: { js: REQUIRE }, plugins: [whereItLies], logLevel: 'error',
  })
  return {
    service: path.join(folder, 'service.mjs'), store: path.join(folder, 'store.mjs'),
    more: (name) => path.join(folder, `${name}.mjs`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
