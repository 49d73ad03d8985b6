import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildSync } from 'esbuild'

/**
 * Writes an `xdg-open` into `folder`, which then goes first on PATH: a shell wrapper and the bundled walk beside it, so that an
 * account which cannot read this repository can run it. It opens `issuer` and nothing else.
 */
export function writeXdgOpenShim(folder: string, issuer: string, node: string = process.execPath): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  buildSync({
    entryPoints: [path.join(import.meta.dirname, 'xdg-open-main.ts')],
    outfile: path.join(folder, 'xdg-open.mjs'),
    bundle: true, platform: 'node', target: 'node20', format: 'esm', logLevel: 'error',
  })
  const wrapper = path.join(folder, 'xdg-open')
  const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
  // Electron hands its own environment down; NODE_OPTIONS or ELECTRON_RUN_AS_NODE in it are not for this.
  writeFileSync(wrapper, `#!/bin/sh\nunset NODE_OPTIONS ELECTRON_RUN_AS_NODE\nexec ${quoted(node)} "$(dirname "$0")/xdg-open.mjs" ${quoted(issuer)} "$1"\n`)
  chmodSync(wrapper, 0o755)
  chmodSync(path.join(folder, 'xdg-open.mjs'), 0o644)
}
