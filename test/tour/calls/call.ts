import type { Desk } from '../desk'

/** One scripted call. The people are those of service/demo/README.md. */
export interface Call {
  readonly title: string
  /** Who rings, and what about. */
  readonly story: string
  readonly take: (desk: Desk) => Promise<void>
}
