import { z } from 'zod'

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** The identity provider's address: https, or http on this machine. Over plain http anybody on the way could put their own signing keys in its place. */
export const IssuerUrlSchema = z.url().refine((text) => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}, 'https, or http on loopback')
