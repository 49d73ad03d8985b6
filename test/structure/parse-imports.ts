import { parseSync } from 'vite'

/** One import of a source file. `typeOnly` ones are gone at run time. */
export interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

/** Every static import, re-export and `import('literal')` in a TypeScript source. */
export function parseImports(file: string, source: string): Import[] {
  const { module, errors } = parseSync(file, source)
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`)
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }))
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, typeOnly: isType }] : [],
    ),
  )
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^['"`]([^'"`]+)['"`]$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[1]
    return literal ? [{ specifier: literal, typeOnly: false }] : []
  })
  return [...imports, ...exports, ...dynamic]
}
