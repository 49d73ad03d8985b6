/**
 * Header of every answer of the hub: the number of the key bundle that it works with. Signed by nobody and believed in nothing: a laptop
 * that has a lower one fetches the bundle and verifies it.
 */
export const KEYS_SERIAL_HEADER = 'casement-keys-serial'
