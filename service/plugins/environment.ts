import type { z } from 'zod'

/** Something that a service needs is missing from its environment, or is not what it should be. Names variables, never their values. */
export class EnvironmentIncomplete extends Error {
  constructor(names: readonly string[]) {
    super(`missing or malformed in the environment: ${names.join(', ')}`)
    this.name = 'EnvironmentIncomplete'
  }
}

/** Reads a service's variables; an empty one counts as absent. Throws EnvironmentIncomplete. */
export function readEnvironment<Schema extends z.ZodType>(schema: Schema, env: Readonly<NodeJS.ProcessEnv>): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) throw new EnvironmentIncomplete([...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))])
  return parsed.data
}
