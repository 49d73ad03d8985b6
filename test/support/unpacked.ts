import { PACKED_PAGE } from '../../shared/api/page-type'

/** What a laptop accepts, without packed pages: for whoever stands between it and the hub and reads or rewrites them. */
export const unpacked = (accept = ''): string => accept.split(',').filter((type) => type.trim() !== PACKED_PAGE).join(',')
