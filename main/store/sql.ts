export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>
export type SqlRow = Readonly<Record<string, SqlValue>>

/** The few things repositories need of a database: prepared statements by text, and transactions. SQLCipher stands behind it in store/process only. */
export interface Sql {
  run(text: string, values?: ReadonlyArray<SqlValue>): number
  get(text: string, values?: ReadonlyArray<SqlValue>): SqlRow | null
  all(text: string, values?: ReadonlyArray<SqlValue>): ReadonlyArray<SqlRow>
  /** Everything in `work` or nothing; nested calls join the outer one. */
  transaction<T>(work: () => T): T
}

export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
}
