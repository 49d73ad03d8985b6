/** A page of the feed: NDJSON. */
export const PAGE = 'application/x-ndjson'
/** The same bytes, packed by brotli as content and not as a coding of HTTP: the laptop unpacks it itself, whole or not at all. */
export const PACKED_PAGE = 'application/x-ndjson+br'
