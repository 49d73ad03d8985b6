import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Plugin } from 'vite'

interface Manifest {
  readonly name: string
  readonly productName: string
  readonly version: string
}

/** Writes `<outDir>/package.json`, so that `electron <outDir>` starts the app wherever the build was put. */
export function appManifestPlugin(root: string, outDir: string): Plugin {
  return {
    name: 'casement:app-manifest',
    writeBundle() {
      const { name, productName, version } = JSON.parse(
        readFileSync(path.join(root, 'package.json'), 'utf8'),
      ) as Manifest
      mkdirSync(outDir, { recursive: true })
      writeFileSync(
        path.join(outDir, 'package.json'),
        `${JSON.stringify({ name, productName, version, private: true, main: 'main/index.cjs' }, null, 2)}\n`,
      )
    },
  }
}
