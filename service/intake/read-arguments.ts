import { parseArgs } from 'node:util'

export const USAGE = `Loads extracts of partners' source systems into Casement.

  npm run intake -- load --source NAME [--rejects DIR] FILE…
  npm run intake -- sources
  npm run intake -- circle
  npm run intake -- --help

circle carries to the hub, in pseudonyms, which households are not for which officer (declared at the vault); every load does so too.
The service is found by HUB_URL, VAULT_URL, OIDC_ISSUER, INTAKE_CLIENT_ID and INTAKE_CLIENT_SECRET, else it is the demonstration
that runs from this folder (with its data in CASEMENT_DATA_DIR, if that is set). Rows that cannot be loaded, or must be looked at (number-shared), are listed in FILE.rejects.csv, next to the extract or in DIR
(in FILE.N.rejects.csv for the Nth file, where the same run has written one of that name).
Exit codes: 0 loaded (perhaps with rejects) · 1 the service failed · 2 wrong arguments, or an extract that was refused whole.
`

export type Command =
  | { readonly command: 'help' }
  | { readonly command: 'sources' }
  | { readonly command: 'circle' }
  | { readonly command: 'load'; readonly source: string; readonly files: ReadonlyArray<string>; readonly rejectsDir: string | null }
  | { readonly command: 'wrong'; readonly words: string }

/** Reads the command line; whatever is not exactly one of the forms of USAGE is `wrong`, with words. */
export function readArguments(argv: ReadonlyArray<string>): Command {
  let parsed
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true, strict: true,
      options: { source: { type: 'string' }, rejects: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch {
    return wrong('An option is unknown or lacks its value.')
  }
  const { values, positionals: [command, ...files] } = parsed
  if (values.help === true) return { command: 'help' }
  if ((command === 'sources' || command === 'circle') && files.length === 0 && values.source === undefined && values.rejects === undefined) return { command }
  if (command !== 'load') return wrong(command === undefined ? 'Say what to do: load, sources or circle.' : 'The only commands are load, sources and circle.')
  if (values.source === undefined || values.source === '') return wrong('Name the source: --source NAME.')
  if (files.length === 0) return wrong('Name at least one extract file.')
  return { command: 'load', source: values.source, files, rejectsDir: values.rejects ?? null }
}

const wrong = (words: string): Command => ({ command: 'wrong', words })
