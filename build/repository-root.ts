import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The repository's folder. Looked for upwards, because bundled config files do not lie where their sources do. */
export const repositoryRoot = rootFrom(import.meta.dirname)

function rootFrom(folder: string): string {
  const manifest = path.join(folder, 'package.json')
  if (existsSync(manifest) && /"name": "casement"/.test(readFileSync(manifest, 'utf8'))) return folder
  const parent = path.dirname(folder)
  if (parent === folder) throw new Error('Not inside the Casement repository')
  return rootFrom(parent)
}
