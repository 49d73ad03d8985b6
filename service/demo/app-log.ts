import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'

/** What the demonstration reads of a line of the app's log (main/logging/logger.ts). */
const LogLineSchema = z.object({ message: z.string(), channel: z.string().optional(), code: z.string().optional(), count: z.number().optional() })
export type LogLine = Readonly<z.infer<typeof LogLineSchema>>

export interface AppLog {
  /** Calls for every line from now on; other output of the app is no line of its log. */
  onLine(listener: (line: LogLine) => void): void
  /** The first line from now on that is wanted. */
  next(wanted: (line: LogLine) => boolean): Promise<LogLine>
}

/** The log of the running app, read from its stderr, which goes on to ours unchanged. */
export function readAppLog(stderr: Readable, passOn: NodeJS.WritableStream = process.stderr): AppLog {
  const listeners = new Set<(line: LogLine) => void>()
  stderr.pipe(passOn, { end: false })
  createInterface({ input: stderr }).on('line', (text) => {
    const line = parseLine(text)
    if (line !== null) for (const listener of listeners) listener(line)
  })
  return {
    onLine: (listener) => void listeners.add(listener),
    next: (wanted) =>
      new Promise((resolve) => {
        const listener = (line: LogLine): void => {
          if (!wanted(line)) return
          listeners.delete(listener)
          resolve(line)
        }
        listeners.add(listener)
      }),
  }
}

function parseLine(text: string): LogLine | null {
  if (!text.startsWith('{')) return null
  try {
    return LogLineSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
