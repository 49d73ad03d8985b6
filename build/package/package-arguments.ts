import { parseArgs } from 'node:util'

/** What `npm run package` is asked for. */
export interface PackageArguments {
  /** Packs both variants with a configuration of the test's own, starts them and tries them; packs nothing to keep. */
  readonly isTest: boolean
}

export const PACKAGE_USAGE = `CASEMENT_BUILD_CONFIG=FILE npm run package     packs the app for this platform into dist/
npm run package -- --test                      packs it for a demonstration, starts it and tries it
`

/** Reads the command line; null for anything that is not known. */
export function readPackageArguments(argv: readonly string[]): PackageArguments | null {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { test: { type: 'boolean' } },
      strict: true,
      allowPositionals: false,
    })
    return { isTest: values.test === true }
  } catch {
    return null
  }
}
