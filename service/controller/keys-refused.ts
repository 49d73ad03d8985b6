/** What a change of keys can be refused for; the words say what the operator can do, and never quote a key. */
export type KeysProblem =
  | 'KEYS_FILE_MISSING' | 'KEYS_FILE_BROKEN' | 'KEYS_ROOT_MISSING' | 'KEYS_ROOT_OTHER' | 'KEYS_SET_BROKEN'
  | 'KEYS_VAULT_RUNNING' | 'KEYS_OTHER_DATABASE' | 'KEYS_DOES_NOT_OPEN'

/** Nothing was changed, or nothing more than is said. */
export class KeysRefused extends Error {
  override readonly name = 'KeysRefused'
  constructor(readonly code: KeysProblem, words: string) {
    super(words)
  }
}
