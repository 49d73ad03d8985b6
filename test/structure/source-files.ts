import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const FOLDERS = ['shared', 'preload', 'renderer', 'main', 'service', 'build', 'test']

/** One TypeScript source of the repository; `file` is its path from the root, with `/`. */
export interface SourceFile {
  readonly file: string
  readonly source: string
}

/** Every TypeScript source in the repository's own folders. */
export function sourceFiles(root: string): SourceFile[] {
  return FOLDERS.flatMap((folder) => filesIn(root, folder))
    .filter((file) => /\.(ts|tsx|mts)$/.test(file))
    .map((file) => ({ file, source: readFileSync(path.join(root, file), 'utf8') }))
}

function filesIn(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`
    if (entry.name === 'node_modules') return []
    return entry.isDirectory() ? filesIn(root, file) : [file]
  })
}
