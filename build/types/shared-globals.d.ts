// What Node and the browser both have, and shared/ may therefore use. Seen by shared/tsconfig.json only: the other
// projects have the full declarations of their own platform.

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean })
  decode(input?: ArrayBufferView | ArrayBuffer): string
}

declare const crypto: {
  getRandomValues<T extends ArrayBufferView>(array: T): T
}

declare function structuredClone<T>(value: T): T

declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly origin: string
  readonly protocol: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
}
